import { describe, expect, it, test } from 'vitest';
import type { Definitions, Window } from '../../../shared/definitions/types.ts';
import { explain, voiceIn } from '../../../shared/engine/explain/index.ts';
import { readerOf } from '../../../shared/reading/index.ts';
import { type ReadingLanguage, voiceIn as readIn } from '../../../shared/reading/words/all.ts';
import { isShortened } from '../../../scripts/build/short-names.ts';
import { en } from '../../../shared/words/en.ts';
import { formatsIn } from '../../../shared/words/formats.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { sayIn } from '../../../shared/words/say.ts';
import type { Plural, Words } from '../../../shared/words/types.ts';
import { definitionsOf } from '../../cli/helpers.ts';
import { HOUR, MONDAY, Visitor } from '../engine/visitor.ts';

const others = await Promise.all(
  LANGUAGES.map(async (language) => {
    const file = (await import(`../../../shared/words/${language}.ts`)) as { words: Words };
    return [language, file.words] as const;
  }),
);
const all: readonly (readonly [language: string, words: Words])[] = [['en', en], ...others];

const isPlural = (value: unknown): value is Plural =>
  typeof value === 'object' && value !== null && 'other' in value;
/** Every phrase by its path: `explain.facts.geo.country`. */
const phrases = (value: unknown, path = ''): readonly (readonly [string, string | Plural])[] =>
  typeof value === 'string' || isPlural(value)
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, each]) => phrases(each, `${path}.${key}`));
const textsOf = (phrase: string | Plural) =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase);
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each(all)('the words in %s', (language, words) => {
  const own = new Map(phrases(words));

  it('are those of English, each with the same placeholders', () => {
    expect([...own.keys()].toSorted()).toEqual(
      phrases(en)
        .map(([path]) => path)
        .toSorted(),
    );
    for (const [path, phrase] of phrases(en)) {
      const wanted = new Set(textsOf(phrase).flatMap(placeholders));
      for (const text of textsOf(own.get(path) ?? '')) {
        const found = new Set(placeholders(text));
        // "in this visit" need not say that it is one.
        if (isPlural(phrase)) found.add('n');
        expect([path, found]).toEqual([path, wanted]);
      }
    }
  });

  it('have every plural that the language knows, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const plurals = [...own].filter(([, phrase]) => isPlural(phrase));
    expect(plurals.length).toBeGreaterThan(3);
    for (const [path, phrase] of plurals)
      expect([path, Object.keys(phrase).toSorted()]).toEqual([path, pluralCategories.toSorted()]);
  });

  it('are words: none is empty, has space around it, or stands there twice for different things', () => {
    for (const [path, phrase] of own)
      for (const text of textsOf(phrase)) {
        const body = path.startsWith('.explain.unless') ? text.replace(/^ /, '') : text;
        expect([path, body]).toEqual([path, body.trim() || 'a word']);
        expect([path, text]).not.toEqual([path, expect.stringMatching(/!|\.\.\.| {2}/)]);
      }
  });

  it('name events, windows, devices and sizes that readings name, and windows in the same words', () => {
    const voice = readIn(language as ReadingLanguage);
    const { did, devices, sizes } = voice.words;
    const keys = (one: object) => Object.keys(one).toSorted();
    expect(keys(words.explain.events)).toEqual(keys(did));
    expect(keys(words.explain.devices)).toEqual(keys(devices));
    expect(words.explain.sizes).toEqual(sizes);
    const windows: readonly Window[] = [
      ...(['session', 'today', 'week', 'month', '7d', '12h', '90m', '1s', '2w'] as const),
      { sessions: 1 },
      { sessions: 5 },
      { first: '2d' },
      { length: '2w', ago: '4w' },
    ];
    for (const within of windows) {
      const metrics = { it: { count: 'purchase', within } } as const;
      const segments = { it: { when: { 'metric.it': { $gte: 1 } } } } as const;
      const explained = explain(
        new Visitor({ metrics, segments }).engine,
        'it',
        voiceIn(language, words.explain),
      );
      const name = explained?.because.fact === 'metric.it' ? (explained.because.name ?? '') : '';
      const read = readerOf(definitionsOf({ metrics }), voice).metric(metrics.it).text;
      const [window = ''] = name.split(words.explain.events.purchase).slice(-1);
      expect(window.trim()).not.toBe('');
      expect(read.replaceAll('\u00a0', ' ')).toContain(window.trim().replaceAll('\u00a0', ' '));
    }
  });

  it('say since when by a date, and until when by the name of a day: nothing seems to end before it began', () => {
    const visitor = new Visitor(
      {
        metrics: { carts: { count: 'add_to_cart', within: '1h' } },
        segments: { it: { when: { 'metric.carts': { $gte: 1 } }, keep: '143h' } },
      },
      MONDAY + 24 * HOUR,
    );
    visitor.after(1, 'add_to_cart');
    // In on a Tuesday, out on a Monday.
    const text = explain(visitor.engine, 'it', voiceIn(language, words.explain))?.text ?? '';
    const { weekday } = formatsIn(language);
    const named = [1, 2, 3, 4, 5, 6, 7].filter((day) => text.includes(weekday(day)));
    expect(named.filter((day) => day !== 1)).toEqual(language === 'it' ? [2] : []);
    expect(text).toMatch(/2026/);
  });

  it('are no names that the build shortens: a site writes them, too', () => {
    const names = [...own.keys()].flatMap((path) => path.split('.'));
    expect(names.filter((name) => isShortened.test(name))).toEqual([]);
  });
});

describe.each(others)('in %s', (language, words) => {
  it('no sentence is the English one', () => {
    const english = new Map(phrases(en));
    const same = phrases(words).filter(([path, phrase]) => {
      const text = String(textsOf(phrase)[0]);
      return (
        text === String(textsOf(english.get(path) ?? '')[0]) &&
        /\w{4,}/.test(text.replace(/\{\w+\}/g, ''))
      );
    });
    // What is called the same in both, as a tablet is.
    expect(same.map(([, phrase]) => phrase).filter((text) => / /.test(String(text)))).toEqual([]);
    expect(same.length).toBeLessThan(12);
  });

  test('an explanation is of the same structure, in other words', () => {
    const visitor = new Visitor(DEFINITIONS, MONDAY + 9 * HOUR);
    visitor.after(1, 'view_item');
    visitor.engine.setFacts({ geo: { country: 'CH' }, device: { type: 'mobile' } });
    const voice = voiceIn(language, words.explain);
    for (const id of Object.keys(DEFINITIONS.segments)) {
      const [inEnglish, there] = [explain(visitor.engine, id), explain(visitor.engine, id, voice)];
      expect(structureOf(there)).toEqual(structureOf(inEnglish));
      expect(there?.text).not.toMatch(
        /[{}]|undefined|NaN|\b(since|until|asked|unless|your|products|needed|orders|and)\b/,
      );
      expect(there?.text).not.toBe(inEnglish?.text);
    }
    const [country] = explain(visitor.engine, 'swiss', voice)?.because.parts ?? [];
    const named = new Intl.DisplayNames(language, { type: 'region' });
    expect(country?.text).toContain(`${words.explain.facts['geo.country']}`);
    expect(country?.text).toContain(named.of('CH'));
    expect(country?.text).toContain(named.of('AT'));
    expect(country).toMatchObject({ value: 'CH', expected: ['DE', 'AT'] });
  });
});

const DEFINITIONS = {
  metrics: {
    views: { count: 'view_item', within: '7d' },
    spend: { sum: 'purchase.value', within: { length: '30d', ago: '7d' } },
    recency: { since: 'purchase' },
  },
  segments: {
    fan: { when: { 'metric.views': { $gte: 1 } } },
    keen: { when: { 'metric.views': { $gte: 3 }, 'metric.recency': { $gt: '30d' } } },
    swiss: { when: { 'geo.country': { $in: ['DE', 'AT'] }, 'device.type': 'desktop' } },
    kept: { when: { 'metric.views': { $gte: 1 } }, keep: '30d' },
    out: { when: {}, exclude: { 'metric.views': { $gte: 1 } } },
    rich: { when: { $or: [{ 'metric.spend': { $gt: 100 } }, { 'now.weekday': 6 }] } },
  },
} as const satisfies Partial<Definitions>;

/** All of it but its words. */
const structureOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(structureOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['text', 'name', 'what'].includes(key))
      .map(([key, each]) => [key, structureOf(each)]),
  );
};

test('French breaks no line before a colon or semicolon, or within guillemets', () => {
  const [, words] = others.find(([language]) => language === 'fr') ?? [];
  const said = phrases(words).flatMap(([, phrase]) => textsOf(phrase));
  // \u202f before a semicolon, \u00a0 elsewhere; none is an ordinary space, which looks the same in the file.
  expect(said.filter((text) => /[^\u00a0]:|[^\u202f];|«[^\u00a0]|[^\u00a0]»/.test(text))).toEqual(
    [],
  );
  expect(said.filter((text) => /[:;»]/.test(text)).length).toBeGreaterThan(40);
});

describe('numbers in words', () => {
  it('take the plural of their language, and are written as there', () => {
    const said = (language: string, n: number) => {
      const [, words] = all.find(([one]) => one === language) ?? [];
      return sayIn(language)(words?.panel.others ?? '', { n });
    };
    expect(said('en', 1)).toBe('1 group that you are not in');
    expect([1, 2, 5, 22, 1.5].map((n) => said('pl', n))).toEqual([
      '1 grupa, do której Państwo nie należą',
      '2 grupy, do których Państwo nie należą',
      '5 grup, do których Państwo nie należą',
      '22 grupy, do których Państwo nie należą',
      '1,5 grupy, do których Państwo nie należą',
    ]);
    expect(said('fr', 0)).toBe('0 groupe dont vous ne faites pas partie');
    expect(said('fr', 1_000_000)).toMatch(/^1\s000\s000 de groupes/);
    expect(said('de', 1234)).toBe('1.234 Gruppen, in denen Sie nicht sind');
  });

  it('leave what a text does not name, and what nobody gives', () => {
    expect(sayIn('en')('{a} {b}', { a: '{b}', c: 'x' })).toBe('{b} {b}');
  });
});

describe('what is no word', () => {
  it('is written as the language writes it', () => {
    const { span, amount, list, named, weekday, month, percent } = formatsIn('de', 'UTC');
    expect([span(30 * 864e5), span(47 * 36e5), span(1000)]).toEqual([
      '30 Tage',
      '47 Stunden',
      '1 Sekunde',
    ]);
    expect(amount(2, 'week')).toBe('2 Wochen');
    expect(list(['a', 'b', 'c'], 'disjunction')).toBe('a, b oder c');
    expect([named('DE', 'region'), named('pt', 'language')]).toEqual([
      'Deutschland',
      'Portugiesisch',
    ]);
    expect(named('no such place', 'region')).toBe('no such place');
    expect([weekday(1), weekday(7), month(1), month(12)]).toEqual([
      'Montag',
      'Sonntag',
      'Januar',
      'Dezember',
    ]);
    expect(percent(0.12)).toMatch(/^12\s%$/);
  });

  it('names a day only where its name stands unbent after "until"', () => {
    const time = Date.parse('2026-11-30T10:00:00Z');
    const near = (language: string) => formatsIn(language, 'UTC').near(time);
    expect(near('en-GB')).toMatch(/^Monday\b.*10:00$/);
    expect(near('de-AT')).toMatch(/^Montag\b.*10:00$/);
    expect(near('pl')).toMatch(/^30 lis 2026\b.*10:00$/);
    expect(near('it')).toMatch(/^lunedì 30 novembre 2026\b.*10:00$/);
  });
});
