import { panel as english } from '../../shared/words/en.ts';
import { type Formats, formatsIn } from '../../shared/words/formats.ts';
import { type Say, sayIn } from '../../shared/words/say.ts';
import type { Words } from '../../shared/words/types.ts';
import type { Speech } from '../words/index.ts';

/** In which words the panel speaks, and how it writes numbers and times. */
export interface Voice {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Words['panel'];
  readonly say: Say;
  /** Times are the visitor's own. */
  readonly formats: Formats;
  /** Wherever the visitor is: periods end at midnight UTC. */
  readonly day: Formats['day'];
}

/** In English where nothing else can be had. */
export function voiceOf(speech: Speech | null): Voice {
  const { language = 'en-GB', direction = 'ltr' } = speech ?? {};
  return {
    language,
    direction,
    words: speech?.fill('panel', english) ?? english,
    say: sayIn(language),
    formats: formatsIn(language),
    day: formatsIn(language, 'UTC').day,
  };
}
