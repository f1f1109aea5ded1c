import type { LogSource } from '../../shared/log-sources/index.ts';
import { namesText } from '../sql-table.ts';
import type { LogColumns, Script } from '../../shared/sql/index.ts';

/** A table of events, and what it calls its columns. */
export interface Table {
  readonly table: readonly string[];
  /** What stands for it: its rows as events, written for the engine. */
  readonly select?: string;
  readonly columns: Partial<LogColumns>;
  readonly id?: string;
  /** Where it is what another tool exports. */
  readonly export?: ExportThere;
}

export interface ExportThere {
  readonly source: LogSource;
  /** Of times that name none. */
  readonly zone: string;
  /** A SELECT of how many events it tells, and why others are none. */
  readonly counts: string;
  /** Statements that `select` and `counts` need, and that read nothing. */
  readonly before: readonly string[];
  /** What makes a table of its events, for as long as the session lasts; null where none may be made. */
  readonly copy: Made | null;
}

/** Statements that make something, and those that take it away again. */
export type Made = Omit<Script, 'query'>;

export const tableText = ({ table }: Table): string => namesText(table);

type Named = readonly (readonly [of: string, column: string])[];

/** The columns that are read, each with what it is here. */
export const columnsRead = ({ columns, id }: Table): Named => {
  const own: Named = (['visitor', 'time', 'seq', 'name', 'props'] as const).flatMap((of) => {
    const { [of]: column = of } = columns;
    return column === null ? [] : [[of, column] as const];
  });
  const { properties = [] } = columns;
  const ofProperties = properties.map(({ path, column }) => [`props.${path}`, column] as const);
  return [...own, ...ofProperties, ...(id === undefined ? [] : [['id', id] as const])];
};
