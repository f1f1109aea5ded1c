import { formatsIn } from '../words/formats.ts';
import type { Phrase } from '../words/types.ts';
import { parseDuration } from '../definitions/durations.ts';
import { en } from './words/en.ts';
import type { ReadingWords } from './words/types.ts';

export type Values = { readonly [name: string]: string };

/** A language, and how it writes what is no word. */
export interface Voice {
  readonly words: ReadingWords;
  /** Puts texts into a phrase; a plural is chosen by `n`, which also stands for `{n}`. */
  say(phrase: Phrase, values?: Values, n?: number): string;
  /** In quotation marks, so that it cannot be taken for words: marks in it get a backslash, what is not seen is written out. */
  quote(text: string): string;
  /** Every digit of it. */
  number(value: number): string;
  percent(share: number): string;
  /** `7 days`: exact, in the greatest unit of which there are two or more. */
  span(ms: number): string;
  /** Of a duration as definitions write it; of any other text that text, quoted. */
  duration(text: string): string;
  /** `2026-11-24 00:00 UTC`; what is no instant, quoted. */
  instant(text: string): string;
  list(all: readonly string[], type: 'disjunction' | 'conjunction'): string;
  region(code: string): string;
  languageName(tag: string): string;
  weekday(number: number): string;
  month(number: number): string;
  /** With a capital first letter. */
  capital(text: string): string;
}

const MARKS = /[“”„«»\\]/g;
// Controls, separators of lines, and what turns the direction of writing: none is seen, and each could hide or move words.
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

export const visible = (text: string): string =>
  text.replace(UNSEEN, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);

/** Beyond these a number is written with a power of ten. */
const [LARGE, SMALL] = [1e15, 1e-6];

export const voiceOf = (language: string, words: ReadingWords): Voice => {
  const formats = formatsIn(language, 'UTC');
  const rules = new Intl.PluralRules(language);
  const digits = { maximumSignificantDigits: 17 } as const;
  const plain = new Intl.NumberFormat(language, digits);
  const powers = new Intl.NumberFormat(language, { ...digits, notation: 'scientific' });
  const percents = new Intl.NumberFormat(language, { ...digits, style: 'percent' });
  const number = (value: number) => {
    const size = Math.abs(value);
    return (value !== 0 && (size >= LARGE || size < SMALL) ? powers : plain).format(value || 0);
  };
  const say: Voice['say'] = (phrase, values = {}, n) => {
    const text =
      typeof phrase === 'string'
        ? phrase
        : (phrase[n === undefined ? 'other' : rules.select(n)] ?? phrase.other);
    return text.replace(
      /\{(\w+)\}/g,
      (whole, name: string) =>
        values[name] ?? (name === 'n' && n !== undefined ? number(n) : whole),
    );
  };
  const quote = (text: string) => say(words.quoted, { text: visible(text.replace(MARKS, '\\$&')) });
  return {
    words,
    say,
    quote,
    number,
    percent: (share) => percents.format(share),
    span: formats.exact,
    duration(text) {
      const ms = parseDuration(text);
      return ms === null ? quote(text) : formats.exact(ms);
    },
    instant(text) {
      const ms = Date.parse(text);
      if (Number.isNaN(ms)) return quote(text);
      const [day = '', clock = ''] = new Date(ms).toISOString().split('T');
      return `${day} ${clock.replace(/(:00)?\.000Z$/, '').replace(/Z$/, '')} UTC`;
    },
    list: (all, type) => (all.length === 0 ? words.emptyList : formats.list(all, type)),
    region: (code) => `${formats.named(code, 'region')} (${code})`,
    languageName: (tag) => `${formats.named(tag, 'language')} (${tag})`,
    weekday: formats.weekday,
    month: formats.month,
    capital: (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1),
  };
};

/** British English: its lists have no comma before "and". */
export const english = voiceOf('en-GB', en);
