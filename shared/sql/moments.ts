import { DAY_MS, durationsToMs } from '../definitions/durations.ts';
import type {
  Condition,
  Definitions,
  Duration,
  Json,
  MetricDefinition,
  SequenceDefinition,
  Window,
} from '../definitions/types.ts';
import { changesWith } from '../metrics/periods.ts';
import { SPECS, factsInFormula, kindOf } from '../metrics/specs.ts';
import { isTransition, namedSql } from './events.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { eventsIn, leaves, transitionsIn } from './reads.ts';
import { durationMs } from './scope.ts';
import { or } from './text.ts';
import { dateSql } from './told.ts';

/** Each adds a moment for each event. */
const MOST_OFFSETS = 300;
/** Local hours and days begin at whole quarters of an hour, wherever clocks are put forward or back. */
const QUARTER_MS = 15 * 60_000;

/** The moments at which answers may change: with events that something reads, so long after one, or with a local hour or day. */
export interface Moments {
  /** Collects what the answers of a condition hang on; throws `NoSqlForm` where the moments cannot be listed. */
  readonly add: (condition: Condition) => void;
  /** A membership that others read lasts this much longer than its condition. */
  readonly addKeep: (ms: number) => void;
  /** Whether an event changes anything by happening. */
  readonly matters: () => string;
  /**
   * The names of the events that are read, each with how long before a moment, in milliseconds, for ever as `Infinity`;
   * null where the first is read, whatever its name, or all are.
   */
  readonly named: () => ReadonlyMap<string, number> | null;
  /** Whether all events are read, and with them the sessions that they make. */
  readonly readAll: () => boolean;
  /** SELECTs of `visitor` and `moment` at which time alone changes something, or may. */
  readonly selects: (query: Query, from: PassingFrom) => readonly string[];
}

/** The relations that moments are made of. */
interface PassingFrom {
  /** Events that matter, after a SELECT list. */
  readonly events: string;
  /** Every visitor, with the time of the `first` event. */
  readonly visitors: string;
}

export const createMoments = (definitions: Definitions): Moments => {
  /** Milliseconds after an event. */
  const offsets = new Set<number>();
  /** Milliseconds after an event, and then every 24 hours. */
  const daily = new Set<number>();
  /** Milliseconds after the start of a local hour or day. */
  const calendarOffsets = new Set<number>([0]);
  /** Milliseconds after, or before, the date of a trait. */
  const dates = new Map<string, Set<number>>();
  const calendar = new Set<'hour' | 'day' | 'week' | 'months'>();
  /** Names of the events that are read, and how long before a moment; null: all of them. */
  let names: Map<string, number> | null = new Map();
  /** Whether the first event is read, whatever its name. */
  let readsFirst = false;

  const ofWindow = (within: Window | undefined): readonly number[] => {
    if (within === 'today') calendar.add('day');
    if (within === 'week') calendar.add('week');
    if (within === 'month') calendar.add('months');
    const isOfSessions =
      within === 'session' || (typeof within === 'object' && 'sessions' in within);
    if (isOfSessions) names = null;
    if (within === undefined || isOfSessions) return [0];
    if (typeof within !== 'object')
      return /^\d/.test(within) ? [0, durationMs(within as `${number}s`)] : [0];
    if (!('ago' in within)) return [0];
    const ago = durationMs(within.ago);
    return [ago, ago + durationMs(within.length)];
  };

  const ofMetric = (id: string, operand: unknown, inFormula: boolean): void => {
    const metric: MetricDefinition | undefined = definitions.metrics?.[id];
    if (!metric) return;
    if ('formula' in metric)
      return factsInFormula(metric.formula).forEach((fact) => ofFact(fact, null, true));
    const kind = kindOf(metric);
    if (kind !== undefined && SPECS[kind].value === 'score')
      throw new NoSqlForm(
        kind,
        `metric.${id} changes at every instant, and this segment remembers`,
      );
    const read = eventsIn(metric);
    if (read === null) names = null;
    const reach = reachOf(metric);
    for (const name of read ?? [])
      if (!isTransition(name)) names?.set(name, Math.max(reach, names.get(name) ?? 0));
    let after = ofWindow(metric.within);
    const sequences = ['sequence' in metric ? metric : undefined, metric.after, metric.before];
    for (const sequence of sequences) if (sequence) after = plus(after, restsOf(sequence));
    const unit = 'periods' in metric ? changesWith(metric) : null;
    if (unit !== null) calendar.add(unit === 'month' ? 'months' : unit);
    if (kind !== undefined && SPECS[kind].value === 'duration') {
      if (inFormula) after.forEach((one) => daily.add(one));
      after = plus(after, [0, ...thresholds(operand)]);
    }
    // What is entered or left comes at some moment of its own.
    if (transitionsIn(metric).length > 0) delay(after);
    after.forEach((one) => offsets.add(one));
  };

  /** Something changes so long after each moment. */
  const delay = (after: readonly number[]): void => {
    if (daily.size > 0)
      throw new NoSqlForm(
        'formula',
        'it counts in days, and what remembers is read by what remembers',
      );
    const each = [offsets, calendarOffsets, ...dates.values()];
    for (const set of each) plus([...set], after).forEach((one) => set.add(one));
    after.forEach((one) => offsets.add(one));
  };

  const ofFact = (fact: string, operand: unknown, inFormula: boolean): void => {
    const id = /^metric\.(.*)$/s.exec(fact)?.[1];
    if (id !== undefined) ofMetric(id, operand, inFormula);
    else if (fact === 'visitor.age') {
      // It runs from the first event, which always matters.
      readsFirst = true;
      if (inFormula) daily.add(0);
      thresholds(operand).forEach((one) => offsets.add(one));
    } else if (/^(until|since)\./.test(fact)) {
      if (inFormula)
        throw new NoSqlForm('formula', `${fact} counts in days, and this segment remembers`);
      const [, kind, trait = ''] = /^(until|since)\.(.+)$/s.exec(fact) ?? [];
      for (const ms of thresholds(operand))
        for (const later of kind === 'since' ? [ms] : [-ms, 1 - ms])
          dates.set(trait, (dates.get(trait) ?? new Set()).add(later));
    } else if (fact.startsWith('anniversary.')) calendar.add('day');
    else if (fact === 'now.hour') calendar.add('hour');
    else if (fact === 'now.month') calendar.add('months');
    else if (fact.startsWith('now.')) calendar.add('day');
    else if (/^(session|visitor)\./.test(fact)) names = null;
  };

  const limit = (): void => {
    if (offsets.size > MOST_OFFSETS)
      throw new NoSqlForm('keep', 'its answers may change at too many moments');
  };

  const matters = (): string => {
    if (names === null) return 'TRUE';
    return or(['n = 1', ...(names.size > 0 ? [namedSql([...names.keys()])] : [])]);
  };

  return {
    add(condition) {
      for (const [fact, operand] of leaves(condition)) ofFact(fact, operand, false);
      limit();
    },
    addKeep(ms) {
      delay([ms]);
      limit();
    },
    matters,
    readAll: () => names === null,
    named: () => (readsFirst ? null : names),
    selects(query, { events, visitors }) {
      const noted = `(SELECT visitor, t ${events} UNION ALL SELECT visitor, first AS t FROM ${visitors}) AS noted`;
      // Where the clock is put back, a local time names two instants: instants are gone through, not local times.
      const earliest = `covey_int(floor(covey_float(min(first)) / ${QUARTER_MS})) * ${QUARTER_MS}`;
      const quarters = `covey_each(SELECT covey_range(earliest, ${query.at + 1}, ${QUARTER_MS}) AS list FROM (SELECT ${earliest} AS earliest FROM ${visitors}) AS whole)`;
      const begins = [...calendar].map(
        (unit) =>
          `${query.local(unit, 'value')} <> ${query.local(unit, `(value - ${QUARTER_MS})`)}`,
      );
      return [
        ...(offsets.size > 0
          ? [`SELECT visitor, t + later AS moment FROM ${noted} CROSS JOIN ${valuesOf(offsets)}`]
          : []),
        ...[...daily].map(
          (ms) =>
            `SELECT visitor, value AS moment FROM covey_each(SELECT visitor, covey_range(t + ${ms}, ${query.at + 1}, ${DAY_MS}) AS list FROM ${noted})`,
        ),
        ...[...(query.told === null ? [] : dates)].map(
          ([trait, later]) =>
            `SELECT visitor, date + later AS moment FROM (SELECT visitor, ${dateSql(trait)} AS date FROM (SELECT visitor, covey_props(facts) AS facts FROM ${query.told}) AS told) AS dates CROSS JOIN ${valuesOf(later)} WHERE date IS NOT NULL`,
        ),
        ...(begins.length > 0
          ? [
              `SELECT visitor, value + later AS moment FROM ${visitors} AS visitors CROSS JOIN (SELECT value FROM ${quarters} WHERE ${or(begins)}) AS begins CROSS JOIN ${valuesOf(calendarOffsets)} WHERE value > first`,
            ]
          : []),
      ];
    },
  };
};

const valuesOf = (numbers: ReadonlySet<number>): string =>
  `(${[...numbers].map((ms) => `SELECT covey_int(${ms}) AS later`).join(' UNION ALL ')}) AS offsets`;

const plus = (some: readonly number[], others: readonly number[]): readonly number[] =>
  some.flatMap((one) => others.map((other) => one + other));

/** How long before a moment an event may have happened that a metric's value hangs on then, in milliseconds. */
const reachOf = (metric: Exclude<MetricDefinition, { formula: unknown }>): number => {
  const { within, after, before } = metric;
  const isBounded = after !== undefined || before !== undefined;
  // What must not have happened before the first step counts however long ago it was.
  if (isBounded || ('sequence' in metric && 'not' in (metric.sequence[0] ?? {}))) return Infinity;
  if (typeof within === 'object' && 'ago' in within)
    return durationMs(within.ago) + durationMs(within.length);
  return typeof within === 'string' && /^\d/.test(within)
    ? durationMs(within as Duration)
    : Infinity;
};

/** How long after its last event a sequence may be complete. */
const restsOf = ({ sequence }: SequenceDefinition): readonly number[] => [
  0,
  ...sequence.flatMap((step) => ('for' in step && step.for ? [durationMs(step.for)] : [])),
];

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
