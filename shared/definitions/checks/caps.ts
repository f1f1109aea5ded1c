/** What a metric on a device can count at all, and up to where it is exact: its memory has a cap. */
import { parseDuration } from '../durations.ts';
import { COUNTED } from '../limits.ts';
import type { MetricDefinition } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, metricOf } from './scope.ts';
import { operators } from './walk.ts';

const { entries, sequences, sequenceValues } = COUNTED;
const number = (value: number): string => value.toLocaleString('en');

const slides = (metric: MetricDefinition): boolean => {
  const within = 'within' in metric ? metric.within : undefined;
  return (
    parseDuration(within) !== null ||
    (typeof within === 'object' && Object.hasOwn(within, 'length'))
  );
};

/** So many of the latest sessions; 0 for all other windows. */
const sessionsOf = (metric: MetricDefinition): number => {
  const within = 'within' in metric ? metric.within : undefined;
  return typeof within === 'object' && 'sessions' in within ? within.sessions : 0;
};

/** The highest value that is ever reached, and why. */
export const mostOf = (
  metric: MetricDefinition,
): { readonly high: number; readonly why: string } | null => {
  const sessions = sessionsOf(metric);
  if ('sessions' in metric && sessions > 0)
    return { high: sessions, why: `The window holds no more than ${number(sessions)}.` };
  const forgets = slides(metric) || sessions > 1;
  if ('distinct' in metric)
    return { high: entries, why: `At most ${number(entries)} different values are told apart.` };
  if ('periods' in metric) {
    const { atLeast = 1 } = metric;
    const high = forgets ? Math.floor(entries / atLeast) : entries;
    return { high, why: `At most ${number(high)} such periods are remembered.` };
  }
  if (!forgets) return null;
  if ('count' in metric && metric.by !== undefined)
    return { high: entries, why: `Of such a window, ${number(entries)} events are remembered.` };
  if (!('sequence' in metric)) return null;
  const high = metric.by === undefined ? sequences : sequences * sequenceValues;
  return {
    high,
    why: `In a sliding window at most ${number(high)} sequences are counted: ask for fewer, or count since the beginning, without "within".`,
  };
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
