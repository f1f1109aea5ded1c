import type { Definitions } from '../../shared/definitions/types.ts';
import type { Input } from '../input.ts';
import type { Progress } from '../progress.ts';
import type { AskedColumns, OffsetAt, OnVisitor, TimeForms } from '../../shared/logs/index.ts';
import type { Evaluate, Evaluation } from './evaluate.ts';
import type { EventBlock } from './event-block.ts';
import type { LogReader } from './log-reader.ts';
import type { ThreadPool } from './thread-pool.ts';
import type { SourceRead } from './read-source.ts';
import type { EventSink } from './rows-seen.ts';

export interface SimulateOptions {
  readonly definitions: Definitions;
  readonly input: Input;
  /** Milliseconds since the epoch; null: 1 ms after the last event. */
  readonly at: number | null;
  /** Length of a step of the sizes over time, milliseconds; null for none. */
  readonly stepMs?: number | null;
  readonly offsetAt: OffsetAt;
  /** How its times are written, where that was said. */
  readonly times?: Omit<TimeForms, 'offsetAt' | 'option'>;
  /** Names of its columns, where they are not `visitor`, `time` and `event`. */
  readonly columns?: AskedColumns;
  /** What the log lacks did not happen, instead of being unknown. */
  readonly complete?: boolean;
  /** The clock, to tell rows that lie in the future; none do without it. */
  readonly now?: number;
  /** The log is what another tool exports. */
  readonly source?: SourceRead;
  /** The log is no file: who reads it, and whether it has only some of what happened. */
  readonly there?: {
    readonly isPartial: boolean;
    readonly read: (reader: LogReader) => Promise<void>;
  };
  /** Who evaluates: the page's own engine, unless another is opened here. */
  readonly openStore?: () => Promise<Store>;
  /** Leave out rows that cannot be read, instead of stopping at the first. */
  readonly skipBad: boolean;
  readonly onVisitor?: OnVisitor;
  readonly startProgress: (title: string, total: number) => Progress;
  /** Bytes of the log that stay in memory; what exceeds them goes to disk. */
  readonly blockBytes?: number;
  /** In this process alone, unless there are threads. */
  readonly threads?: Threads;
}

/** Holds the events of a log, and evaluates segments over them. */
export interface Store extends EventSink {
  evaluate(asked: Evaluate): Promise<Evaluation>;
  /** Segments that it cannot evaluate, and why: they are unknown for everybody. */
  disabled(definitions: Definitions): ReadonlyMap<string, string>;
  /** Where threads read the log, what they have read comes as blocks. */
  readonly threaded?: {
    readonly pool: ThreadPool;
    readonly stretchBytes: number;
    readonly addBlock: (block: EventBlock) => void;
  };
  /** Removes what was put on disk, and ends what was begun. */
  dispose(): void | Promise<void>;
}

/** Threads to work with. */
export interface Threads {
  readonly count: number;
  /** The zone of `offsetAt`, by its IANA name. */
  readonly zone: string;
  /** However short the log is. */
  readonly isAsked?: boolean;
  readonly stretchBytes?: number;
}
