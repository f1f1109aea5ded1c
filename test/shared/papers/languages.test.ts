// Every language says the same: no phrase is missing or left in English, and each has the same places and articles.
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { READING_LANGUAGES, voiceIn as readIn } from '../../../shared/reading/words/all.ts';
import { accountOf, paperOf, PAPERS, toMarkdown, voiceIn } from '../../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../../shared/papers/languages.ts';
import { base } from './base.ts';

const phrasesOf = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => phrasesOf(inner, `${path}.${key}`));
const placesOf = (text: string) =>
  [...text.matchAll(/\{\w+\}|§(?:e|\d+(?:\.\d+)?(?:\.[a-z])?)(?!\w)/g)]
    .map(([one]) => one)
    .toSorted();

const english = new Map(phrasesOf(PAPER_LANGUAGES['en']?.words));
/** Names, and words that are the same in some languages. */
const ALIKE =
  /^\.(kept\.(events|eventsNamed|fact)|recipients\.ways|cite|labels|heads|purposeNames)/;

describe('papers', () => {
  it('are written in every language of the words for visitors, and in English', () => {
    expect(new Set(Object.keys(PAPER_LANGUAGES))).toEqual(new Set(['en', ...LANGUAGES]));
  });

  it.each(LANGUAGES)(
    'in "%s" have every phrase, with the same places and articles as in English',
    (language) => {
      const phrases = new Map(phrasesOf(PAPER_LANGUAGES[language]?.words));
      expect([...phrases.keys()]).toEqual([...english.keys()]);
      for (const [path, text] of phrases) {
        const pattern = english.get(path) ?? '';
        expect([path, placesOf(text)]).toEqual([path, placesOf(pattern)]);
        expect(text.trim()).toBe(text);
        if (!ALIKE.test(path)) expect([path, text]).not.toEqual([path, pattern]);
      }
    },
  );

  it.each(READING_LANGUAGES)(
    'in "%s" call facts as the reading of a segment does',
    async (language) => {
      const account = await accountOf(base, (bytes) => crypto.subtle.digest('SHA-256', bytes));
      const paper = paperOf('record', account, voiceIn(language, PAPER_LANGUAGES[language]!));
      const { facts } = readIn(language).words;
      expect(toMarkdown(paper)).toContain(`\`geo.country\` (${facts['geo.country']})`);
    },
  );

  it.each([
    ['en', '24 Jan 2027'],
    ['de', '24.01.2027'],
    ['fr', '24 janv. 2027'],
  ])('in "%s" write a day as %s', async (language, day) => {
    const account = await accountOf(base, (bytes) => crypto.subtle.digest('SHA-256', bytes));
    const paper = paperOf('record', account, voiceIn(language, PAPER_LANGUAGES[language]!));
    expect(toMarkdown(paper)).toContain(day);
  });

  it.each(Object.keys(PAPER_LANGUAGES))('in "%s" leave no place open', async (language) => {
    const account = await accountOf(base, (bytes) => crypto.subtle.digest('SHA-256', bytes));
    const voice = voiceIn(language, PAPER_LANGUAGES[language]!);
    for (const kind of PAPERS) {
      const text = toMarkdown(paperOf(kind, account, voice));
      expect(text).not.toMatch(/\{\w+\}|§\d|undefined|NaN/);
    }
  });

  it('cite articles as the language does', () => {
    const cited = (language: string) =>
      voiceIn(language, PAPER_LANGUAGES[language]!).cite('30.1.a');
    expect(cited('en')).toBe('Art. 30(1)(a) GDPR');
    expect(cited('de')).toBe('Art. 30 Abs. 1 Buchst. a DSGVO');
    expect(cited('pl')).toBe('art. 30 ust. 1 lit. a) RODO');
    expect(cited('pt')).toBe('art. 30.º, n.º 1, al. a), do RGPD');
  });

  it('say that a goal is reported only of an experience that has one', async () => {
    const voice = voiceIn('en', PAPER_LANGUAGES['en']!);
    const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
    const written = async (hero: object) => {
      const definitions = {
        ...base,
        experiences: { hero: { ...base.experiences?.['hero'], ...hero } },
      };
      const account = await accountOf(definitions as typeof base, digest);
      return toMarkdown(paperOf('notice', account, voice));
    };
    expect(await written({})).toContain('which variant of');
    expect(await written({})).not.toContain('the goal was reached');
    expect(await written({ goal: Object.keys(base.segments)[0] })).toContain(
      'the goal was reached',
    );
  });
});
