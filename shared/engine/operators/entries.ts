import { SPARE } from '../graph/window.ts';

/**
 * A total, between which bounds it changes no answer, and the times and amounts that it is made of, the oldest first:
 * all in one row of numbers, since what is near is found sooner. The entries are a ring, so that nothing is moved when
 * one comes or goes. Whoever has such a row is one of these, and not the owner of one.
 */
export interface Entries {
  /** The total, its bounds, what was forgotten, then the ring: times, or times and amounts in turn. */
  row: number[];
  /** Numbers of an entry: 1 as long as each amount is 1, and then not kept. */
  width: number;
  /** Where in the ring the oldest stands. */
  head: number;
  size: number;
}

/**
 * Places in the row. From LOW on and below HIGH the total changes no answer. Entries up to FORGOT were forgotten because
 * no answer needed them.
 */
export const TOTAL = 0;
export const LOW = 1;
export const HIGH = 2;
export const FORGOT = 3;
const RING = 4;

/** A row without entries, with room for some. */
export const emptyRow = (): number[] => [0, Infinity, -Infinity, -Infinity, 0, 0, 0, 0];

/** Where the entry stands in the row. */
const placeOf = ({ row, width, head }: Entries, i: number): number => {
  const place = RING + head + width * i;
  return place < row.length ? place : place - row.length + RING;
};

export const timeAt = (entries: Entries, i: number): number =>
  entries.row[placeOf(entries, i)] as number;

export const amountAt = (entries: Entries, i: number): number =>
  entries.width === 1 ? 1 : (entries.row[placeOf(entries, i) + 1] as number);

export const isFull = ({ row, width, size }: Entries): boolean =>
  RING + width * size === row.length;

/** The latest entry comes; the total is the caller's. */
export const push = (entries: Entries, time: number, amount: number): void => {
  const { size } = entries;
  const width = amount === 1 ? entries.width : 2;
  // Half as much again: twice would leave a third of all rows empty.
  if (width > entries.width || isFull(entries)) resize(entries, size + (size >> 1) + 4, width);
  const { row } = entries;
  const place = placeOf(entries, entries.size++);
  row[place] = time;
  if (width > 1) row[place + 1] = amount;
};

/** The oldest go: those of that time and before, and those of which the total has enough without; but for a few. */
export const drop = (entries: Entries, gone: number, enough: number): void => {
  const { row, width } = entries;
  let { size } = entries;
  let place = RING + entries.head;
  let total = row[TOTAL] as number;
  for (; size > 0; size--) {
    const time = row[place] as number;
    const less = total - (width === 1 ? 1 : (row[place + 1] as number));
    if (time > gone) {
      if (size <= SPARE || less < enough) break;
      row[FORGOT] = time;
    }
    total = less;
    place += width;
    if (place === row.length) place = RING;
  }
  row[TOTAL] = total;
  entries.head = place - RING;
  entries.size = size;
};

export const clear = (entries: Entries): void => {
  entries.row[TOTAL] = 0;
  entries.size = 0;
};

/** Of the older half two count as one, at the time of the later; gives the latest such time. */
export const pair = (entries: Entries): number => {
  const { times, amounts } = listed(entries);
  const older = 2 * Math.floor(times.length / 4);
  resize(entries, times.length, 2);
  entries.size = 0;
  for (let i = 1; i < older; i += 2)
    push(entries, times[i] as number, (amounts[i - 1] as number) + (amounts[i] as number));
  for (let i = older; i < times.length; i++)
    push(entries, times[i] as number, amounts[i] as number);
  return times[older - 1] as number;
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
  const { times, amounts } = listed(entries);
  if (times.length === 0) return [];
  const steps = stepsOf(times);
  if (amounts.every((amount) => amount === 1)) return [steps];
  // Millionths, but mostly of prices.
  let unit = 1_000_000;
  for (const amount of amounts) while (unit > 1 && amount % unit !== 0) unit /= 10;
  return [steps, amounts.map((amount) => amount / unit), unit];
};

/** Brings back what was saved, and what it comes to. */
export const deserializeEntries = (
  entries: Entries,
  [steps = [], amounts = [], unit = 1]: SavedEntries,
): void => {
  resize(entries, steps.length, amounts.length > 0 ? 2 : 1);
  for (const [i, time] of timesOf(steps).entries()) {
    const amount = (amounts[i] ?? 1) * unit;
    push(entries, time, amount);
    entries.row[TOTAL] = (entries.row[TOTAL] as number) + amount;
  }
};

const listed = (entries: Entries): { readonly times: number[]; readonly amounts: number[] } => {
  const times: number[] = [];
  const amounts: number[] = [];
  for (let i = 0; i < entries.size; i++) {
    times.push(timeAt(entries, i));
    amounts.push(amountAt(entries, i));
  }
  return { times, amounts };
};

/** Another ring of so many entries. */
const resize = (entries: Entries, room: number, width: number): void => {
  const { size } = entries;
  const row = entries.row.slice(0, RING);
  for (let i = 0; i < size; i++) {
    row.push(timeAt(entries, i));
    if (width > 1) row.push(amountAt(entries, i));
  }
  while (row.length < RING + width * room) row.push(0);
  // A copy takes no more than it needs.
  entries.row = row.slice();
  entries.width = width;
  entries.head = 0;
};
