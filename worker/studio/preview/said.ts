import { percent } from '../../../shared/counting/index.ts';

/** 12,345 */
export const whole = (value: number): string => value.toLocaleString('en-GB');

/** "28 November 2026" */
export const day = (time: number): string =>
  new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** "12 %", "2.3 %", "0.23 %": counted, not estimated, so the digits are those that tell small parts apart. */
export function part(of: number, all: number): string {
  const share = all === 0 ? 0 : of / all;
  return percent(share, share < 0.01 ? 0.01 : share < 0.1 ? 0.1 : 1);
}
