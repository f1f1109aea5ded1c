import type { SurveyWords, Texts } from '../../shared/definitions/types.ts';

/** Words that definitions may replace. */
export const WORDS: { readonly [name in keyof SurveyWords]-?: Texts } = {
  send: { en: 'Send' },
  close: { en: 'Close' },
  note: { en: 'Your answer stays on this device.' },
  thanks: { en: 'Thank you.' },
  up: { en: 'Up' },
  down: { en: 'Down' },
};
