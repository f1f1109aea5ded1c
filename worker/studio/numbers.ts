/** Numbers as they are shown: never without their interval, never more exact than they are. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Rounded so that the last digit shown is about a tenth of the uncertainty. */
function rounded(value: number, spread: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(spread, 1))) - 1);
  return Math.round(value / step) * step;
}

/** "about 1,240 (1,080 to 1,400)" */
export function peopleText(people: {
  readonly about: number;
  readonly low: number;
  readonly high: number;
}): string {
  const spread = people.high - people.low;
  const [about, low, high] = [people.about, people.low, people.high].map((value) =>
    whole.format(rounded(value, spread)),
  );
  return `about ${about} (${low} to ${high})`;
}

/** "6 %"; "6.2 %" and "6.20 %" where the width is below 20 and below 2 points. */
export function percent(share: number, width = 1): string {
  const decimals = width < 0.02 ? 2 : width < 0.2 ? 1 : 0;
  return `${(Math.max(0, share) * 100).toFixed(decimals)} %`;
}

/** "6.20 % (5.40 to 7.00 %)" */
export function shareText(estimate: {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}): string {
  const width = estimate.high - estimate.low;
  const bare = (share: number) => percent(share, width).replace(' %', '');
  return `${percent(estimate.share, width)} (${bare(estimate.low)} to ${percent(estimate.high, width)})`;
}

export const count = (value: number) => whole.format(value);

export const date = (iso: string) =>
  new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** End of an axis that holds all of these shares: 5, 10, 20, 40, 60, 80 or 100 %, with its ticks. */
export function axisFor(shares: readonly number[]): {
  readonly end: number;
  readonly ticks: readonly number[];
} {
  const most = Math.max(0, ...shares);
  const end = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((candidate) => most <= candidate) ?? 1;
  return { end, ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => part * end) };
}
