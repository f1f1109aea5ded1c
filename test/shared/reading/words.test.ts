import { describe, expect, it } from 'vitest';
import { definitions as shop } from '../../../demo/definitions.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { asLines, inOneLine, readerOf } from '../../../shared/reading/index.ts';
import { READING_LANGUAGES, voiceIn } from '../../../shared/reading/words/all.ts';
import { en } from '../../../shared/reading/words/en.ts';
import type { Plural } from '../../../shared/words/types.ts';
import { changedDocuments } from './changed.ts';
import { constructs, expectApart } from './held.ts';

const isPlural = (value: unknown): value is Plural =>
  typeof value === 'object' && value !== null && 'other' in value;
/** Every phrase by its path. */
const phrases = (value: unknown, path = ''): readonly (readonly [string, string | Plural])[] =>
  typeof value === 'string' || isPlural(value)
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, each]) =>
        phrases(each, path === '' ? key : `${path}/${key}`),
      );
const textsOf = (phrase: string | Plural) =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase);
const placeholders = (text: string) =>
  new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

/** What may stand in the place of one another, by the beginning of their paths: no two may be the same words. */
const PLACES = [
  /^is\//,
  /^facts\//,
  /^sources\//,
  /^did(?!N|Re)/,
  /^didNothing\//,
  /^amounts\//,
  /^times\//,
  /^ago(AtLeast)?\//,
  /^(metrics|differing)\/|^did[A-Z]|^completed|^visited/,
  /^windows\//,
  /^(steps|before|after|span|same|oneVisit)/,
  /^(kinds|stages|types|ways|places|answers)\//,
  /^(stays|keep|out|behind|counted|shadow|activate|described)/,
  /^card\//,
];

describe.each(READING_LANGUAGES)('the phrases in %s', (language) => {
  const { words } = voiceIn(language);
  const own = new Map(phrases(words));

  it('are those of English, each with the same placeholders', () => {
    expect([...own.keys()].toSorted()).toEqual(
      phrases(en)
        .map(([path]) => path)
        .toSorted(),
    );
    for (const [path, phrase] of phrases(en)) {
      const wanted = new Set(textsOf(phrase).flatMap((text) => [...placeholders(text)]));
      for (const text of textsOf(own.get(path) ?? '')) {
        const found = placeholders(text);
        // "once" need not say that it is one.
        if (isPlural(phrase)) found.add('n');
        if (isPlural(phrase)) wanted.add('n');
        expect([path, found]).toEqual([path, wanted]);
      }
    }
  });

  it('have every plural that the language knows, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [path, phrase] of own)
      if (isPlural(phrase))
        expect([path, Object.keys(phrase).toSorted()]).toEqual([path, pluralCategories.toSorted()]);
  });

  it('are taken for no other: what may stand in one place differs, brackets come in pairs, and what joins stands in none', () => {
    const joined = [words.and, words.or].map((text) => text.replace(/\{\w+\}/g, '').trim());
    for (const place of PLACES) {
      const here = [...own].filter(([path]) => place.test(path));
      const bare = here.map(([, phrase]) =>
        (isPlural(phrase) ? phrase.other : phrase).replace(/\{\w+\}/g, '…'),
      );
      expect(here.length, String(place)).toBeGreaterThan(1);
      expect(bare.filter((text, i) => bare.indexOf(text) !== i)).toEqual([]);
    }
    for (const [path, phrase] of own)
      for (const text of textsOf(phrase)) {
        expect([path, text.trim()]).toEqual([path, text]);
        expect([path, text.split('(').length]).toEqual([path, text.split(')').length]);
        expect(text).not.toMatch(/["[\]!]/);
        if (!/^(and|or)$/.test(path))
          for (const join of joined) expect(text.includes(join), `${path}: ${text}`).toBe(false);
        if (!/^stays|^metrics.interest/.test(path)) expect(text).not.toContain(';');
      }
  });

  it('hold two definitions apart that differ in meaning', () => {
    constructs.forEach((definitions, i) => {
      if (language !== 'en')
        expectApart(definitions, changedDocuments(definitions, 250, i), voiceIn(language));
    });
  });
});

describe.each(READING_LANGUAGES.filter((language) => language !== 'en'))('in %s', (language) => {
  it('nothing is left in English', () => {
    const english = new Map(phrases(en));
    const same = phrases(voiceIn(language).words).filter(
      ([path, phrase]) =>
        textsOf(phrase)[0] === textsOf(english.get(path) ?? '')[0] &&
        / \w/.test(String(textsOf(phrase)[0]).replace(/\{\w+\}/g, '')),
    );
    expect(same.map(([path]) => path)).toEqual(['ways/gpt']);
    const [shown] = [asLines(readerOf(shop as never, voiceIn(language)).document())].map((text) =>
      text.replace(/“[^“”]*”|„[^“”]*[“”]|«[^«»]*»|\([\w-]+\)/g, ''),
    );
    expect(shown).not.toMatch(/\{\w+\}|undefined|\b(the|which|whoever|visitor|bought)\b/);
  });
});

describe.each(READING_LANGUAGES)('a time since that has an upper bound, in %s', (language) => {
  const voice = voiceIn(language);
  const said = (asked: object) => {
    const definitions = {
      metrics: { last: { since: 'purchase' } },
      segments: { s: { when: { 'metric.last': asked } } },
    };
    const { parts = [] } = readerOf(definitions as never, voice).thing('segments', 's');
    return parts.map((part) => inOneLine(part)).join();
  };

  it.each(['$gt', '$gte'] as const)('is not said to be never, too: %s', (lower) => {
    const { words, say } = voice;
    const from = { span: voice.span(30 * 60_000) };
    const to = { span: voice.span(7 * 86_400_000) };
    expect(said({ [lower]: '30m' })).toContain(say(words.ago[lower], from));
    for (const upper of ['$lt', '$lte'] as const) {
      const both = [say(words.agoAtLeast[lower], from), say(words.ago[upper], to)];
      expect(said({ [lower]: '30m', [upper]: '7d' })).toContain(voice.list(both, 'conjunction'));
    }
  });
});

describe('a segment', () => {
  const definitions: Partial<Definitions> = {
    metrics: {
      seen: { distinct: 'view_item.item_id', within: '7d' },
      bought: { count: 'purchase', within: '7d' },
      last: { since: 'purchase' },
    },
    segments: {
      s: {
        when: { 'metric.seen': { $gte: 5 }, 'metric.bought': 0, 'geo.country': 'DE' },
        keep: '2d',
        exclude: { 'metric.last': { $lt: '60d' } },
      },
    },
  };
  it.each([
    [
      'en',
      'Viewed at least 5 different products in the last 7 days, and bought nothing in the last 7 days, and the country is Germany (DE); stays in for 2 days after that',
      'Out while this holds: last bought something less than 60 days ago',
    ],
    [
      'de',
      'Hat in den letzten 7 Tagen mindestens 5 verschiedene Produkte angesehen, und hat in den letzten 7 Tagen nichts gekauft, und das Land: Deutschland (DE); bleibt danach noch 2 Tage dabei',
      'Ausgenommen, solange dies gilt: das letzte Mal, dass jemand etwas gekauft hat, ist weniger als 60 Tage her',
    ],
    [
      'fr',
      'A consulté au moins 5 produits différents au cours des 7 derniers jours, et n’a rien acheté au cours des 7 derniers jours, et le pays : Allemagne (DE) ; y reste ensuite pendant 2 jours',
      'Exclusion tant que ceci est vrai : la dernière fois que le visiteur a acheté quelque chose, c’était il y a moins de 60 jours',
    ],
    [
      'es',
      'Vio al menos 5 productos distintos en los últimos 7 días, y además no compró nada en los últimos 7 días, y además el país: Alemania (DE); después sigue dentro durante 2 días',
      'Fuera mientras se cumple esto: la última vez que compró algo fue hace menos de 60 días',
    ],
    [
      'it',
      'Ha visto almeno 5 prodotti diversi negli ultimi 7 giorni, e inoltre non ha comprato niente negli ultimi 7 giorni, e inoltre il paese: Germania (DE); poi resta dentro per 2 giorni',
      'Escluso finché vale questo: l’ultima volta che ha comprato qualcosa è stata meno di 60 giorni fa',
    ],
    [
      'nl',
      'Heeft in de laatste 7 dagen minstens 5 verschillende producten bekeken, en heeft in de laatste 7 dagen niets gekocht, en het land: Duitsland (DE); blijft daarna nog 2 dagen erin',
      'Uitgesloten zolang dit geldt: heeft voor het laatst minder dan 60 dagen geleden iets gekocht',
    ],
    [
      'pl',
      'W ciągu ostatnich 7 dni obejrzano co najmniej 5 różnych produktów, a także w ciągu ostatnich 7 dni nie kupiono niczego, a także kraj: Niemcy (DE); potem pozostaje jeszcze przez 2 dni',
      'Wykluczenie, dopóki zachodzi to: ostatnio kupiono coś mniej niż 60 dni temu',
    ],
    [
      'pt',
      'Viu pelo menos 5 produtos diferentes nos últimos 7 dias, e além disso não comprou nada nos últimos 7 dias, e além disso o país: Alemanha (DE); depois fica dentro durante 2 dias',
      'Fora enquanto se verifica isto: a última vez que comprou algo foi há menos de 60 dias',
    ],
  ] as const)('reads in %s as a person would say it', (language, ...said) => {
    const reader = readerOf(definitions as Definitions, voiceIn(language));
    const { parts = [] } = reader.thing('segments', 's');
    expect(parts.map((part) => inOneLine(part).replaceAll(/[\u00a0\u202f]/g, ' '))).toEqual(said);
  });
});
