import type { Demand } from '../graph/metric.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { Scalar, Value } from '../values/values.ts';

/** What a metric has accumulated. Each kind uses what it needs. */
export interface Accumulator {
  /** A sum in millionths, or the greatest of some numbers. */
  n: number;
  /** How many made it. */
  of: number | undefined;
  value: Scalar | undefined;
  time: number | undefined;
  sorted: number[] | undefined;
  /** By value, in the order of the last sighting: how often, or how much. */
  by: Map<Scalar, number> | undefined;
}

export const emptyAccumulator = (): Accumulator => ({
  n: 0,
  of: undefined,
  value: undefined,
  time: undefined,
  sorted: undefined,
  by: undefined,
});

/** One way to make a value of the events in a window. */
export interface Aggregate {
  readonly add: (all: Accumulator, value: Scalar, time: number) => void;
  /** Takes the oldest away again. Without it, what is left is added anew. */
  readonly retract?: (all: Accumulator, value: Scalar) => void;
  readonly result: (all: Accumulator, visitor: VisitorState) => Value;
  /** Whether a newer value makes an older one needless in a sliding window. */
  readonly dominates?: (newer: Scalar, older: Scalar) => boolean;
  /** How many entries of one value matter; of more, the oldest goes. */
  readonly maxPerValue?: number;
  /** Its entries of one session may be added up to one. */
  readonly isAdditive?: boolean;
  /** Keeps its entries even where no window slides. */
  readonly needsEntries?: boolean;
  /** What is certain when earlier events may be missing: at least, at most, the latest, or (null) nothing. */
  readonly bound: 'least' | 'most' | 'latest' | 'since' | null;
  /** Takes numbers only. */
  readonly isNumeric?: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** When time alone next moves the value past what is asked. */
  readonly nextChange?: (all: Accumulator, visitor: VisitorState, demand: Demand) => number;
  readonly isDuration?: boolean;
  /** A formula looks at it by hundredths. */
  readonly isScore?: boolean;
}
