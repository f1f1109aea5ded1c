/**
 * Times and amounts, the oldest first: a ring, so that nothing is moved when one comes or goes.
 * Whoever has entries is one of these, and not the owner of one: what is near is found sooner.
 */
export interface Entries {
  /** Time and amount in turn; room for a power of two of them. */
  ring: number[];
  head: number;
  size: number;
}

export const noEntries = (): Entries => ({ ring: [0, 0], head: 0, size: 0 });

export const timeAt = ({ ring, head }: Entries, i: number): number =>
  ring[(head + 2 * i) & (ring.length - 1)] as number;

export const amountAt = ({ ring, head }: Entries, i: number): number =>
  ring[(head + 2 * i + 1) & (ring.length - 1)] as number;

export const isFull = ({ ring, size }: Entries): boolean => 2 * size === ring.length;

export const push = (entries: Entries, time: number, amount: number): void => {
  if (isFull(entries)) grow(entries);
  const { ring } = entries;
  const at = (entries.head + 2 * entries.size) & (ring.length - 1);
  ring[at] = time;
  ring[at + 1] = amount;
  entries.size++;
};

/** The oldest goes. */
export const shift = (entries: Entries): void => {
  entries.head = (entries.head + 2) & (entries.ring.length - 1);
  entries.size--;
};

/** Of the older half two count as one, at the time of the later; gives the latest such time. */
export const pair = (entries: Entries): number => {
  const all = list(entries);
  const older = 4 * Math.floor(all.length / 8);
  entries.size = 0;
  for (let i = 0; i < older; i += 4)
    push(entries, all[i + 2] as number, (all[i + 1] as number) + (all[i + 3] as number));
  for (let i = older; i < all.length; i += 2) push(entries, all[i] as number, all[i + 1] as number);
  return all[older - 2] as number;
};

/** Each time from the one before it. */
export const stepsOf = (times: readonly number[]): number[] =>
  times.map((time, i) => time - (times[i - 1] ?? 0));

/** The times again. */
export const timesOf = (steps: readonly number[]): number[] => {
  let time = 0;
  return steps.map((step) => (time += step));
};

/** Times, each from the one before it; where amounts differ from 1, those, in the greatest unit that measures them all, and the unit. */
export type SavedEntries = [steps?: number[], amounts?: number[], unit?: number];

export const serializeEntries = (entries: Entries): SavedEntries => {
  const times: number[] = [];
  const amounts: number[] = [];
  let isPlain = true;
  // Millionths, but mostly of prices.
  let unit = 1_000_000;
  for (let i = 0; i < entries.size; i++) {
    const amount = amountAt(entries, i);
    times.push(timeAt(entries, i));
    amounts.push(amount);
    isPlain &&= amount === 1;
    while (unit > 1 && amount % unit !== 0) unit /= 10;
  }
  if (times.length === 0) return [];
  const steps = stepsOf(times);
  return isPlain ? [steps] : [steps, amounts.map((amount) => amount / unit), unit];
};

export const deserializeEntries = (
  entries: Entries,
  [steps = [], amounts = [], unit = 1]: SavedEntries,
): void => {
  const { ring } = entries;
  for (const [i, time] of timesOf(steps).entries()) {
    ring[2 * i] = time;
    ring[2 * i + 1] = (amounts[i] ?? 1) * unit;
  }
  entries.size = steps.length;
  // Room for a power of two.
  while (ring.length & (ring.length - 1)) ring.push(0);
};

const list = (entries: Entries): number[] => {
  const all: number[] = [];
  for (let i = 0; i < entries.size; i++) all.push(timeAt(entries, i), amountAt(entries, i));
  return all;
};

const grow = (entries: Entries): void => {
  const all = list(entries);
  const { length } = all;
  for (let i = 0; i < length; i++) all.push(0);
  entries.ring = all;
  entries.head = 0;
};
