/** `broken`: it does not work, or not as promised. `doubtful`: it works, and is likely not what is meant. */
export type Level = 'broken' | 'doubtful' | 'good' | 'note';

/** One thing that was looked at, in sentences. */
export interface Finding {
  readonly level: Level;
  /** For programs: stays what it is when the words change. */
  readonly code: string;
  readonly message: string;
  /** How to mend it. */
  readonly mend?: string;
}
export type Report = (level: Level, code: string, message: string, mend?: string) => void;
