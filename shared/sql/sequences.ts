import type { Condition, SequenceDefinition } from '../definitions/types.ts';
import { matchSql, sharedValuesSql } from './events.ts';
import type { Query } from './query.ts';
import { type Scope, durationMs } from './scope.ts';
import { type Steps, stepsOf } from './steps.ts';
import { and } from './text.ts';

/** The parts that find a sequence. */
export interface Sequences {
  /** Every way to end one: its latest start `start_n`, and `ends`: a position or, after a rest, an instant. */
  readonly ends: string;
  /** Those that follow one another, each the earliest to end that there is: the `k`-th, with its `ends`. */
  readonly completed: string;
  /** Whether a sequence ends by time alone. */
  readonly rests: boolean;
}

/** Longer than any history, in milliseconds. */
const LONGEST = 1e16;

/**
 * Adds the parts that find a sequence, by recursion over its steps: of all ways to get to one
 * place with one event, the one with the latest start is as good as any other, and kept alone.
 * Steps are met by events for which `counts` holds.
 */
export const findSequences = (
  name: string,
  definition: SequenceDefinition,
  outer: Scope,
  query: Query,
  everyStep?: Condition,
  counts = 'TRUE',
): Sequences => {
  const steps = stepsOf(definition);
  const scope = sharing(name, definition, outer, query);
  const { moves, last, trailing } = steps;
  const keys = scope.keys.join(', ');
  const inSession = definition.scope === 'session';
  const of = (relation: string): string[] => scope.keys.map((key) => `${relation}.${key}`);
  const same = (one: string, other: string): string[] =>
    scope.keys.map((key) => `${one}.${key} = ${other}.${key}`);
  const part = (what: string, body: string): string =>
    query.part(`${name} ${what}${scope.label}`, body);
  query.column('n');
  if (inSession) query.column('session');

  const { columns, bit, before } = eventColumns(steps, definition, scope, query, everyStep, counts);
  const events = part(
    'steps',
    `SELECT * FROM (\n    SELECT ${columns.join(',\n      ')}\n    FROM ${scope.events}\n  ) WHERE bits <> 0`,
  );

  // A row for each way to get one event further.
  const rows = moves.map(({ from, to, event, atLeast, atMost, next, meets, nots }) => [
    from,
    to,
    bit(event),
    atLeast,
    atMost ?? LONGEST,
    next,
    meets,
    ...before.map((one) => nots.includes(one)),
  ]);
  const moveColumns = ['from_place', 'to_place', 'bit', 'at_least', 'at_most', 'is_next', 'meets'];
  const ways = part(
    'moves',
    `SELECT * FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}) AS moves(${[...moveColumns, ...before.map((event) => `not_${event}`)].join(', ')})`,
  );

  // How far sequences have come: by place and last event, the latest start that leads there.
  const usesNext = moves.some(({ next }) => next);
  const also = [...(inSession ? ['s.session'] : []), ...(usesNext ? ['s.position'] : [])];
  const unbroken = (since: string): string[] =>
    before.map((event) => `(NOT m.not_${event} OR s.before_${event} <= ${since})`);
  const begins = `SELECT ${[...of('s'), 'm.to_place AS place', 's.n', 's.t AS since', 's.n AS start_n', 's.t AS start_t', ...also].join(', ')}
    FROM ${events} AS s JOIN ${ways} AS m ON m.from_place = 0 AND s.bits & m.bit <> 0
    WHERE ${and(unbroken('0'))}`;
  const reached = query.recursive(`${name} reached${scope.label}`, (self) => {
    if (moves.every(({ from }) => from === 0)) return begins;
    const since = 'CASE WHEN m.meets THEN s.t ELSE r.since END';
    const tests = [
      's.t >= r.since + m.at_least',
      's.t < r.since + m.at_most',
      ...(usesNext ? ['(NOT m.is_next OR s.position = r.position + 1)'] : []),
      ...(definition.span === undefined
        ? []
        : [`s.t < r.start_t + ${durationMs(definition.span)}`]),
      ...(inSession ? ['s.session = r.session'] : []),
      ...unbroken('r.n'),
    ];
    return `${begins}
    UNION ALL
    SELECT ${[...of('s'), 'm.to_place', 's.n', since, 'max(r.start_n)', 'max(r.start_t)', ...also].join(', ')}
    FROM ${self} AS r JOIN ${ways} AS m ON m.from_place = r.place
    JOIN ${events} AS s ON ${[...same('s', 'r'), 's.n > r.n', 's.bits & m.bit <> 0'].join(' AND ')}
    WHERE ${tests.join(' AND ')}
    GROUP BY ${[...of('s'), 'm.to_place', 's.n', 's.t', 'r.since', 'm.meets', ...also].join(', ')}`;
  });

  // Where they end: at the last event, or when it has rested for long enough.
  const rest = Math.max(0, ...trailing.map(({ forMs }) => forMs));
  const undisturbed = trailing.map(
    ({ forMs }, i) => `coalesce(s.after_${i} >= s.t + ${forMs}, TRUE)`,
  );
  const ends = part(
    'ends',
    rest === 0
      ? `SELECT ${keys}, start_n, start_n AS starts, n AS ends FROM ${reached} WHERE place = ${last}`
      : `SELECT ${[...of('r'), 'r.start_n', 'r.start_t AS starts', `s.t + ${rest} AS ends`].join(', ')}
    FROM ${reached} AS r JOIN ${events} AS s ON ${[...same('s', 'r'), 's.n = r.n'].join(' AND ')}
    WHERE ${[`r.place = ${last}`, `s.t + ${rest} <= ${scope.at}`, ...undisturbed].join(' AND ')}`,
  );
  // The event that ended one does not start the next; at the instant a rest ended, the next may start.
  const later = rest === 0 ? '>' : '>=';
  const completed = query.recursive(
    `${name} completed${scope.label}`,
    (self) => `SELECT ${keys}, 1 AS k, min(ends) AS ends FROM ${ends} GROUP BY ${keys}
    UNION ALL
    SELECT ${[...of('e'), 'c.k + 1', 'min(e.ends)'].join(', ')}
    FROM ${self} AS c JOIN ${ends} AS e ON ${[...same('e', 'c'), `e.starts ${later} c.ends`].join(' AND ')}
    GROUP BY ${[...of('e'), 'c.k'].join(', ')}`,
  );
  return { ends, completed, rests: rest > 0 };
};

/** With `by`, everybody is asked about once for each value that events share. */
const sharing = (name: string, { by }: SequenceDefinition, scope: Scope, query: Query): Scope => {
  if (by === undefined) return scope;
  const values = `list_distinct(list_transform(list_filter(${sharedValuesSql(by, query)}, lambda v: covey_scalar(v)), lambda v: covey_key(v)))`;
  return {
    ...scope,
    keys: [...scope.keys, 'shared'],
    events: query.part(
      `${name} shared${scope.label}`,
      `SELECT *, unnest(${values}) AS shared\n  FROM ${scope.events}`,
    ),
  };
};

/** Which of the steps' events each event is (`bits`), and where those lie that must not happen. */
const eventColumns = (
  { matchers, moves, trailing }: Steps,
  { by, scope: within }: SequenceDefinition,
  scope: Scope,
  query: Query,
  everyStep: Condition | undefined,
  counts: string,
) => {
  const keys = scope.keys.join(', ');
  const matches = matchers.map(({ event, where }) => {
    const both =
      where !== undefined && everyStep !== undefined
        ? { $and: [where, everyStep] }
        : (where ?? everyStep);
    return matchSql(event, both, query, by);
  });
  const wanted = [...new Set(moves.map(({ event }) => event))];
  const before = [...new Set(moves.flatMap(({ nots }) => nots))];
  const bit = (event: number): number => 2 ** wanted.indexOf(event);
  const bits = wanted.map(
    (event) =>
      `CASE WHEN ${and([matches[event] ?? 'FALSE', counts])} THEN ${bit(event)} ELSE 0 END`,
  );
  const near = (rows: string): string =>
    `OVER (PARTITION BY ${keys} ORDER BY n ROWS BETWEEN ${rows})`;
  const columns = [
    ...scope.keys,
    'n',
    't',
    ...scope.carried,
    ...(within === 'session' ? ['session'] : []),
    ...(moves.some(({ next }) => next) ? [`${scope.position ?? 'n'} AS position`] : []),
    `${bits.join(' + ')} AS bits`,
    ...before.map(
      (event) =>
        `coalesce(max(CASE WHEN ${matches[event]} THEN n END) ${near('UNBOUNDED PRECEDING AND 1 PRECEDING')}, 0) AS before_${event}`,
    ),
    ...trailing.map(
      ({ event }, i) =>
        `min(CASE WHEN ${matches[event]} THEN t END) ${near('1 FOLLOWING AND UNBOUNDED FOLLOWING')} AS after_${i}`,
    ),
  ];
  return { columns, bit, before };
};
