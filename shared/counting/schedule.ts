import type { Draw } from './prf.ts';

/** Number of the period that holds an instant (milliseconds since the epoch). */
export function periodAt(now: number, periodMs: number): number {
  return Math.floor(now / periodMs);
}

/** First instant after a period. Remember this, not the number: numbers jump when the period's length changes. */
export function periodEnd(period: number, periodMs: number): number {
  return (period + 1) * periodMs;
}

/** A period as it is told: from its first instant until its end, ISO 8601. */
export function spanOf(period: number, periodMs: number) {
  const end = periodEnd(period, periodMs);
  const at = (instant: number) => new Date(instant).toISOString();
  return { number: period, ms: periodMs, from: at(end - periodMs), to: at(end) };
}

/**
 * Index of the question that a device is asked in a period. In each cycle of as many periods as
 * there are questions, each is asked once, in an order that the seed alone decides: never the data.
 * -1 where there is no question, or no such period.
 */
export async function questionAt(
  draw: Draw,
  set: { readonly id: Uint8Array; readonly questions: readonly unknown[] },
  period: number,
): Promise<number> {
  const count = set.questions.length;
  const cycle = Math.floor(period / count);
  const keys = await Promise.all(
    set.questions.map((_, index) => draw('order', set.id, cycle, index)),
  );
  return keys.indexOf(keys.toSorted((a, b) => a - b)[period % count] ?? -1);
}
