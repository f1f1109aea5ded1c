import { durationsToMs } from '../definitions/durations.ts';
import type {
  Condition,
  Definitions,
  EventSelector,
  Formula,
  Json,
  MetricDefinition,
  SequenceDefinition,
  Window,
} from '../definitions/types.ts';
import { isTransition } from './events.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { durationMs } from './scope.ts';

/** When an answer may change without an event: so long after one, or with a local hour or day. */
export interface Moments {
  /** Milliseconds after an event. */
  readonly offsets: ReadonlySet<number>;
  /** Milliseconds after an event, and then every 24 hours. */
  readonly daily: ReadonlySet<number>;
  readonly calendar: ReadonlySet<'day' | 'hour'>;
  /** Milliseconds after the start of a local hour or day. */
  readonly calendarOffsets: ReadonlySet<number>;
}

/** Each adds a moment for each event. */
const MOST_OFFSETS = 300;

/** Collects the moments of conditions; throws `NoSqlForm` where they cannot be listed. */
export const createMoments = (definitions: Definitions) => {
  const offsets = new Set<number>();
  const daily = new Set<number>();
  const calendar = new Set<'day' | 'hour'>();
  const calendarOffsets = new Set<number>([0]);

  const ofWindow = (within: Window | undefined): readonly number[] => {
    if (within === 'today' || within === 'week' || within === 'month') calendar.add('day');
    if (within === undefined || within === 'session') return [0];
    if (typeof within === 'object') {
      if (!('ago' in within)) return [0];
      const ago = durationMs(within.ago);
      return [ago, ago + durationMs(within.length)];
    }
    return /^\d/.test(within) ? [0, durationMs(within as `${number}s`)] : [0];
  };
  const plus = (some: readonly number[], others: readonly number[]): readonly number[] =>
    some.flatMap((one) => others.map((other) => one + other));
  const restsOf = ({ sequence }: SequenceDefinition): readonly number[] => [
    0,
    ...sequence.flatMap((step) => ('for' in step && step.for ? [durationMs(step.for)] : [])),
  ];

  const ofMetric = (id: string, operand: unknown, inFormula: boolean): void => {
    const metric: MetricDefinition | undefined = definitions.metrics?.[id];
    if (!metric) return;
    if ('formula' in metric)
      return factsOf(metric.formula).forEach((fact) => ofFact(fact, null, true));
    if ('interest' in metric)
      throw new NoSqlForm('keep', `of an interest, which changes all the time (metric.${id})`);
    if (transitionsOf(metric).length > 0)
      throw new NoSqlForm('keep', `of a count of segments entered or left (metric.${id})`);
    let after = ofWindow(metric.within);
    if ('sequence' in metric) after = plus(after, restsOf(metric));
    for (const bound of [metric.after, metric.before])
      if (bound) after = [...after, ...plus(after, restsOf(bound))];
    if ('since' in metric) {
      if (inFormula) after.forEach((one) => daily.add(one));
      after = plus(after, [0, ...thresholds(operand)]);
    }
    if ('periods' in metric) calendar.add('day');
    if ('sessions' in metric)
      for (const inner of Object.values(metric.each ?? {}))
        if ('sequence' in inner) after = plus(after, restsOf(inner));
    after.forEach((one) => offsets.add(one));
  };

  const ofFact = (fact: string, operand: unknown, inFormula: boolean): void => {
    const id = /^metric\.(.*)$/s.exec(fact)?.[1];
    if (id !== undefined) ofMetric(id, operand, inFormula);
    else if (fact === 'visitor.age') {
      if (inFormula) daily.add(0);
      thresholds(operand).forEach((one) => offsets.add(one));
    } else if (fact === 'now.hour') calendar.add('hour');
    else if (fact.startsWith('now.')) calendar.add('day');
  };

  /** What the answers of a condition hang on besides events. */
  const add = (condition: Condition): void => {
    for (const [fact, operand] of leaves(condition)) ofFact(fact, operand, false);
    if (offsets.size > MOST_OFFSETS) throw new NoSqlForm('keep', 'it may end at too many moments');
  };

  /** A membership that others read lasts this much longer than its condition. */
  const addKeep = (ms: number): void => {
    [0, ...offsets].forEach((one) => offsets.add(one + ms));
    if (daily.size > 0)
      throw new NoSqlForm('keep', 'of a formula over durations, read by another segment');
    Array.from(calendarOffsets, (one) => one + ms).forEach((one) => calendarOffsets.add(one));
    if (offsets.size > MOST_OFFSETS) throw new NoSqlForm('keep', 'it may end at too many moments');
  };

  return { moments: { offsets, daily, calendar, calendarOffsets } as Moments, add, addKeep };
};

/** Facts and their operands, wherever they stand in a condition. */
export const leaves = (
  condition: Condition,
): readonly (readonly [fact: string, operand: unknown])[] =>
  Object.entries(condition).flatMap(([key, operand]) => {
    if (key === '$not') return leaves(operand as Condition);
    if (key.startsWith('$'))
      return Array.isArray(operand) ? (operand as Condition[]).flatMap(leaves) : [];
    return [[key, operand] as const];
  });

/** The facts that a formula reads. */
const factsOf = (formula: Formula): readonly string[] => {
  if (typeof formula === 'number') return [];
  if (typeof formula === 'string') return [formula];
  if ('logistic' in formula) return Object.keys(formula.logistic.weights);
  return Object.values(formula).flat().flatMap(factsOf);
};

/** The durations in an operand, and a millisecond more: "less than" ends at one, "at most" at the other. */
const thresholds = (operand: unknown): readonly number[] => {
  const found: number[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'number') found.push(Math.ceil(value), Math.floor(value) + 1);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(durationsToMs(operand as Json));
  return found;
};

/** Ids of the segments whose entering or leaving a metric reads. */
export const transitionsOf = (metric: MetricDefinition): readonly string[] => {
  const found = new Set<string>();
  const visit = (selector: EventSelector): void => {
    for (const name of typeof selector === 'string' ? [selector] : selector)
      if (isTransition(name)) found.add(name.slice(name.indexOf(':') + 1));
  };
  if ('count' in metric) visit(metric.count);
  if ('since' in metric) visit(metric.since);
  if ('periods' in metric) visit(metric.periods);
  if ('sequence' in metric)
    for (const step of metric.sequence)
      for (const one of 'anyOrder' in step ? step.anyOrder : [step])
        visit('not' in one ? one.not : one.event);
  return [...found];
};
