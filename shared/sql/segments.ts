import type { Condition, Definitions, SegmentDefinition } from '../definitions/types.ts';
import { conditionSql } from './conditions.ts';
import { formulaSql } from './formula.ts';
import { createLevels } from './levels.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { formulaOverSegments } from './reads.ts';
import { durationMs } from './scope.ts';
import { and, freeNames, not } from './text.ts';
import type { Fact, SqlValue } from './values.ts';

/** Segments as columns over the facts, each after those that it reads. */
export interface Segments {
  /** The column with one segment's answer; throws `NoSqlForm`. */
  readonly read: (id: string) => SqlValue;
  /** Any fact, segments and formulas over them included. */
  readonly readFact: (fact: string) => Fact;
  /** A SELECT of everything in `from`, and all columns read. */
  readonly select: (from: string) => string;
}

export interface SegmentContext {
  readonly definitions: Definitions;
  readonly query: Query;
  /** Any fact but a segment. */
  readonly readFact: (fact: string) => Fact;
  /** The answer of a segment that is known by other means, or null. */
  readonly known: (id: string) => SqlValue | null;
  /** Why a segment has no form here, where that shows elsewhere than in its conditions: then no other may read it. */
  readonly failure?: (id: string) => NoSqlForm | null;
  /** True where each row is one moment of a visitor, so that rows before it can be looked at. */
  readonly overTime: boolean;
  /** Gives columns their names, where several selects share them. */
  readonly columnName?: (name: string) => string;
}

/** A segment's answer: true, false or unknown. */
export const answer = (sql: string): SqlValue => ({
  sql,
  type: 'boolean',
  present: true,
  unknown: `${sql} IS NULL`,
});

const BEFORE =
  'OVER (PARTITION BY visitor ORDER BY ask ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)';
const SO_FAR = 'OVER (PARTITION BY visitor ORDER BY ask)';

export const createSegments = (context: SegmentContext): Segments => {
  const { definitions, query, overTime, columnName = freeNames() } = context;
  const levels = createLevels();
  /** Segments and formulas in the making. */
  const path: string[] = [];

  const { use } = levels;
  const column = (name: string, make: () => string): string => {
    const { made, level } = levels.track(make);
    return levels.put(level, columnName(name), made === 'NULL' ? 'covey_null(boolean)' : made);
  };

  const condition = (of: Condition): string =>
    conditionSql(of, {
      savedGroups: query.savedGroups,
      pattern: query.pattern,
      read: readFact,
    });

  const formulas = new Map<string, SqlValue>();
  /** Any fact. Formulas over segments are worked out here, among them. */
  const readFact = (fact: string): Fact => {
    const id = /^segment\.(.*)$/s.exec(fact)?.[1];
    if (id !== undefined) return read(id);
    const formula = formulaOverSegments(fact, definitions);
    if (formula === null) return context.readFact(fact);
    const known = formulas.get(fact);
    if (known) return { ...known, sql: use(known.sql), unknown: use(known.unknown ?? 'FALSE') };
    if (path.includes(fact)) throw new NoSqlForm(fact, 'it reads itself');
    path.push(fact);
    try {
      const sql = column(fact, () => formulaSql(formula, readFact).sql);
      const unknown = column(
        `unknown.${fact}`,
        () => formulaSql(formula, readFact).unknown ?? 'FALSE',
      );
      const made: SqlValue = { sql, type: 'number', unknown };
      formulas.set(fact, made);
      return made;
    } finally {
      path.pop();
    }
  };

  const ownAnswer = (id: string, definition: SegmentDefinition): string => {
    const { when, keep, exclude, excludeEver } = definition;
    if ((keep !== undefined || excludeEver !== undefined) && !overTime)
      throw new NoSqlForm(keep ? 'keep' : 'excludeEver', 'it hangs on what was before');
    const parts: string[] = [];
    if (keep === undefined) parts.push(condition(when));
    else {
      const held = column(`when.${id}`, () => condition(when));
      const ended = `max(CASE WHEN ${held} THEN next_moment END) ${BEFORE}`;
      const stays =
        keep === 'forever' ? `${ended} IS NOT NULL` : `${ended} + ${durationMs(keep)} > moment`;
      parts.push(
        column(`kept.${id}`, () => `CASE WHEN ${use(held)} OR ${stays} THEN TRUE ELSE ${held} END`),
      );
    }
    if (exclude !== undefined) parts.push(not(condition(exclude)));
    if (excludeEver !== undefined) {
      const ever = column(`ever.${id}`, () => condition(excludeEver));
      const out = column(
        `out.${id}`,
        () => `coalesce(max(CASE WHEN ${use(ever)} THEN 1 END) ${SO_FAR}, 0) = 1`,
      );
      parts.push(not(`${out} OR ${ever}`));
    }
    return and(parts);
  };

  const own = new Map<string, string | NoSqlForm>();
  const final = new Map<string, SqlValue>();

  /** The answer before groups. */
  const ownSql = (id: string): string => {
    const known = own.get(id);
    if (known instanceof NoSqlForm) throw known;
    if (known !== undefined) return use(known);
    const failure = context.failure?.(id);
    if (failure) throw failure;
    const definition = definitions.segments[id];
    if (!definition) throw new NoSqlForm(`segment.${id}`, 'there is no such segment');
    if (path.includes(id)) throw new NoSqlForm(`segment.${id}`, 'it reads itself');
    path.push(id);
    try {
      // Others in a group read it too; elsewhere it stands where it is used.
      const make = (): string => ownAnswer(id, definition);
      const sql = isGrouped(id) ? column(`own.${id}`, make) : make();
      own.set(id, sql);
      return sql;
    } catch (error) {
      if (error instanceof NoSqlForm) own.set(id, error);
      throw error;
    } finally {
      path.pop();
    }
  };

  const groups = Object.values(definitions.groups ?? {});
  const isGrouped = (id: string): boolean => groups.some(({ segments }) => segments.includes(id));
  /** Those before it in a group. */
  const ahead = (id: string): readonly string[] =>
    groups.flatMap(({ segments }) => segments.slice(0, Math.max(0, segments.indexOf(id))));

  const read = (id: string): SqlValue => {
    const known = context.known(id) ?? final.get(id);
    if (known) return { ...known, sql: use(known.sql) };
    const name = column(`segment.${id}`, () =>
      and([ownSql(id), ...ahead(id).map((one) => not(ownSql(one)))]),
    );
    final.set(id, answer(name));
    return answer(use(name));
  };

  return {
    read,
    readFact,
    select: (from) =>
      levels.around(`SELECT ${['*', ...levels.first()].join(',\n    ')}\n  FROM ${from}`, (inner) =>
        query.part('answers', inner),
      ),
  };
};
