import type { LogColumns } from '../../shared/sql/index.ts';

/** A table of events, and what it calls its columns. */
export interface Table {
  readonly table: readonly string[];
  /** What stands for it: its rows as events, written for the engine. */
  readonly select?: string;
  readonly columns: Partial<LogColumns>;
  readonly id?: string;
}

export const tableText = ({ table }: Table): string => table.join('.');

/** The columns that are read, each with what it is here. */
export const columnsRead = ({
  columns,
  id,
}: Table): readonly (readonly [of: string, column: string])[] => [
  ...(['visitor', 'time', 'seq', 'name', 'props'] as const).map(
    (of) => [of, columns[of] ?? of] as const,
  ),
  ...(id === undefined ? [] : [['id', id] as const]),
];
