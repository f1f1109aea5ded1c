import type { Definitions } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { Input } from '../input.ts';
import type { Progress } from '../progress.ts';
import type { AskedColumns, OffsetAt, OnVisitor, TimeForms } from '../../shared/logs/index.ts';
import type { Evaluate, Evaluation } from './evaluate.ts';
import type { SourceRead } from './read-source.ts';

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
  /** Who evaluates: the page's own engine, unless another is opened here. */
  readonly openStore?: () => Promise<Store>;
  /** Leave out rows that cannot be read, instead of stopping at the first. */
  readonly skipBad: boolean;
  readonly onVisitor?: OnVisitor;
  readonly startProgress: (title: string, total: number) => Progress;
  /** Bytes that each of 256 parts of the log holds in memory before they go to disk. */
  readonly blockBytes?: number;
}

/** Holds the events of a log, and evaluates segments over them. */
export interface Store {
  add(visitor: string, event: CoveyEvent): void;
  evaluate(asked: Evaluate): Promise<Evaluation>;
  /** Segments that it cannot evaluate, and why: they are unknown for everybody. */
  disabled(definitions: Definitions): ReadonlyMap<string, string>;
  /** Removes what was put on disk. */
  dispose(): void;
}
