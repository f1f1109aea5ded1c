import type { Definitions } from '../definitions/types.ts';
import { namedSql } from './events.ts';
import { createFacts } from './facts.ts';
import { type Moments, createMoments } from './moments.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { type Query, SEEN, eventColumns } from './query.ts';
import { readsOf } from './reads.ts';
import { type Scope, durationMs, once, visitors } from './scope.ts';
import { answer, createSegments } from './segments.ts';
import { and, freeNames, or } from './text.ts';
import {
  AMONG_EVENTS,
  type Told,
  alongTransitions,
  amongEvents,
  timeline,
  transitions,
} from './timeline.ts';

/** Segments whose answer hangs on what was before: worked out at every moment at which something could change. */
export interface Memory {
  readonly needs: (id: string) => boolean;
  /** The column of `part` with a segment's last answer; throws `NoSqlForm`. */
  readonly read: (id: string) => string;
  /** The part with the last answers, a row for each visitor; null where none was read. */
  readonly part: () => string | null;
  /** The events seen, and among them the entering and leaving of these segments. */
  readonly eventsWith: (ids: readonly string[]) => Scope;
}

export const createMemory = (definitions: Definitions, query: Query): Memory => {
  const reads = readsOf(definitions);

  /** How far back a segment's answer reaches, in milliseconds. */
  const reach = (id: string, path: readonly string[] = []): number => {
    if (path.includes(id)) return 0;
    const { keep, excludeEver } = definitions.segments[id] ?? {};
    if (reads.isObserved(id) || excludeEver !== undefined || keep === 'forever') return Infinity;
    const own = keep === undefined ? 0 : durationMs(keep);
    return own + Math.max(0, ...reads.readBy(id).map((one) => reach(one, [...path, id])));
  };

  const withTransitions = (scope: Scope, turns: () => string): Scope => ({
    ...scope,
    events: once(() => amongEvents(scope, turns(), query)),
    also: [...scope.also, ...AMONG_EVENTS],
    position: 'position',
  });

  const make = () => {
    const failed = new Map<string, NoSqlForm>();
    const attempt = <T>(id: string, task: () => T): T | null => {
      try {
        return task();
      } catch (error) {
        if (!(error instanceof NoSqlForm)) throw error;
        failed.set(id, error);
        return null;
      }
    };
    const moments = createMoments(definitions);
    const ids = reads.overTime();
    let since = Infinity;
    for (const id of ids)
      attempt(id, () => {
        const { when, keep, exclude, excludeEver } = definitions.segments[id] ?? {};
        for (const one of [when, exclude, excludeEver]) if (one) moments.add(one);
        since = Math.min(since, query.at - reach(id));
        const isRead = reads.isObserved(id) || ids.some((one) => reads.readBy(one).includes(id));
        if (isRead && keep !== undefined && keep !== 'forever') moments.addKeep(durationMs(keep));
      });

    // Of events that nothing reads there is no moment; where they are not looked at, few are sorted.
    const named = ids.some(reads.isObserved) ? null : moments.named();
    const from = Number.isFinite(since) ? since : null;
    const told = named === null ? allTold(moments, query) : fewTold(named, from, query);
    const asked = timeline(moments, told, from, query);
    const scope: Scope = {
      events: once(() =>
        query.part(
          'past',
          `SELECT m.ask AS ask, m.moment AS moment, m.asked_session AS asked_session, ${named === null ? '' : 'e.n AS n, '}${eventColumns('e', named !== null)}
  FROM ${asked} AS m JOIN ${told.events} AS e ON e.visitor = m.visitor
  WHERE e.n <= m.n`,
        ),
      ),
      along: { moments: asked, events: told.events, same: [], also: [], since: from },
      keys: ['visitor', 'ask'],
      also: ['ask', 'moment', 'asked_session', ...(named === null ? [] : ['n'])],
      at: 'moment',
      carried: ['moment'],
      inSession: () => 'session = asked_session',
      latest: () => 'asked_session',
      inOrder: null,
      isTold: 'is_told = 1',
      label: ' over time',
    };

    // Those that read when others were entered or left come after them, in a stratum of their own.
    const columns = new Map<string, string>();
    const columnName = freeNames();
    let part: string | null = null;
    const eventsWith = (turned: readonly string[]): Scope => {
      if (part === null) throw new NoSqlForm('enter: and leave:', 'they stand in a circle');
      const turns = transitions(turnsOf(turned, columns, failed), part, query);
      const known = once(() => query.part('entered and left so far', soFarSql(turns, asked)));
      const along = scope.along && alongTransitions(scope.along, turns, query);
      return { ...withTransitions(scope, known), along };
    };
    const moment = ['moment', 'next_moment', 'n', 'asked_session', 'is_told'];
    for (const stratum of new Set(ids.map(reads.stratum).toSorted((a, b) => a - b))) {
      const facts = createFacts({ definitions, scope, query, eventsWith });
      const segments = createSegments({
        definitions,
        query,
        readFact: facts.read,
        known: (id) => {
          const column = columns.get(id);
          return column === undefined ? null : answer(column);
        },
        failure: (id) => failed.get(id) ?? null,
        overTime: true,
        columnName,
      });
      const made = new Map<string, string>();
      for (const id of ids.filter((one) => reads.stratum(one) === stratum)) {
        const column = failed.has(id) ? null : attempt(id, () => segments.read(id).sql);
        if (column !== null) made.set(id, column);
      }
      const before = [...scope.keys, ...moment, ...columns.values()].join(', ');
      const all =
        part === null
          ? facts.part(asked, moment)
          : `${facts.part(asked)} JOIN (SELECT ${before} FROM ${part}) AS earlier USING (${scope.keys.join(', ')})`;
      part = query.part('answers over time', segments.select(all));
      for (const [id, column] of made) columns.set(id, column);
    }
    return { part: part ?? asked, columns, failed };
  };

  let made: ReturnType<typeof make> | null = null;
  const answers = () => (made ??= make());
  const column = (id: string): string => {
    const { columns, failed } = answers();
    return columnOf(id, columns, failed);
  };
  const columnName = freeNames();
  const read = new Map<string, string>();

  return {
    needs: reads.remembers,
    read(id) {
      const name = columnName(`remembered.${id}`);
      read.set(name, column(id));
      return name;
    },
    part() {
      if (read.size === 0) return null;
      const last = [...read].map(([name, from]) => `${from} AS ${name}`);
      return query.part(
        'remembered',
        `SELECT ${['visitor', ...last].join(',\n    ')}\n  FROM ${answers().part}\n  WHERE next_moment IS NULL`,
      );
    },
    eventsWith(ids) {
      const { part, columns, failed } = answers();
      const turns = transitions(turnsOf(ids, columns, failed), part, query);
      return withTransitions(visitors(SEEN, String(query.at)), () => turns);
    },
  };
};

/** Transitions at each moment that they come before or at. */
const soFarSql = (turns: string, moments: string): string => {
  const columns = 'visitor t n turned turn session name first_t last_session'.split(' ');
  return `SELECT m.ask AS ask, m.moment AS moment, m.asked_session AS asked_session, ${columns.map((one) => `x.${one} AS ${one}`).join(', ')}
  FROM ${turns} AS x JOIN ${moments} AS m ON m.visitor = x.visitor
  WHERE x.turned <= m.ask`;
};

/** All events, as they stand among all. */
const allTold = (moments: Moments, query: Query): Told => {
  query.reads(['*']);
  query.column('n');
  query.column('session');
  return { events: SEEN, matters: moments.matters(), bySession: true };
};

/** Those with some names, as far back as they are read, with places among themselves. */
const fewTold = (named: ReadonlyMap<string, number>, since: number | null, query: Query): Told => {
  const tests = [...new Set(named.values())].map((reach) => {
    const names = [...named.keys()].filter((name) => named.get(name) === reach);
    const isNear = since !== null && Number.isFinite(reach);
    return and([namedSql(names), ...(isNear ? [`t > ${since - reach}`] : [])]);
  });
  return {
    events: query.part(
      'events that matter',
      `SELECT ${eventColumns('placed', true)}, placed.n AS n FROM ${query.placed(tests.length === 0 ? '1 = 0' : or(tests))}`,
    ),
    matters: 'TRUE',
    bySession: false,
  };
};

type Columns = ReadonlyMap<string, string>;
type Failures = ReadonlyMap<string, NoSqlForm>;

const columnOf = (id: string, columns: Columns, failed: Failures): string => {
  const found = columns.get(id);
  if (found !== undefined) return found;
  throw failed.get(id) ?? new NoSqlForm(`segment.${id}`, 'there is no such segment');
};

/** In the order in which segments read each other, which is that of the columns. */
const turnsOf = (ids: readonly string[], columns: Columns, failed: Failures): Columns => {
  ids.forEach((id) => columnOf(id, columns, failed));
  return new Map([...columns].filter(([id]) => ids.includes(id)));
};
