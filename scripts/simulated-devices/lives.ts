import { createDevice, type Device, type Linked, type Subtle } from './device.ts';
import { anything } from './documents.ts';

const DAY_MS = 864e5;
const YEARS = 5;
const START = Date.UTC(2026, 0, 5);

export interface LifeOptions {
  readonly subtle: Subtle;
  readonly random: () => number;
  readonly clockJumps: boolean;
  readonly forgetful?: boolean;
}

/**
 * Five years of a device in which everything happens: visits long and short, definitions published anew,
 * consent given and taken back, storage lost in one place at a time, a clock that jumps.
 */
export async function liveFiveYears(options: LifeOptions): Promise<readonly Linked[]> {
  const { random } = options;
  const device = createDevice({ ...options, has: () => random() < 0.5 });
  device.pass(START);
  let definitions = anything(random);
  for (let until = START + YEARS * 365 * DAY_MS, at = START; at < until;) {
    const gap = -Math.log(1 - random()) * 2.5 * DAY_MS;
    device.pass(gap);
    at += gap;
    happen(device, options);
    if (random() < 0.2) definitions = anything(random);
    await device.visit(definitions, random() * 120_000);
  }
  return device.sent;
}

function happen(device: Device, { random, clockJumps }: LifeOptions): void {
  if (random() < 0.3) device.withdraw();
  // One place at a time: the loss of both makes a new device, and is said.
  const { localStorage, database } = device.remembers();
  if (localStorage && database && random() < 0.1)
    device.lose(random() < 0.5 ? { localStorage } : { database });
  if (clockJumps && random() < 0.05)
    device.setClock(random() < 0.5 ? 0 : (random() * 120 - 60) * DAY_MS);
}

/** The most that the reports add up to in any stretch of so many days; those that begin in it, by `timeOf`. */
export function mostIn(
  days: number,
  reports: readonly Linked[],
  spanOf: (report: Linked) => readonly [from: number, to: number],
): number {
  const sums = reports.map((first) => {
    const [begin] = spanOf(first);
    return reports
      .filter((report) => spanOf(report)[0] >= begin && spanOf(report)[1] <= begin + days * DAY_MS)
      .reduce((sum, { epsilon }) => sum + epsilon, 0);
  });
  return Math.max(0, ...sums);
}

/** Pairs of periods that overlap. */
export function overlaps(reports: readonly Linked[]): number {
  return reports
    .toSorted((a, b) => a.from - b.from)
    .filter((report, at, sorted) => at > 0 && report.from < (sorted[at - 1]?.to ?? 0)).length;
}
