import type { Language } from '../../shared/words/languages.ts';
import type { OwnWords, Section, Words } from '../../shared/words/types.ts';
import type { Page } from '../host.ts';
import type { ProblemCode } from '../problems.ts';
import type { Settings } from '../settings.ts';
import { choose } from './choose.ts';
import { HASHES } from './files.ts';
import { fill } from './fill.ts';

/** How a visitor is spoken to. */
export interface Speech {
  /** BCP 47, for `lang` and `Intl`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The words of a section, and of what is missing the English ones. */
  fill<S extends Section>(section: S, english: Words[S]): Words[S];
}

export interface SpeechOptions extends Pick<Settings, 'language' | 'words'> {
  readonly host: { readonly window: Page };
  readonly report?: (code: ProblemCode, detail: string) => void;
}

/** Written from right to left. Of ours none is, but a site may bring its own. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** Brings a language's file: only if its bytes have the hash. */
export type LoadWords = (name: `words-${Language}`, hash: string | undefined) => Promise<object>;

const loaded = new Map<Language, Promise<Words>>();

/** What could not be had is asked for again. */
function wordsOf(language: Language, load: LoadWords): Promise<Words> {
  const known = loaded.get(language);
  if (known) return known;
  const coming = load(`words-${language}`, HASHES[language]).then(
    (file) => (file as { readonly words: Words }).words,
  );
  loaded.set(language, coming);
  coming.catch(() => loaded.delete(language));
  return coming;
}

/** The site's own words, where they stand. */
function ownOf({ words, host }: SpeechOptions): OwnWords | undefined {
  try {
    const own = typeof words === 'string' ? (host.window as never)[words] : words;
    return typeof own === 'object' && own !== null ? own : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The language of the page or, where there are no words in it, the first that the visitor reads; its words, loaded where
 * they are in a file. `near`: the language around the place where something is to be said. Never rejects.
 */
export async function findSpeech(
  options: SpeechOptions,
  load: LoadWords,
  near?: string,
): Promise<Speech> {
  const { document, navigator } = options.host.window;
  const own = ownOf(options);
  // A page may have made it nothing.
  const wanted = [
    options.language,
    near,
    document.documentElement.lang,
    ...(navigator.languages ?? []),
  ];
  const { language, file } = choose(wanted, own !== undefined);
  let words: Words | undefined;
  try {
    words = file ? await wordsOf(file, load) : undefined;
  } catch {
    options.report?.('part-failed', `words-${file ?? ''}`);
    // What is English is not written as another language has it.
    if (!own) return speechIn('en-GB', []);
  }
  return speechIn(language, [words, own]);
}

let last: { readonly speech: Speech; readonly of: readonly unknown[] } | undefined;

/** The same as long as nothing in it is another, for those who prepare for it. */
function speechIn(language: string, all: readonly (OwnWords | undefined)[]): Speech {
  const of = [language, ...all];
  if (!last || of.length !== last.of.length || of.some((each, at) => each !== last?.of[at]))
    last = { speech: newSpeech(language, all), of };
  return last.speech;
}

const newSpeech = (language: string, all: readonly (OwnWords | undefined)[]): Speech => ({
  language,
  direction: RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr',
  fill: (section, english) => fill(section, english, all),
});
