import type { Json } from '../definitions/types.ts';

/** Every visitor's value of a metric. */
export interface MetricValues {
  readonly metric: string;
  /** Numbers, ascending; of a duration milliseconds. */
  readonly values: Float64Array;
  /** Visitors for whom it has no value: nothing ever matched. */
  readonly none: number;
  /** Visitors of whom the log does not say enough. */
  readonly unknown: number;
  /** Visitors for whom it is a text or a list. */
  readonly other: number;
}

/** What the engine's value of a metric is. */
export function kindOfValue(value: Json): 'number' | 'none' | 'unknown' | 'other' {
  if (typeof value === 'number') return 'number';
  if (value === null || value === 'never') return 'none';
  return typeof value === 'object' && !Array.isArray(value) ? 'unknown' : 'other';
}

/** A metric's value for each visitor, in the order in which they were taken. */
export interface Column {
  readonly metric: string;
  /** Where it is no number, NaN. */
  readonly numbers: Float64Array;
  readonly kinds: readonly ReturnType<typeof kindOfValue>[];
}

/** Takes values, one visitor after the other. */
export function createColumn(metric: string): {
  add(value: Json): void;
  column(): Column;
} {
  const numbers: number[] = [];
  const kinds: ReturnType<typeof kindOfValue>[] = [];
  return {
    add(value) {
      numbers.push(typeof value === 'number' ? value : NaN);
      kinds.push(kindOfValue(value));
    },
    column: () => ({ metric, numbers: Float64Array.from(numbers), kinds }),
  };
}

/** The values of a column, without who has which. */
export function valuesOf({ metric, numbers, kinds }: Column): MetricValues {
  const having = (kind: Column['kinds'][number]) => kinds.filter((one) => one === kind).length;
  return {
    metric,
    values: numbers.filter((_, visitor) => kinds[visitor] === 'number').toSorted(),
    none: having('none'),
    unknown: having('unknown'),
    other: having('other'),
  };
}
