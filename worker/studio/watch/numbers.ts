/** Where numbers stand on an axis. What is said of them is in `shared/counting/figures.ts`. */

export interface Axis {
  readonly from: number;
  readonly end: number;
  readonly ticks: readonly number[];
}

/** Ends of an axis of shares, and how far its ticks are apart. */
const SHARES = [
  [0.001, 0.0002],
  [0.002, 0.0005],
  [0.005, 0.001],
  [0.01, 0.002],
  [0.02, 0.005],
  [0.05, 0.01],
  [0.1, 0.02],
  [0.2, 0.05],
  [0.4, 0.1],
  [0.6, 0.2],
  [0.8, 0.2],
  [1, 0.25],
] as const;

/** An axis from 0 that holds all of these shares and ends soon after the greatest; to 5 % where there is none. */
export function axisFor(shares: readonly number[]): Axis {
  const most = Math.max(0, ...shares) || 0.05;
  const [end, step] = SHARES.find(([candidate]) => most <= candidate) ?? [1, 0.25];
  return { from: 0, end, ticks: steps(0, end, step) };
}

/** An axis that holds these numbers and little else: zero is not on it unless it is among them. */
export function rangeFor(numbers: readonly number[]): Axis {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (!Number.isFinite(least) || !Number.isFinite(most)) return axisFor([]);
  const step = easyStep(Math.max(most - least, 0.001) / 2);
  const from = Math.floor(least / step + 1e-9) * step;
  const end = Math.max(from + step, Math.ceil(most / step - 1e-9) * step);
  return { from, end, ticks: steps(from, end, step) };
}

/** The width of an interval that holds about so much: 1, 2 or 5 times a power of ten. */
function easyStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10);
}

const steps = (from: number, end: number, step: number): readonly number[] =>
  Array.from({ length: Math.round((end - from) / step) + 1 }, (_, at) =>
    // Without what adding up tenths leaves behind.
    Number((from + at * step).toFixed(10)),
  );

/** "0 %", "2.5 %", "−20 points": as many digits as the ticks need to be told apart. */
export function tickText(tick: number, { ticks }: Axis, unit = '%'): string {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const digits = Math.max(0, Math.ceil(-Math.log10(step * 100) - 1e-9));
  return `${(tick * 100).toFixed(digits).replace('-', '−')} ${unit}`;
}

/** Where a number stands, as a part of the axis in percent; what lies beyond stands at its end. */
export const place = (value: number, { from, end }: Axis): string =>
  `${(Math.min(1, Math.max(0, (value - from) / (end - from))) * 100).toFixed(2)}%`;
