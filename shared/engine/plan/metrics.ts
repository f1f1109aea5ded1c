import { bounded, delayed } from '../operators/replayed.ts';
import { distinct } from '../operators/distinct.ts';
import { fold } from '../operators/fold.ts';
import { interestKind } from '../operators/interest.ts';
import { type Aggregate, type KindName, kinds } from '../operators/aggregates.ts';
import type { Metric } from '../graph/metric-node.ts';
import { periodsKind } from '../operators/periods.ts';
import { sequenceMetric } from '../sequence/metric.ts';
import { type Steps, compileSteps } from '../sequence/steps.ts';
import { type Sessions, sessionsMetric } from '../operators/sessions.ts';
import { since } from '../operators/since.ts';
import { total } from '../operators/total.ts';
import { CompileError, atDot, duration, recordOf } from '../values/values.ts';
import { property } from '../graph/where.ts';
import { type Window, compileWindow } from '../graph/window.ts';
import { type Inputs, both, eventNames } from '../graph/subscriptions.ts';

export type Definition = { readonly [key: string]: unknown };

/** By what they select: whole events, or a property of one event. */
const OF_EVENTS = ['count', 'since', 'periods'];
const OF_PROPERTIES = [
  'sum',
  'mean',
  'min',
  'max',
  'median',
  'distinct',
  'first',
  'last',
  'top',
  'interest',
];
const OTHERS = ['sequence', 'sessions'];

/** A metric of events, with its wishes. Throws a CompileError where the definition has no meaning. */
export const compileMetric = (
  definition: Definition,
  inputs: Inputs,
  compileSessions: (definition: Definition, window: Window) => Sessions,
): Metric => {
  const found = [...OF_EVENTS, ...OF_PROPERTIES, ...OTHERS].filter(
    (kind) => definition[kind] !== undefined,
  );
  const [kind] = found;
  if (kind === undefined)
    throw new CompileError('nothing to measure: a metric needs one of count, sum, since and so on');
  if (found.length > 1)
    throw new CompileError(`a metric measures one thing, not ${found.join(' and ')}`);
  const { within, after, before } = definition;
  const window = compileWindow(within);
  const { ago, forMs, several } = window;
  if (kind === 'sequence' && several > 0)
    throw new CompileError('a sequence is looked for in one session, or in a duration');
  const steps = (bounds: unknown, everyStep?: unknown, ms = Infinity): Steps => {
    const made = compileSteps(recordOf(bounds, 'a sequence'), (selector, where) =>
      inputs.subscribe(selector, both(where, everyStep), ms),
    );
    // Which event comes next is only seen in a log of all events.
    if (made.usesNext) inputs.need(['*'], [], ms);
    return made;
  };

  let metric: Metric =
    kind === 'sessions'
      ? (sessionsMetric(compileSessions(definition, window), window) as Metric)
      : kind === 'sequence'
        ? sequenceMetric(
            steps(definition, definition['where'], forMs),
            window,
            shared(definition, inputs, forMs),
            inputs,
          )
        : (gathered(kind, definition, window, inputs) as Metric);
  if (after !== undefined && before !== undefined)
    throw new CompileError('a metric has "after" or "before", not both');
  const bounds = after ?? before;
  if (bounds !== undefined && kind === 'sessions')
    throw new CompileError('"sessions" has no "after" or "before"');
  if (bounds !== undefined) {
    const own = inputs.list.reduce((bits, { bit }) => bits | bit, 0);
    metric = bounded(
      metric,
      own,
      steps(bounds),
      after !== undefined,
      after !== undefined && definition['orEver'] === true,
      inputs,
    ) as Metric;
  }
  return ago > 0 ? (delayed(metric, ago, inputs) as Metric) : metric;
};

/** The property that `by` names, for all events of the wishes so far. */
const shared = ({ by }: Definition, inputs: Inputs, forMs: number) => {
  if (by === undefined) return null;
  const read = property(by);
  for (const { names } of inputs.list) inputs.need(names, read.paths, forMs);
  return read;
};

const gathered = (kind: string, definition: Definition, window: Window, inputs: Inputs): Metric => {
  const { where: condition, by, of } = definition;
  const isOfEvents = OF_EVENTS.includes(kind);
  const selector = definition[kind];
  // The event's name ends at the first dot.
  const [event, name] = isOfEvents ? [selector] : atDot(selector);
  if (!isOfEvents && name === undefined)
    throw new CompileError(`${JSON.stringify(selector)} is no property`);
  const value = isOfEvents
    ? kind === 'count' && by !== undefined
      ? property(by)
      : null
    : property(name);
  const bit = inputs.subscribe(event, condition, window.forMs);
  if (value) inputs.need(eventNames(event), value.paths, window.forMs);
  const where = inputs.predicate(condition);
  // Of several sessions, each kind keeps its entries in the same way.
  if (window.several === 0) {
    if (kind === 'since' && of !== 'first') return since(window, bit) as Metric;
    if (kind === 'distinct' && value) return distinct({ window, value, where, bit }) as Metric;
    if (kind === 'sum' || (kind === 'count' && value === null))
      return total({ window, value, where, bit }) as Metric;
  }
  return fold({
    kind: kindOf(kind, definition),
    window,
    value,
    where,
    bit,
    unit: kind === 'periods' ? unitOf(definition) : null,
  }) as Metric;
};

const kindOf = (kind: string, definition: Definition): Aggregate => {
  const { atLeast = 1, streak, halfLife, value, by, of } = definition;
  if (kind === 'interest') return interestKind(duration(halfLife), value);
  if (kind === 'periods') {
    if (!Number.isInteger(atLeast) || (atLeast as number) < 1)
      throw new CompileError('"atLeast" is a whole number from 1 on');
    if (streak !== undefined && streak !== 'longest' && streak !== 'current')
      throw new CompileError('"streak" is "longest" or "current"');
    return periodsKind(unitOf(definition), atLeast as number, streak);
  }
  if (kind === 'since') return of === 'first' ? kinds.sinceFirst : kinds.sinceLast;
  return kind === 'count' && by !== undefined ? kinds.countBy : kinds[kind as KindName];
};

const unitOf = ({ unit }: Definition): 'day' | 'week' | 'month' => {
  if (unit === 'day' || unit === 'week' || unit === 'month') return unit;
  throw new CompileError('"unit" is "day", "week" or "month"');
};
