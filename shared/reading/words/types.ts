import type { Alike } from '../../words/types.ts';
import type { en } from './en.ts';

/** All that a reading is made of. */
export type ReadingWords = Alike<typeof en>;
