import { type Language, LANGUAGES, localeOf } from '../../shared/words/languages.ts';
import { baseOf } from '../texts.ts';

export interface Choice {
  /** BCP 47. */
  readonly language: string;
  /** Whose file it is; null: there is none, or none is needed. */
  readonly file: Language | null;
}

/** As it was, without a region: that of the house. */
const ENGLISH = 'en-GB';

/** In the form that `Intl` understands; empty where it does not. */
const canonical = (tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] ?? '';
  } catch {
    return '';
  }
};

/** The first of the wanted languages that there are words in; with `hasOwn` the site has words in any. */
export function choose(wanted: readonly (string | null | undefined)[], hasOwn: boolean): Choice {
  for (const each of wanted) {
    const tag = canonical(each ?? '');
    const base = baseOf(tag);
    const file = LANGUAGES.find((one) => one === base) ?? null;
    if (tag === 'en') return { language: ENGLISH, file };
    if (file || base === 'en' || (tag && hasOwn)) return { language: localeOf(tag), file };
  }
  return { language: ENGLISH, file: null };
}
