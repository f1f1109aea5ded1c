import type { Condition, Definitions, SegmentDefinition } from '../definitions/types.ts';
import { conditionSql } from './conditions.ts';
import type { Facts } from './facts.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { and, freeNames, not } from './text.ts';
import type { Fact } from './values.ts';

/** Segments as columns over the facts, each after those that it reads. */
export interface Segments {
  /** Compiles one segment, and those it reads; throws `NoSqlForm`. */
  readonly read: (id: string) => Fact;
  /** `expression AS "name"`, in an order in which each reads only those before it. */
  readonly columns: readonly string[];
}

export const createSegments = (definitions: Definitions, facts: Facts, query: Query): Segments => {
  const columns: string[] = [];
  const own = new Map<string, string | NoSqlForm>();
  const final = new Map<string, Fact>();
  const path: string[] = [];
  const columnName = freeNames();

  const condition = (of: Condition): string =>
    conditionSql(of, {
      savedGroups: query.savedGroups,
      read: (fact) => {
        const id = /^segment\.(.*)$/s.exec(fact)?.[1];
        return id === undefined ? facts.read(fact) : read(id);
      },
    });

  /** The column with the answer before groups. */
  const ownColumn = (id: string): string => {
    const known = own.get(id);
    if (known instanceof NoSqlForm) throw known;
    if (known !== undefined) return known;
    const definition = definitions.segments[id];
    if (!definition) throw new NoSqlForm(`segment.${id}`, 'there is no such segment');
    if (path.includes(id)) throw new NoSqlForm(`segment.${id}`, 'it reads itself');
    path.push(id);
    try {
      const name = columnName(`own.${id}`);
      columns.push(`${answer(definition)} AS ${name}`);
      own.set(id, name);
      return name;
    } catch (error) {
      if (error instanceof NoSqlForm) own.set(id, error);
      throw error;
    } finally {
      path.pop();
    }
  };

  const answer = ({ when, keep, exclude, excludeEver }: SegmentDefinition): string => {
    if (keep !== undefined) throw new NoSqlForm('keep', 'not yet');
    if (excludeEver !== undefined) throw new NoSqlForm('excludeEver', 'not yet');
    return and([condition(when), ...(exclude === undefined ? [] : [not(condition(exclude))])]);
  };

  const ahead = (id: string): readonly string[] =>
    Object.values(definitions.groups ?? {}).flatMap(({ segments }) =>
      segments.slice(0, Math.max(0, segments.indexOf(id))),
    );

  const read = (id: string): Fact => {
    const known = final.get(id);
    if (known) return known;
    const mine = ownColumn(id);
    const before = ahead(id).map(ownColumn);
    const name = columnName(`segment.${id}`);
    columns.push(`${and([mine, ...before.map(not)])} AS ${name}`);
    const value: Fact = { sql: name, type: 'boolean', present: true, unknowable: true };
    final.set(id, value);
    return value;
  };

  return { read, columns };
};
