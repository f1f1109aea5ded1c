import type { LogNeed } from '../graph/metric-node.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { RetentionRule } from '../types.ts';
import { own } from '../values/values.ts';
import { isTransition } from '../graph/subscriptions.ts';

/**
 * What the log holds: by event name, the instant up to which events may be missing (null: none
 * are), how long they stay, and for each property the instant up to which it may be missing.
 */
export type LogCoverage = {
  readonly [name: string]: readonly [
    missingTo: number | null,
    forMs: number,
    properties: { readonly [path: string]: number | null },
  ];
};

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** Up to when events of a name, with these properties, may be missing from the log now; null if never. */
const missing = (
  kept: LogCoverage,
  name: string,
  paths: readonly string[],
  { firstSeen, now }: VisitorState,
): number | null => {
  if (isTransition(name)) return now;
  // Before a visitor's first event nothing can be missing.
  if (firstSeen === null) return null;
  const entry = own(kept, name) ?? own(kept, '*');
  if (!entry) return now;
  const [missingTo, forMs, properties] = entry;
  let to = firstSeen <= now - forMs ? later(missingTo, now - forMs) : missingTo;
  for (const path of paths) {
    const whole = Object.keys(properties).find((one) => path === one || path.startsWith(`${one}.`));
    to = later(to, whole === undefined ? now : (own(properties, whole) ?? null));
  }
  return to;
};

/** Up to when a metric that is built from the log may miss events. */
export const incompleteTo = (
  needs: readonly LogNeed[],
  kept: LogCoverage,
  visitor: VisitorState,
): number | null =>
  needs
    .flatMap(({ names, paths }) => names.map((name) => missing(kept, name, paths, visitor)))
    .reduce(later, null);

/** What the log holds once a plan is followed, after what it held before. */
export const coverageUnder = (
  stored: ReadonlyMap<string, RetentionRule>,
  before: LogCoverage,
  visitor: VisitorState,
): LogCoverage => {
  const all = stored.get('*');
  // What was kept of one name is not forgotten where every event is kept from now on.
  const names = new Set([...stored.keys(), ...(all ? Object.keys(before) : [])]);
  return Object.fromEntries(
    [...names].map((name) => {
      const { properties, forMs } = stored.get(name) ?? (all as RetentionRule);
      return [
        name,
        [
          missing(before, name, [], visitor),
          forMs,
          Object.fromEntries(
            properties.map((path) => [path, missing(before, name, [path], visitor)]),
          ),
        ],
      ];
    }),
  );
};
