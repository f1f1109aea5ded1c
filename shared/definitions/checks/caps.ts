/** What a metric on a device can count at all, and up to where it is exact: its memory has a cap. */
import * as most from '../../metrics/lists/most.ts';
import { type Kind, type Specs, kindOf } from '../../metrics/specs.ts';
import { parseDuration } from '../durations.ts';
import { COUNTED } from '../limits.ts';
import type { MetricDefinition, MetricOf } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, metricOf } from './scope.ts';
import { operators } from './walk.ts';

const { entries } = COUNTED;
const number = (value: number): string => value.toLocaleString('en');

const slides = (metric: MetricDefinition): boolean => {
  const within = 'within' in metric ? metric.within : undefined;
  return (
    parseDuration(within) !== null ||
    (typeof within === 'object' && Object.hasOwn(within, 'length'))
  );
};

/** How the window of a metric forgets what happened. */
export interface Forgetting {
  /** So many of the latest sessions; 0 for all other windows. */
  readonly sessions: number;
  /** Whether events leave one by one, or session by session. */
  readonly forgets: boolean;
}
/** The highest value that is ever reached and, where that is not plain to see, why. */
export interface Most {
  readonly high: number;
  readonly why?: string;
}
/** The highest value of a kind of metric: its `most`. */
export type MostOf<K extends Kind> = (metric: MetricOf<K>, window: Forgetting) => Most | null;

const MOST: { readonly [K in Counting]: MostOf<K> } = most;
type Counting = { [K in Kind]: Specs[K]['value'] extends 'count' ? K : never }[Kind];

export const mostOf = (metric: MetricDefinition): Most | null => {
  const kind = kindOf(metric);
  const within = 'within' in metric ? metric.within : undefined;
  const sessions = typeof within === 'object' && 'sessions' in within ? within.sessions : 0;
  const forgets = slides(metric) || sessions > 1;
  const find = kind && (MOST[kind as Counting] as MostOf<Kind> | undefined);
  return find?.(metric, { sessions, forgets }) ?? null;
};

/** Points out numbers up to which a count in a sliding window is no longer exact. */
export const checkExactness = (
  fact: string,
  operand: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const metric = metricOf(fact, scope);
  if (!metric || !('count' in metric) || metric.by !== undefined || !slides(metric)) return;
  const asked = [{ expected: operand, path }, ...operators(operand, path)];
  for (const { expected, path: at } of asked)
    for (const value of [expected].flat())
      if (typeof value === 'number' && value > entries)
        report.warn(
          'approximate',
          at,
          `Of a sliding window ${number(entries)} events are counted one by one; of more, older ones leave in pairs, and ${fact} is approximate. Ask for ${number(entries)} at most, or count by "session", "today", "week" or "month".`,
        );
};
