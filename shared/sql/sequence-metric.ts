import type { Condition, SequenceDefinition, SequenceMetric } from '../definitions/types.ts';
import { isTransition, matchSql } from './events.ts';
import type { Measure } from './metrics.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { type Scope, durationMs, shifted, windowSql } from './scope.ts';
import { stepsOf } from './steps.ts';
import { and } from './text.ts';

/** How many sequences were completed one after the other, each taking the earliest end there is. */
export const sequenceMetric = (
  name: string,
  definition: SequenceMetric,
  scope: Scope,
  query: Query,
): Measure => {
  const { where, within } = definition;
  const then = shifted(scope, within);
  const counts = and(windowSql(within, then, query));
  const completed = sequenceParts(name, definition, where, counts, then, query);
  const keys = scope.keys.join(', ');
  return {
    part: query.part(
      `${name}${scope.label}`,
      `SELECT ${keys}, max(k) AS value\n  FROM ${completed}\n  GROUP BY ${keys}`,
    ),
    value: (column) => ({ sql: `coalesce(${column}, 0)`, type: 'number', present: true }),
  };
};

/**
 * Adds the parts that find a sequence, and gives the name of the last: a row for the k-th of those
 * completed one after the other, with its end, a position or, after a rest, an instant.
 */
const sequenceParts = (
  name: string,
  definition: SequenceDefinition,
  everyStep: Condition | undefined,
  counts: string,
  scope: Scope,
  query: Query,
): string => {
  const { matchers, moves, last, trailing } = stepsOf(definition);
  if (definition.by !== undefined) throw new NoSqlForm('by', 'not yet');
  const inSession = definition.scope === 'session';
  const keys = scope.keys.join(', ');
  const of = (relation: string): string[] => scope.keys.map((key) => `${relation}.${key}`);
  const same = (one: string, other: string): string[] =>
    scope.keys.map((key) => `${one}.${key} = ${other}.${key}`);
  const label = (what: string): string => `${name} ${what}${scope.label}`;
  query.column('n');
  if (inSession) query.column('session');

  // Which of the steps' events each event is, and where those lie that must not happen.
  const matches = matchers.map(({ event, where }) => {
    if ([event].flat().some(isTransition))
      throw new NoSqlForm('enter: and leave:', 'as steps of a sequence');
    const both =
      where !== undefined && everyStep !== undefined
        ? { $and: [where, everyStep] }
        : (where ?? everyStep);
    return matchSql(event, both, query);
  });
  const wanted = [...new Set(moves.map(({ event }) => event))];
  const before = [...new Set(moves.flatMap(({ nots }) => nots))];
  const bit = (event: number): number => 2 ** wanted.indexOf(event);
  const columns = [
    keys,
    // Where it is no number, "now" goes along with the events.
    ...(scope.at.includes('moment') ? ['moment'] : []),
    'n',
    't',
    ...(inSession ? ['session'] : []),
    `${wanted.map((event) => `CASE WHEN ${and([counts, matches[event] ?? 'FALSE'])} THEN ${bit(event)} ELSE 0 END`).join(' + ')} AS bits`,
    ...before.map(
      (event) =>
        `coalesce(max(CASE WHEN ${matches[event]} THEN n END) OVER (PARTITION BY ${keys} ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before_${event}`,
    ),
    ...trailing.map(
      ({ event }, i) =>
        `min(CASE WHEN ${matches[event]} THEN t END) OVER (PARTITION BY ${keys} ORDER BY n ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS after_${i}`,
    ),
  ];
  const steps = query.part(
    label('steps'),
    `SELECT * FROM (\n    SELECT ${columns.join(',\n      ')}\n    FROM ${scope.events}\n  ) WHERE bits <> 0`,
  );

  // A row for each way to get one event further.
  const table = moves.map(({ from, to, event, atLeast, atMost, next, meets, nots }) =>
    [
      from,
      to,
      bit(event),
      atLeast,
      atMost || LONGEST,
      next,
      meets,
      ...before.map((one) => nots.includes(one)),
    ].join(', '),
  );
  const moveColumns = ['from_place', 'to_place', 'bit', 'at_least', 'at_most', 'is_next', 'meets'];
  const nots = before.map((event) => `not_${event}`);
  const way = query.part(
    label('moves'),
    `SELECT * FROM (VALUES ${table.map((row) => `(${row})`).join(', ')}) AS moves(${[...moveColumns, ...nots].join(', ')})`,
  );

  // How far sequences have come: by place and last event, the latest start that leads there.
  const session = inSession ? ['s.session'] : [];
  const unbroken = (since: string): string[] =>
    before.map((event) => `(NOT m.not_${event} OR s.before_${event} <= ${since})`);
  const begins = `SELECT ${[...of('s'), 'm.to_place AS place', 's.n', 's.t AS since', 's.n AS start_n', 's.t AS start_t', ...session].join(', ')}
    FROM ${steps} AS s JOIN ${way} AS m ON m.from_place = 0 AND s.bits & m.bit <> 0
    WHERE ${['TRUE', ...unbroken('0')].join(' AND ')}`;
  const reached = query.recursive(label('reached'), (self) => {
    if (moves.every(({ from }) => from === 0)) return begins;
    const since = 'CASE WHEN m.meets THEN s.t ELSE r.since END';
    const tests = [
      's.t >= r.since + m.at_least',
      's.t < r.since + m.at_most',
      '(NOT m.is_next OR s.n = r.n + 1)',
      ...(definition.span === undefined
        ? []
        : [`s.t < r.start_t + ${durationMs(definition.span)}`]),
      ...(inSession ? ['s.session = r.session'] : []),
      ...unbroken('r.n'),
    ];
    return `${begins}
    UNION ALL
    SELECT ${[...of('s'), 'm.to_place', 's.n', since, 'max(r.start_n)', 'max(r.start_t)', ...session].join(', ')}
    FROM ${self} AS r JOIN ${way} AS m ON m.from_place = r.place
    JOIN ${steps} AS s ON ${[...same('s', 'r'), 's.n > r.n', 's.bits & m.bit <> 0'].join(' AND ')}
    WHERE ${tests.join(' AND ')}
    GROUP BY ${[...of('s'), 'm.to_place', 's.n', 's.t', 'r.since', 'm.meets', ...session].join(', ')}`;
  });

  // Where they end: at the last event, or when it has rested for long enough.
  const rest = Math.max(0, ...trailing.map(({ forMs }) => forMs));
  const undisturbed = trailing.map(
    ({ forMs }, i) => `coalesce(s.after_${i} >= s.t + ${forMs}, TRUE)`,
  );
  const ends = query.part(
    label('ends'),
    rest === 0
      ? `SELECT ${keys}, start_n AS starts, n AS ends FROM ${reached} WHERE place = ${last}`
      : `SELECT ${[...of('r'), 'r.start_t AS starts', `s.t + ${rest} AS ends`].join(', ')}
    FROM ${reached} AS r JOIN ${steps} AS s ON ${[...same('s', 'r'), 's.n = r.n'].join(' AND ')}
    WHERE ${[`r.place = ${last}`, `s.t + ${rest} <= ${scope.at}`, ...undisturbed].join(' AND ')}`,
  );
  // What starts with the event that ended the one before is another's; at the instant a rest ended, the next may start.
  const later = rest === 0 ? '>' : '>=';
  return query.recursive(
    label('completed'),
    (self) => `SELECT ${keys}, 1 AS k, min(ends) AS ends FROM ${ends} GROUP BY ${keys}
    UNION ALL
    SELECT ${[...of('e'), 'c.k + 1', 'min(e.ends)'].join(', ')}
    FROM ${self} AS c JOIN ${ends} AS e ON ${[...same('e', 'c'), `e.starts ${later} c.ends`].join(' AND ')}
    GROUP BY ${[...of('e'), 'c.k'].join(', ')}`,
  );
};

/** Longer than any history, in milliseconds. */
const LONGEST = 1e16;
