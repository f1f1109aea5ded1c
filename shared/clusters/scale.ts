/** Lays out the values of a metric so that its unit does not matter, and neither do a few very large ones. */
export interface Scale {
  /** Amounts of which most are small and a few very large count by their logarithm. */
  readonly isLog: boolean;
  /** Whole numbers are spread over their unit: that many have just one order makes no cluster of them. */
  readonly isWhole: boolean;
  of(value: number): number;
}

/** From this skewness on, values count by their logarithm: that of the exponential distribution is 2. */
const SKEWED = 1;

/** The scale of values; null where all are the same, so that there is nothing to tell apart. */
export function scaleOf(
  values: readonly number[],
  { isDuration, chance }: { readonly isDuration: boolean; readonly chance: () => number },
): Scale | null {
  const [least, most] = extremes(values);
  if (!(least < most)) return null;
  const isWhole = !isDuration && values.every(Number.isInteger);
  const spread = isWhole ? values.map((value) => value + chance()) : values;
  const isLog = least >= 0 && skewness(spread) > SKEWED;
  // Beside a middle value, so that euros and cents are laid out alike.
  const middle = isLog ? middleOf(spread.filter((value) => value > 0)) : 1;
  const laid = isLog ? spread.map((value) => Math.log1p(value / middle)) : spread;
  const { mean, deviation } = moments(laid);
  return {
    isLog,
    isWhole,
    of: (value) => ((isLog ? Math.log1p(value / middle) : value) - mean) / deviation,
  };
}

/** The least and the greatest. */
export function extremes(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function moments(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) || 1 };
}

function skewness(values: readonly number[]): number {
  const { mean, deviation } = moments(values);
  return values.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0) / values.length;
}

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 1;
