import { explain as english } from '../../words/en.ts';
import { type Formats, formatsIn } from '../../words/formats.ts';
import { type Say, sayIn } from '../../words/say.ts';
import type { Words } from '../../words/types.ts';

/** In which words, and how written, explanations are given. */
export interface Voice {
  readonly words: Words['explain'];
  readonly say: Say;
  /** Times are those of the visitor's own clock, as if it were in UTC. */
  readonly formats: Formats;
}

/** To make one takes longer than to explain with it. */
export const voiceIn = (language = 'en-GB', words: Words['explain'] = english): Voice => ({
  words,
  say: sayIn(language),
  formats: formatsIn(language, 'UTC'),
});
