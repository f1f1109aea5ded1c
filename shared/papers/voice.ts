import { MAX_RETENTION_MS } from '../definitions/durations.ts';
import type { Texts } from '../definitions/types.ts';
import { formatsIn, type Formats } from '../words/formats.ts';
import { localeOf } from '../words/languages.ts';
import type { Inline, Text } from './paper.ts';
import type { PaperWords } from './words/types.ts';

interface Names {
  readonly [name: string]: string;
}

/** Words of one language: those of papers, and what events and facts are called elsewhere, too. */
export interface LanguageOfPapers {
  readonly words: PaperWords;
  readonly known: {
    readonly events: Names;
    readonly facts: Names;
    readonly sources: Names;
    readonly touches: Names;
  };
}

/** How papers speak in one language. */
export interface Voice {
  readonly language: string;
  readonly words: PaperWords;
  readonly known: LanguageOfPapers['known'];
  readonly formats: Formats;
  /** A phrase with its places filled; what was put there by the owner stays what it is. */
  say(phrase: string, values?: { readonly [place: string]: Inline | Text }): Text;
  /** The same as plain text, where only text can stand. */
  plain(phrase: string, values?: { readonly [place: string]: string | number }): string;
  /** How the language writes `30.1.a`. */
  cite(place: string): string;
  /** A length of time; 13 months are named so. */
  span(ms: number): string;
  /** The owner's text in this language, or the first there is. */
  ofOwner(texts: Texts): string;
  list(all: readonly string[]): string;
}

const PLACE = /\{(\w+)\}|§(e|\d+(?:\.\d+)?(?:\.[a-z])?)(?![\w])/;
const PLACES = new RegExp(PLACE, 'g');

/** The voice of a language, with its words. */
export function voiceIn(language: string, { words, known }: LanguageOfPapers): Voice {
  const written = localeOf(language);
  const formats = formatsIn(written, 'UTC');
  const months = new Intl.NumberFormat(written, {
    style: 'unit',
    unit: 'month',
    unitDisplay: 'long',
  });
  const cite = (place: string): string => {
    if (place === 'e') return words.cite.eprivacy;
    const [a = '', p = '', q = ''] = place.split('.');
    const { article, paragraph, point } = words.cite;
    const form = q ? point : p ? paragraph : article;
    return form.replace('{a}', a).replace('{p}', p).replace('{q}', q);
  };
  const say: Voice['say'] = (phrase, values = {}) => {
    const parts: Inline[] = [];
    let end = 0;
    for (const match of phrase.matchAll(PLACES)) {
      const [whole, name, place] = match;
      parts.push(phrase.slice(end, match.index));
      end = match.index + whole.length;
      if (place !== undefined) parts.push(cite(place));
      else {
        const value = values[name ?? ''] ?? whole;
        parts.push(...(isText(value) ? value : [value]));
      }
    }
    return joined([...parts, phrase.slice(end)]);
  };
  return {
    language,
    words,
    known,
    formats,
    cite,
    say,
    plain: (phrase, values = {}) =>
      phrase.replace(PLACES, (whole, name?: string, place?: string) =>
        place === undefined ? String(values[name ?? ''] ?? whole) : cite(place),
      ),
    span: (ms) =>
      ms === MAX_RETENTION_MS
        ? `${months.format(13)} (${formats.amount(ms / 864e5, 'day')})`
        : formats.span(ms),
    ofOwner: (texts) =>
      typeof texts === 'string'
        ? texts
        : (texts[language] ?? texts['en'] ?? Object.values(texts)[0] ?? ''),
    list: (all) => formats.list(all, 'conjunction'),
  };
}

const isText = (value: Inline | Text): value is Text => Array.isArray(value);

/** Neighbouring strings as one; empty ones are none. */
const joined = (parts: Text): Text =>
  parts.reduce<Inline[]>((all, part) => {
    const last = all.at(-1);
    if (part === '') return all;
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
    return all;
  }, []);

/** Codes between commas. */
export const codes = (all: readonly string[]): Text =>
  all.flatMap((code, at): Text => (at === 0 ? [{ code }] : [', ', { code }]));
