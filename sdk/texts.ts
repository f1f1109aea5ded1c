import type { Texts } from '../shared/definitions/types.ts';

export interface Said {
  readonly text: string;
  /** Where it is not the page's language. */
  readonly lang: string | false;
}

/** The language without script and region: `de` of `de-AT`. */
export const baseOf = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

export const isSame = (one: string, other: string): boolean => baseOf(one) === baseOf(other);

/** The text in the language, else in another form of it, else the first that there is. */
export function textIn(texts: Texts, language: string): Said {
  if (typeof texts === 'string') return { text: texts, lang: false };
  const entries = Object.entries(texts);
  const found =
    entries.find(([tag]) => tag.toLowerCase() === language.toLowerCase()) ??
    entries.find(([tag]) => tag === baseOf(language)) ??
    entries.find(([tag]) => baseOf(tag) === baseOf(language)) ??
    entries[0];
  const [tag = '', text = ''] = found ?? [];
  return { text, lang: !isSame(tag, language) && tag };
}
