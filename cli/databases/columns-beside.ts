import type { Definitions } from '../../shared/definitions/types.ts';
import type { Missing } from '../../shared/logs/index.ts';
import type { PropertyColumn } from '../../shared/sql/index.ts';
import { besideText, columnLike, propertiesAsked, unreadText } from '../properties-asked.ts';
import type { PropertyAsked } from '../properties-asked.ts';
import type { Column } from './database.ts';
import { columnsRead, tableText } from './table.ts';
import type { Table } from './table.ts';

/** Columns of a table that hold what definitions read, and that nobody has named. */

export interface Beside {
  readonly definitions: Definitions;
  readonly table: Table;
  readonly columns: readonly Column[];
}

/** The ids by which events count once, where a column that is not named may hold them: what is asked of JSON for that. */
export const idsBeside = (beside: Beside): readonly string[] =>
  asked(beside).flatMap(({ paths, isId }) => (isId ? paths : []));

type Found = PropertyAsked & { readonly column: PropertyColumn };

/** What is read, and stands in a column that is not named. */
function asked({ definitions, table, columns }: Beside): readonly Found[] {
  const named = new Set(columnsRead(table).map(([, column]) => column));
  const others = columns.map(({ name }) => name).filter((name) => !named.has(name));
  return propertiesAsked(definitions).flatMap((one) => {
    const column = columnLike(one.paths, others);
    return column ? [{ ...one, column }] : [];
  });
}

/** What is to be said of the properties that `--columns` names, or does not. */
export interface ColumnRemarks {
  /** Instead of that the log has no such column. */
  readonly unnamed: ReadonlyMap<Missing, string>;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** `has`: whether the log has a property, in JSON or in a column of its own. */
export function columnRemarks(
  beside: Beside,
  missing: readonly Missing[],
  has: (property: string) => boolean,
): ColumnRemarks {
  const { definitions, table } = beside;
  const found = asked(beside);
  const textOf = (one: Found) => besideText(tableText(table), one, one.column, table.columns);
  const unnamed = missing.flatMap((one): (readonly [Missing, string])[] => {
    const column = found.find(
      ({ paths, isId }) => !isId && one.kind === 'property' && String(paths) === String(one.names),
    );
    return column ? [[one, textOf(column)]] : [];
  });
  const ids = found.filter(({ paths, isId }) => isId && !paths.some(has)).map(textOf);
  const unread = unreadText(definitions, table.columns);
  return {
    unnamed: new Map(unnamed),
    warnings: [...ids, ...unread.filter((one) => one.isMistyped).map(({ text }) => text)],
    notes: unread.filter((one) => !one.isMistyped).map(({ text }) => text),
  };
}
