import type { Definitions } from '../../shared/definitions/types.ts';
import type { Unread } from '../../shared/engine/types.ts';
import type { AskedColumns, AsOnPage, BadRow, Counted, TimeUnit } from '../../shared/logs/index.ts';
import type { RowRange } from '../../shared/parquet/index.ts';
import type { ErrorCode } from '../failure.ts';
import type { EventBlock } from './event-block.ts';
import type { RowsSeen } from './rows-seen.ts';

/** What a thread is told as it begins: all that does not change from one task to the next. */
export interface ThreadSetup {
  readonly is: 'covey simulate';
  readonly definitions: Definitions;
  /** What the log is called. */
  readonly name: string;
  readonly columns: AskedColumns;
  readonly unit: TimeUnit | undefined;
  readonly format: string | undefined;
  /** IANA name. */
  readonly zone: string;
  readonly at: number | null;
  readonly now: number;
  readonly skipBad: boolean;
}

/** Whole lines of a log, or rows of one that is kept in columns. */
export type Stretch =
  | {
      readonly form: 'csv';
      readonly text: Uint8Array;
      readonly delimiter: string;
      /** None where the text begins with them. */
      readonly headings: readonly string[] | null;
    }
  | { readonly form: 'ndjson'; readonly text: Uint8Array }
  | { readonly form: 'parquet'; readonly path: string; readonly range: RowRange };

/** What came of a stretch. Where something ended the reading, that is all that counts. */
export interface StretchRead {
  readonly seen: RowsSeen;
  /** How many lines it has; null where it does not end with one. */
  readonly lines: number | null;
  readonly block: EventBlock;
  /** Not all of it was UTF-8. */
  readonly isLossy: boolean;
  readonly ended:
    | { readonly why: 'bad'; readonly row: BadRow }
    | { readonly why: 'refused'; readonly refusal: Refusal }
    | null;
}

/** Why a log cannot be read at all, from a line on where one is named. */
export interface Refusal {
  readonly message: string;
  readonly hints: readonly string[];
  readonly line: number | undefined;
}

/** What to evaluate: the same for all parts. */
export interface ThreadAsked extends AsOnPage {
  readonly definitions: Definitions;
  readonly first: number;
  readonly at: number;
  readonly stepMs: number | null;
  readonly wantsMembers: boolean;
}

export interface PartRead {
  readonly counted: Counted;
  readonly overTime: Float64Array<ArrayBuffer> | null;
  readonly rows: number;
  readonly repeated: number;
  readonly longHistories: number;
  readonly unread: ReadonlyMap<string, Unread>;
  /** Who is where: visitor, segments that hold, segments that nobody can know. */
  readonly members: readonly (readonly [
    visitor: string,
    held: readonly string[],
    unknown: readonly string[],
  ])[];
}

export interface Tasks {
  readonly stretch: { readonly ask: Stretch; readonly answer: StretchRead };
  readonly asked: { readonly ask: ThreadAsked; readonly answer: null };
  readonly part: { readonly ask: Uint8Array<ArrayBuffer>; readonly answer: PartRead };
}
export type TaskName = keyof Tasks;

export type ToThread = {
  readonly [name in TaskName]: { readonly task: name; readonly ask: Tasks[name]['ask'] };
}[TaskName];

export type FromThread =
  | { readonly answer: Tasks[TaskName]['answer'] }
  | {
      readonly failure: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly hints: readonly string[];
      };
    };
