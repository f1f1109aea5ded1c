import { DAY_MS } from '../definitions/durations.ts';
import type { Definitions } from '../definitions/types.ts';
import { createFacts } from './facts.ts';
import { createMoments, leaves, transitionsOf } from './moments.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { type Query, SEEN } from './query.ts';
import { type Scope, durationMs } from './scope.ts';
import { createSegments } from './segments.ts';
import { identifier, text } from './text.ts';

/** Segments whose answer hangs on what was before: worked out at every moment at which something could change. */
export interface Memory {
  readonly needs: (id: string) => boolean;
  /** The column of `part` with a segment's last answer; throws `NoSqlForm`. */
  readonly read: (id: string) => string;
  /** The part with the last answers, a row for each visitor; null where none was read. */
  readonly part: () => string | null;
  /** A relation of the events seen, and among them the entering and leaving of these segments. */
  readonly eventsWith: (ids: readonly string[]) => string;
}

const LABEL = ' over time';

export const createMemory = (definitions: Definitions, query: Query): Memory => {
  const { segments, groups = {}, metrics = {} } = definitions;

  /** Segments that one reads, or stands behind in a group. */
  const readBy = (id: string): readonly string[] => {
    const { when, exclude, excludeEver } = segments[id] ?? {};
    const facts = [when, exclude, excludeEver].flatMap((of) => (of ? leaves(of) : []));
    return [
      ...facts.flatMap(([fact]) => /^segment\.(.*)$/s.exec(fact)?.[1] ?? []),
      ...Object.values(groups).flatMap((group) =>
        group.segments.slice(0, Math.max(0, group.segments.indexOf(id))),
      ),
    ].filter((one) => segments[one]);
  };
  const needing = new Map<string, boolean>();
  const needs = (id: string): boolean => {
    const known = needing.get(id);
    if (known !== undefined) return known;
    needing.set(id, false);
    const { keep, excludeEver } = segments[id] ?? {};
    const found = keep !== undefined || excludeEver !== undefined || readBy(id).some(needs);
    needing.set(id, found);
    return found;
  };

  /** Everything that must be answered over time, each after those that it reads. */
  const observed = new Set(Object.values(metrics).flatMap(transitionsOf));
  const overTime = (): ReadonlySet<string> => {
    const all = new Set<string>();
    const entered = new Set<string>();
    const add = (id: string): void => {
      if (entered.has(id) || !segments[id]) return;
      entered.add(id);
      readBy(id).forEach(add);
      all.add(id);
    };
    for (const id of Object.keys(segments)) if (needs(id) || observed.has(id)) add(id);
    return all;
  };

  const make = () => {
    const ids = overTime();
    const failed = new Map<string, NoSqlForm>();
    const attempt = (id: string, task: () => void): void => {
      try {
        task();
      } catch (error) {
        if (!(error instanceof NoSqlForm)) throw error;
        failed.set(id, failed.get(id) ?? error);
      }
    };
    const { moments, add, addKeep } = createMoments(definitions);
    for (const id of ids)
      attempt(id, () => {
        const { when, keep, exclude, excludeEver } = segments[id] ?? {};
        for (const of of [when, exclude, excludeEver]) if (of) add(of);
        const isRead = [...ids].some((other) => readBy(other).includes(id)) || observed.has(id);
        if (keep !== undefined && keep !== 'forever' && isRead) addKeep(durationMs(keep));
      });

    const scope: Scope = {
      events: '',
      keys: ['visitor', 'ask'],
      at: 'moment',
      carried: ['moment'],
      inSession: () => `${query.column('session')} = asked_session`,
      label: LABEL,
    };
    query.column('n');
    query.column('session');
    const passing = (offsets: ReadonlySet<number>): string =>
      `(VALUES ${[...offsets].map((ms) => `(${ms})`).join(', ')}) AS passing(later)`;
    const days = moments.calendar.has('hour') ? 'hour' : 'day';
    const series = `generate_series(date_trunc('${days}', ${query.local('min(t)')}), ${query.local(String(query.at))}, INTERVAL 1 ${days})`;
    const sources = [
      `SELECT DISTINCT visitor, ${query.at} AS moment FROM ${SEEN}`,
      ...(moments.offsets.size > 0
        ? [`SELECT visitor, t + later AS moment FROM ${SEEN}, ${passing(moments.offsets)}`]
        : []),
      ...[...moments.daily].map(
        (ms) =>
          `SELECT visitor, unnest(range(t + ${ms}, ${query.at} + 1, ${DAY_MS})) AS moment FROM ${SEEN}`,
      ),
      ...(moments.calendar.size > 0
        ? [
            `SELECT visitor, ${query.instant('start')} + later AS moment FROM (SELECT visitor, unnest(${series}) AS start FROM ${SEEN} GROUP BY visitor), ${passing(moments.calendarOffsets)}`,
          ]
        : []),
    ];
    const asked = query.part(
      'moments',
      `SELECT *, row_number() OVER ordered AS ask, lead(moment) OVER ordered AS next_moment
  FROM (
    -- Before the first event, after each event, and when time alone may change an answer.
    SELECT visitor, min(t) AS moment, 0 AS n, CAST(NULL AS BIGINT) AS asked_session FROM ${SEEN} GROUP BY visitor
    UNION ALL
    SELECT visitor, t, n, session FROM ${SEEN}
    UNION ALL
    SELECT p.visitor, p.moment, e.n, e.session
    FROM (SELECT DISTINCT visitor, moment FROM (\n      ${sources.join('\n      UNION ALL\n      ')}\n    ) WHERE moment <= ${query.at}) AS p
    ASOF JOIN (SELECT visitor, t, max(n) AS n, max(session) AS session FROM ${SEEN} GROUP BY visitor, t) AS e
      ON p.visitor = e.visitor AND p.moment > e.t
  ) WINDOW ordered AS (PARTITION BY visitor ORDER BY moment, n)`,
    );
    const past = query.part(
      'past',
      `SELECT m.ask, m.moment, m.asked_session, e.*
  FROM ${asked} AS m JOIN ${SEEN} AS e ON e.visitor = m.visitor AND e.n <= m.n`,
    );
    const facts = createFacts({
      definitions,
      scope: { ...scope, events: past },
      query,
      eventsWith: () => null,
    });
    const answers = createSegments({
      definitions,
      query,
      readFact: facts.read,
      known: () => null,
      overTime: true,
    });
    const columns = new Map<string, string>();
    for (const id of ids)
      if (!failed.has(id)) attempt(id, () => void columns.set(id, answers.read(id).sql));
    const part = query.part(
      `answers${LABEL}`,
      answers.select(facts.part(asked, ['moment', 'next_moment', 'n', 'asked_session'])),
    );
    return { part, columns, failed };
  };

  let made: ReturnType<typeof make> | null = null;
  const column = (id: string): string => {
    made ??= make();
    const error = made.failed.get(id);
    if (error) throw error;
    return made.columns.get(id) ?? 'NULL';
  };
  const read = new Map<string, string>();

  return {
    needs,
    read(id) {
      const found = identifier(`remembered.${id}`);
      read.set(id, `${column(id)} AS ${found}`);
      return found;
    },
    part() {
      if (made === null || read.size === 0) return null;
      return query.part(
        'remembered',
        `SELECT ${['visitor', ...read.values()].join(', ')}\n  FROM ${made.part}\n  WHERE next_moment IS NULL`,
      );
    },
    eventsWith(ids) {
      query.column('first_t');
      query.column('last_session');
      const turns = ids.flatMap((id) => {
        const now = column(id);
        return [
          { name: `leave:${id}`, now, test: `before AND ${now} IS NOT TRUE` },
          { name: `enter:${id}`, now, test: `${now} AND before IS NOT TRUE` },
        ];
      });
      const selects = turns.map(
        ({ name, now, test }, turn) =>
          `SELECT visitor, moment AS t, n, ask, ${turn} AS turn, asked_session AS session, ${text(name)} AS name, first_t, last_session
    FROM (SELECT *, lag(${now}) OVER (PARTITION BY visitor ORDER BY ask) AS before FROM ${made?.part})
    JOIN (SELECT visitor, min(t) AS first_t, max(session) AS last_session FROM ${SEEN} GROUP BY visitor) USING (visitor)
    WHERE ask > 1 AND ${test}`,
      );
      // They come after the event that they are due to, and have no position of their own.
      return query.part(
        `${ids.join(' and ')} entered and left`,
        `SELECT * REPLACE (row_number() OVER (PARTITION BY visitor ORDER BY n, ask, turn) AS n), n AS position
  FROM (
    SELECT *, 0 AS ask, 0 AS turn FROM ${SEEN}
    UNION ALL BY NAME
    (${selects.join('\n    UNION ALL\n    ')})
  )`,
      );
    },
  };
};
