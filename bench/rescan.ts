import { parseDuration } from '../shared/definitions/durations.ts';
import type { Definitions, Json, MetricDefinition } from '../shared/definitions/types.ts';
import type { CoveyEvent } from '../shared/engine/types.ts';

/**
 * What a script without an engine does: walk the whole history for each segment at each event.
 * Knows the workload's six kinds of segment only.
 */
export function rescan(
  definitions: Definitions,
): (log: readonly CoveyEvent[], traits: { readonly [id: string]: Json }, now: number) => number {
  const tests = Object.values(definitions.segments).map(({ when }) => {
    const [fact = '', operand] = Object.entries(when)[0] ?? [];
    const id = fact.slice(fact.indexOf('.') + 1);
    if (fact.startsWith('trait.')) {
      return (_log: readonly CoveyEvent[], traits: { readonly [id: string]: Json }) =>
        traits[id] === operand;
    }
    const value = valueOf(definitions.metrics?.[id] as MetricDefinition);
    const [operator, limit] =
      Object.entries(operand as { [operator: string]: string | number })[0] ?? [];
    const bound = typeof limit === 'string' ? (parseDuration(limit) ?? Number.NaN) : Number(limit);
    return (log: readonly CoveyEvent[], _traits: unknown, now: number) => {
      const found = value(log, now);
      return operator === '$lt' ? found < bound : found >= bound;
    };
  });
  return (log, traits, now) => tests.filter((test) => test(log, traits, now)).length;
}

function valueOf(metric: MetricDefinition): (log: readonly CoveyEvent[], now: number) => number {
  const windowMs =
    'within' in metric && typeof metric.within === 'string'
      ? (parseDuration(metric.within) ?? Infinity)
      : Infinity;
  const category = 'where' in metric ? metric.where?.['category'] : undefined;
  const matches = (event: CoveyEvent, name: string, now: number) =>
    event.name === name &&
    now - event.time < windowMs &&
    (category === undefined || event.props?.['category'] === category);
  if ('count' in metric) {
    const name = metric.count as string;
    return (log, now) => log.filter((event) => matches(event, name, now)).length;
  }
  if ('sum' in metric) {
    const [name = '', property = ''] = metric.sum.split('.');
    return (log, now) =>
      log.reduce(
        (sum, event) => sum + (matches(event, name, now) ? Number(event.props?.[property]) : 0),
        0,
      );
  }
  if ('since' in metric) {
    const name = metric.since as string;
    return (log, now) => {
      const last = log.findLast((event) => event.name === name);
      return last === undefined ? Infinity : now - last.time;
    };
  }
  if (!('sequence' in metric)) throw new Error('the re-scan knows the kinds of the workload only');
  const [first, second] = metric.sequence as unknown as readonly [
    { event: string },
    { event: string; atMost: string },
  ];
  const gap = parseDuration(second.atMost) ?? Infinity;
  return (log, now) => {
    let begun: number | null = null;
    let completed = 0;
    for (const event of log) {
      if (begun !== null && event.name === second.event && event.time - begun < gap) {
        if (now - event.time < windowMs) completed += 1;
        begun = null;
      } else if (event.name === first.event) begun = event.time;
    }
    return completed;
  };
}
