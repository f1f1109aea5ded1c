import type { Condition, SequenceDefinition } from '../definitions/types.ts';
import { matchSql, namedSql, sharedValuesSql } from './events.ts';
import { completedPart } from './jumps.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { PLACE } from './seen.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, durationMs, isOfSeen, once, withPlaces } from './scope.ts';
import { reachSql } from './reach.ts';
import { type Steps, stepsOf } from './steps.ts';
import { and, or } from './text.ts';

/** The parts that find a sequence. */
export interface Sequences {
  /** Every way to end one: its latest start `start_n`, and `ends`: a position or, after a rest, an instant. */
  readonly ends: string;
  /** Adds the part with how `many` follow one another, each the earliest to end that there is, and where the `last` of them ends. */
  readonly completed: () => string;
  /** Adds the part with the first end that may follow each, its `next`. */
  readonly next: () => string;
  /** The columns that name those asked about, with the value shared. */
  readonly keys: readonly string[];
  /** Whether a sequence ends by time alone. */
  readonly rests: boolean;
  /** Whether it is one event: none can be within another. */
  readonly isSingle: boolean;
}

interface FindOptions {
  readonly everyStep?: Condition | undefined;
  /** What holds for events that may meet a step. */
  readonly counts?: string;
  /** Whether all that happens after what may meet a step may meet one as well. */
  readonly isOpenEnded?: boolean;
  /** An instant: what happens up to it meets no step. */
  readonly after?: number | undefined;
  /** One of the keys that is no bound for what must not happen. */
  readonly period?: string | undefined;
  /** Whether the ends are to say when each started, and was there: `start_t`, `end_t`. */
  readonly isTimed?: boolean;
  /** False where places are compared with none but each other. */
  readonly isCompared?: boolean;
}

/**
 * Adds the parts that find a sequence, by windows over a visitor's events: of all ways to get to one
 * place with one event, the one with the latest start is as good as any other, and kept alone.
 */
export const findSequences = (
  name: string,
  definition: SequenceDefinition,
  outer: Scope,
  query: Query,
  options: FindOptions = {},
): Sequences => {
  const steps = stepsOf(definition);
  const scope = sharing(name, definition, outer, query);
  const { moves, last, trailing } = steps;
  const longest = Math.max(0, ...moves.map(({ atLeast }) => atLeast));
  if (longest > query.longestGapMs)
    throw new NoSqlForm(
      'atLeast',
      `it is longer than ${query.longestGapMs} ms, which this engine's windows do not look back over`,
    );
  const keys = scope.keys.join(', ');
  const part = (what: string, body: string): string =>
    query.part(`${name} ${what}${scope.label}`, body);
  const hasNext = moves.some((move) => move.next);
  if (hasNext) query.reads(['*']);
  const isPlacedApart = options.isCompared === false && !hasNext && isOfSeen(scope);
  if (!isPlacedApart) withPlaces(scope, query);
  if (definition.scope === 'session') query.column('session');

  const events = part(
    'steps',
    eventsSql(steps, definition, scope, query, { ...options, isPlacedApart }),
  );
  const rest = Math.max(0, ...trailing.map(({ forMs }) => forMs));
  const spanMs = definition.span === undefined ? null : durationMs(definition.span);
  const { from, start } = reachSql(events, moves, last, {
    keys,
    inSession: definition.scope === 'session',
    spanMs,
    needsStartTime: rest > 0 || options.isTimed === true,
  });

  // Where they end: at the last event, or when it has rested for long enough.
  const undisturbed = trailing.map(({ forMs }, i) => `coalesce(after_${i} >= t + ${forMs}, TRUE)`);
  const times = (end: string): string =>
    options.isTimed === true ? `, ${start.t} AS start_t, ${end} AS end_t` : '';
  const ends = part(
    'ends',
    rest === 0
      ? `SELECT ${keys}, ${start.n} AS start_n, ${start.n} AS starts, n AS ends${times('t')}\n  FROM ${from}\n  WHERE ${start.n} IS NOT NULL`
      : `SELECT ${keys}, ${start.n} AS start_n, ${start.t} AS starts, t + ${rest} AS ends${times(`t + ${rest}`)}\n  FROM ${from}
  WHERE ${[`${start.n} IS NOT NULL`, `t + ${rest} <= ${scope.at}`, ...undisturbed].join(' AND ')}`,
  );

  const isSingle = rest === 0 && moves.every(({ from: place }) => place === 0);
  // The event that ended one does not start the next; at the instant a rest ended, the next may start.
  const free = rest === 0 ? 'ends + 1' : 'ends';
  const next = once(() =>
    part(
      'next',
      `SELECT ${keys}, ends, next
  FROM (SELECT ${keys}, ends, min(later) OVER (PARTITION BY ${keys} ORDER BY place DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS next
    FROM (
      SELECT ${keys}, starts AS place, covey_null(int) AS ends, ends AS later FROM ${ends}
      UNION ALL
      SELECT DISTINCT ${keys}, ${free} AS place, ends, covey_null(int) AS later FROM ${ends}
    ) AS united) AS linked
  WHERE ends IS NOT NULL AND next IS NOT NULL`,
    ),
  );
  const completed = (): string =>
    isSingle
      ? part(
          'completed',
          `SELECT ${keys}, max(ends) AS last, count(*) AS many FROM ${ends} GROUP BY ${keys}`,
        )
      : completedPart({ keys: scope.keys, next }, ends, part);
  return { ends, completed, next, keys: scope.keys, rests: rest > 0, isSingle };
};

/** With `by`, everybody is asked about once for each value that events share. */
const sharing = (name: string, { by }: SequenceDefinition, scope: Scope, query: Query): Scope => {
  if (by === undefined) return scope;
  const values = `covey_distinct_keys(${sharedValuesSql(by, query)})`;
  return {
    ...scope,
    keys: [...scope.keys, 'shared'],
    also: [...scope.also, 'shared'],
    events: once(() =>
      query.part(
        `${name} shared${scope.label}`,
        `SELECT ${columnsOf(scope, 'lists')}, value AS shared\n  FROM covey_each(SELECT ${columnsOf(scope, 'e')}, ${values} AS list FROM (SELECT * FROM ${scope.events()}) AS e)`,
      ),
    ),
  };
};

interface EventsOptions extends FindOptions {
  readonly isPlacedApart: boolean;
}

/** The events that are a step's, `met_E` for each that a step waits for; and where those lie that must not happen. */
const eventsSql = (
  { matchers, moves, trailing }: Steps,
  { by, scope: within }: SequenceDefinition,
  scope: Scope,
  query: Query,
  { everyStep, counts = 'TRUE', isOpenEnded, after, isPlacedApart, period }: EventsOptions,
): string => {
  // What must not have happened before the first step counts however long ago it was.
  const isBounded =
    isOpenEnded === true && !moves.some(({ from: place, nots }) => place === 0 && nots.length > 0);
  const matches = matchers.map(({ event, where }) => {
    const both =
      where !== undefined && everyStep !== undefined
        ? { $and: [where, everyStep] }
        : (where ?? everyStep);
    return matchSql(event, both, query, { by, ...(isBounded && { after }) });
  });
  const wanted = [...new Set(moves.map(({ event }) => event))];
  const before = [...new Set(moves.flatMap(({ nots }) => nots))];
  // Windows sort what they look at: all else is left out before.
  const hasNots = before.length > 0 || trailing.length > 0;
  const looked = and([
    or(hasNots ? matchers.map(({ event }) => namedSql(event)) : matches),
    ...(isBounded ? [counts] : []),
  ]);
  const met = wanted.map((event) => `met_${event}`);
  // Where no window reads places, they are found in the same order as what is near.
  const isPlacedHere = isPlacedApart && before.length === 0;
  const order = isPlacedHere ? query.inTime() : ['n'];
  // Frames begin with the partition: few engines take a row out of an aggregate again.
  const whole = scope.keys.filter((key) => key !== period).join(', ');
  const near = (direction: '' | ' DESC'): string =>
    `OVER (PARTITION BY ${whole} ORDER BY ${order.map((one) => one + direction).join(', ')} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const from =
    isPlacedApart && !isPlacedHere
      ? query.placed(looked)
      : `${scope.events()}\n    WHERE ${looked}`;
  const columns = [
    ...scope.keys,
    isPlacedHere ? `${PLACE} AS n` : 'n',
    't',
    ...scope.carried,
    ...(within === 'session' ? ['session'] : []),
    ...(moves.some(({ next }) => next) ? [`${scope.position ?? 'n'} AS position`] : []),
    ...wanted.map(
      (event) =>
        `CASE WHEN ${and([matches[event] ?? 'FALSE', counts])} THEN 1 ELSE 0 END AS met_${event}`,
    ),
    ...before.map(
      (event) =>
        `coalesce(max(CASE WHEN ${matches[event]} THEN n END) ${near('')}, 0) AS before_${event}`,
    ),
    ...trailing.map(
      ({ event }, i) =>
        `min(CASE WHEN ${matches[event]} THEN t END) ${near(' DESC')} AS after_${i}`,
    ),
  ];
  return `SELECT * FROM (\n    SELECT ${columns.join(',\n      ')}\n    FROM ${from}\n  ) AS every WHERE ${met.join(' + ')} > 0`;
};
