import { isTransition } from '../graph/subscriptions.ts';
import type { LogNeed } from '../graph/metric.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { RetentionRule } from '../types.ts';
import { own } from '../values/values.ts';
import type { EventCoverage, LogCoverage, SavedCoverage } from './log-coverage.ts';

export const deserializeCoverage = (saved: SavedCoverage): LogCoverage =>
  Object.fromEntries(
    Object.entries(saved).map(([name, [missingTo, forMs, properties]]) => [
      name,
      { missingTo, forMs, properties },
    ]),
  );

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** Up to when events of a name, with these properties, may be missing from the log now; null if never. */
const missing = (
  coverage: LogCoverage,
  name: string,
  paths: readonly string[],
  { firstSeen, now }: VisitorState,
): number | null => {
  // Transitions are not kept.
  if (isTransition(name)) return now;
  // Before a visitor's first event nothing can be missing.
  if (firstSeen === null) return null;
  const entry = own(coverage, name) ?? own(coverage, '*');
  if (!entry) return now;
  const { missingTo, forMs, properties } = entry;
  let to = firstSeen <= now - forMs ? later(missingTo, now - forMs) : missingTo;
  for (const path of paths) {
    const whole = Object.keys(properties).find((one) => path === one || path.startsWith(`${one}.`));
    to = later(to, whole === undefined ? now : (own(properties, whole) ?? null));
  }
  return to;
};

/** Up to when the log may miss events that a metric needs; null where it is complete for it. */
export const incompleteTo = (
  needs: readonly LogNeed[],
  coverage: LogCoverage,
  visitor: VisitorState,
): number | null =>
  needs
    .flatMap(({ names, paths }) => names.map((name) => missing(coverage, name, paths, visitor)))
    .reduce(later, null);

/** What the log holds once these rules are followed, after what it held before. */
export const coverageUnder = (
  rules: ReadonlyMap<string, RetentionRule>,
  before: LogCoverage,
  visitor: VisitorState,
): LogCoverage => {
  const all = rules.get('*');
  // What was kept of one name is not forgotten where every event is kept from now on.
  const names = new Set([...rules.keys(), ...(all ? Object.keys(before) : [])]);
  return Object.fromEntries(
    [...names].map((name): [string, EventCoverage] => {
      const { properties, forMs } = rules.get(name) ?? (all as RetentionRule);
      const missingOf = properties.map((path) => [path, missing(before, name, [path], visitor)]);
      return [
        name,
        {
          missingTo: missing(before, name, [], visitor),
          forMs,
          properties: Object.fromEntries(missingOf) as EventCoverage['properties'],
        },
      ];
    }),
  );
};
