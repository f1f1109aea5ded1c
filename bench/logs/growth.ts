// node bench/logs/growth.ts [--events 1000,2000,4000] [--only TEXT] [--seconds N]: how the time of compiled SQL grows with one
// visitor's events, in DuckDB: for each kind of metric, read at an instant and at every moment of a segment with `keep`.
// Prints processor seconds, and how many times as long the last doubling took: 2 grows as the events do, 4 as their
// square. What took longer than --seconds is asked of no longer visitor.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { parseArgs } from 'node:util';
import { table } from '../../cli/table.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { compileSql } from '../../shared/sql/index.ts';
import { head } from './head.ts';
import { cpuSeconds } from './measured.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000,2000,4000,8000' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
  },
});
const lengths = values.events.split(',').map(Number);
const limit = Number(values.seconds);

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);

/** What is asked of the value, and the metric. */
type Case = readonly [operand: unknown, metric: object];
const SEQUENCE = [{ event: 'view' }, { event: 'buy' }];
const CASES: Readonly<Record<string, Case>> = {
  count: [{ $gte: 3 }, { count: 'view' }],
  'count, 1d': [{ $gte: 3 }, { count: 'view', within: '1d' }],
  'count today': [{ $gte: 3 }, { count: 'view', within: 'today' }],
  'count in session': [{ $gte: 3 }, { count: 'view', within: 'session' }],
  'count in 3 sessions': [{ $gte: 3 }, { count: 'view', within: { sessions: 3 } }],
  'count, 1d some time ago': [{ $gte: 3 }, { count: 'view', within: { length: '1d', ago: '7d' } }],
  'count by': [{ $gte: 3 }, { count: 'view', by: 'kind' }],
  'count by, 1d': [{ $gte: 3 }, { count: 'view', by: 'kind', within: '1d' }],
  since: [{ $lt: '1h' }, { since: 'buy' }],
  'since first, 1d': [{ $lt: '1h' }, { since: 'buy', of: 'first', within: '1d' }],
  sum: [{ $gte: 300 }, { sum: 'view.price' }],
  'sum, 1d': [{ $gte: 300 }, { sum: 'view.price', within: '1d' }],
  'mean, 1d': [{ $gte: 50 }, { mean: 'view.price', within: '1d' }],
  max: [{ $gte: 99 }, { max: 'view.price' }],
  'max, 1d': [{ $gte: 99 }, { max: 'view.price', within: '1d' }],
  median: [{ $gte: 50 }, { median: 'view.price' }],
  'percentile, 1d': [{ $gte: 90 }, { percentile: 'view.price', p: 90, within: '1d' }],
  distinct: [{ $gte: 3 }, { distinct: 'view.item' }],
  'distinct, 1d': [{ $gte: 3 }, { distinct: 'view.item', within: '1d' }],
  first: ['x1', { first: 'view.item' }],
  'last, 1d': ['x1', { last: 'view.item', within: '1d' }],
  top: ['k1', { top: 'view.kind' }],
  'top, 1d': ['k1', { top: 'view.kind', within: '1d' }],
  periods: [{ $gte: 3 }, { periods: 'view', unit: 'day', atLeast: 2 }],
  'periods, 7d': [{ $gte: 3 }, { periods: 'view', unit: 'day', within: '7d' }],
  'longest streak': [{ $gte: 3 }, { periods: 'view', unit: 'day', streak: 'longest' }],
  'current streak, 7d': [
    { $gte: 3 },
    { periods: 'view', unit: 'day', streak: 'current', within: '7d' },
  ],
  sequence: [{ $gte: 3 }, { sequence: SEQUENCE }],
  'sequence, 1d': [{ $gte: 3 }, { sequence: SEQUENCE, within: '1d' }],
  'sequence by, 1d': [{ $gte: 3 }, { sequence: SEQUENCE, by: 'item', within: '1d' }],
  'sequence, then a rest': [
    { $gte: 3 },
    { sequence: [{ event: 'view' }, { not: 'buy', for: '1h' }] },
  ],
  'count after': [{ $gte: 3 }, { count: 'view', after: { sequence: SEQUENCE } }],
  'sum before': [{ $gte: 3 }, { sum: 'view.price', before: { sequence: SEQUENCE } }],
  sessions: [{ $gte: 3 }, { sessions: { 'session.pages': { $gte: 2 } }, within: '7d' }],
  'count of entering': [{ $gte: 3 }, { count: 'enter:buyer', within: '1d' }],
};
const FACTS: Readonly<Record<string, unknown>> = {
  'session.number': { $gte: 3 },
  'session.pages': { $gte: 3 },
  'session.events': { $gte: 9 },
  'session.duration': { $gte: '1h' },
  'session.landing': '/1',
  'session.engaged': { $gte: '10s' },
  'visitor.age': { $gte: '3d' },
  'visitor.daysActive': { $gte: 3 },
  'visitor.away': { $gte: '1h' },
};

const definitionsOf = (fact: string, operand: unknown, metric: object | null, keep: object) =>
  ({
    ...head,
    metrics: { ...(metric && { asked: metric }), bought: { count: 'buy', within: '1h' } },
    segments: {
      buyer: { when: { 'metric.bought': { $gte: 1 } } },
      asked: { when: { [fact]: operand }, ...keep },
    },
  }) as unknown as Definitions;

/** One visitor: views of many things, every sixth event a purchase, every fortieth after a pause. */
const load = async (connection: DuckDBConnection, events: number): Promise<number> => {
  await connection.run(`CREATE OR REPLACE TABLE events AS
    SELECT 'one' AS visitor, make_timestamptz((${START} + (i * 7 + i // 40 * 60) * ${MINUTE_MS}) * 1000) AS time, i AS seq,
      CASE i % 6 WHEN 5 THEN 'buy' WHEN 3 THEN 'page_view' WHEN 4 THEN 'user_engagement' ELSE 'view' END AS name,
      CAST(json_object('price', (i * 7919) % 101, 'item', 'x' || (i * 31) % 997, 'kind', 'k' || (i * i) % 7,
        'page_path', '/' || i % 5, 'engagement_time_msec', 1000) AS JSON) AS props
    FROM range(${events}) AS made(i)`);
  return START + (events * 7 + Math.ceil(events / 40) * 60) * MINUTE_MS;
};

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'");

interface Subject {
  readonly title: string;
  readonly definitions: Definitions;
  readonly took: number[];
}
const subjects = [
  ...Object.entries(CASES).map(([name, [operand, metric]]) => ({
    name,
    fact: 'metric.asked',
    operand,
    metric,
  })),
  ...Object.entries(FACTS).map(([fact, operand]) => ({ name: fact, fact, operand, metric: null })),
]
  .flatMap(({ name, fact, operand, metric }): Subject[] =>
    [{}, { keep: 'forever' }].map((keep) => ({
      title: 'keep' in keep ? `${name}, kept` : name,
      definitions: definitionsOf(fact, operand, metric, keep),
      took: [],
    })),
  )
  .filter(({ title }) => title.includes(values.only));

for (const events of lengths) {
  const at = await load(connection, events);
  for (const { definitions, took } of subjects) {
    if (took.length > 0 && (took.at(-1) ?? 0) > limit) continue;
    const { query, unsupported } = compileSql(definitions, { at, metrics: false });
    if (unsupported.length > 0) throw new Error(JSON.stringify(unsupported));
    const started = cpuSeconds();
    await connection.runAndReadAll(query);
    took.push(cpuSeconds() - started);
  }
}

console.log(
  table(
    [
      { title: 'One visitor' },
      ...[...lengths.map(String), 'Last doubling'].map((title) => ({ title, numeric: true })),
    ],
    subjects.map(({ title, took }) => [
      title,
      ...lengths.map((_, i) => took[i]?.toFixed(2) ?? ''),
      ((took.at(-1) ?? NaN) / (took.at(-2) ?? NaN)).toFixed(1),
    ]),
  ),
);
connection.closeSync();
instance.closeSync();
