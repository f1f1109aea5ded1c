/** Where numbers stand on an axis. What is said of them is in `shared/counting/figures.ts`. */

/** End of an axis that holds all of these shares: 5, 10, 20, 40, 60, 80 or 100 %, with its ticks. */
export function axisFor(shares: readonly number[]): {
  readonly end: number;
  readonly ticks: readonly number[];
} {
  const most = Math.max(0, ...shares);
  const end = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((candidate) => most <= candidate) ?? 1;
  return { end, ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => part * end) };
}
