// What a million visits cost at Cloudflare's list prices, from what a visit asks of the Worker.

/** Dollars for a million units beyond what the paid plan includes; read in November 2026. */
export const PRICES = {
  'Worker requests': 0.3,
  'Worker CPU, ms': 0.02,
  'object requests': 0.15,
  'object time, GB-s': 12.5,
  'rows read': 0.001,
  'rows written': 1,
} as const;
export type Unit = keyof typeof PRICES;

/** What the paid plan ($5 a month) includes in a month. */
export const INCLUDED: { readonly [unit in Unit]: number } = {
  'Worker requests': 10e6,
  'Worker CPU, ms': 30e6,
  'object requests': 1e6,
  'object time, GB-s': 400e3,
  'rows read': 25e9,
  'rows written': 50e6,
};

/** Everything that is assumed. Shares are parts of one. */
export const ASSUMED = {
  /** Visits of a browser that was never there, or has forgotten. */
  newVisitors: 0.6,
  /** Visits whose visitor allows personalisation; only then is anything but the tag asked for. */
  personalisation: 0.6,
  /** Visits whose visitor allows measurement. */
  measurement: 0.5,
  /** Visits of one device in a period, of which it reports in the first. */
  visitsInPeriod: 1.75,
  /** Times the tag is asked for in a visit: browsers keep it for an hour. */
  tags: 1,
  /** Files that are loaded once and kept for a year: engine and parts. */
  files: 5,
  /** Part of both that the Worker is asked for: none, as `wrangler.toml` has it. Cloudflare bills no others. */
  filesByWorker: 0,
  /** Times definitions are asked for in a visit: every five minutes at most. */
  definitions: 1.5,
  /** Visits to sites whose definitions need the coarse place. */
  context: 0.3,
  /** Milliseconds of CPU a request takes in the Worker, and an object is at work for it. */
  cpuMs: 1,
  objectMs: 5,
  /** Gigabytes that an object is billed for while it works. */
  objectGb: 0.128,
  /** Part of requests for definitions that an isolate answers from memory: on a busy site more. */
  definitionsRemembered: 0,
  /** Rows an object reads for definitions, and for a report. */
  rowsForDefinitions: 4,
  rowsForReport: 3,
  /** Rows a report writes: its hash and its counter (`npm run bench:edge`). When many come at once it is fewer. */
  rowsWritten: 2,
} as const;
export type Assumed = { readonly [name in keyof typeof ASSUMED]: number };

/** Units that so many visits use. */
export function unitsOf(visits: number, a: Assumed = ASSUMED): { readonly [unit in Unit]: number } {
  const active = visits * a.personalisation;
  const definitions = active * a.definitions;
  // A browser that holds some asks first whether it may say which (OPTIONS); that reads nothing.
  const preflights = definitions * (1 - a.newVisitors);
  const reports = (visits * a.measurement) / a.visitsInPeriod;
  const requests =
    (visits * a.tags + active * a.newVisitors * a.files) * a.filesByWorker +
    definitions +
    preflights +
    active * a.context +
    reports;
  const read = definitions * (1 - a.definitionsRemembered);
  const calls = read + reports;
  return {
    'Worker requests': requests,
    'Worker CPU, ms': requests * a.cpuMs,
    'object requests': calls,
    'object time, GB-s': (calls * a.objectMs * a.objectGb) / 1000,
    'rows read': read * a.rowsForDefinitions + reports * a.rowsForReport,
    'rows written': reports * a.rowsWritten,
  };
}

/** Dollars of each unit at list price, as if nothing were included. */
export function listPrice(units: { readonly [unit in Unit]: number }): {
  readonly [unit in Unit]: number;
} {
  const priced = Object.entries(units).map(([unit, n]) => [unit, (n * PRICES[unit as Unit]) / 1e6]);
  return Object.fromEntries(priced) as { readonly [unit in Unit]: number };
}

/** Visits a month until the first unit is used up that the plan includes. */
export function includedVisits(a: Assumed = ASSUMED): number {
  const units = unitsOf(1, a);
  return Math.min(
    ...Object.entries(INCLUDED).map(([unit, n]) => Math.floor(n / units[unit as Unit])),
  );
}
