import { unstyled, visibleInLine } from './visible.ts';

/** A column: its heading, and whether its cells are numbers, which stand to the right. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

export type Strong = (text: string) => string;

export const numberColumn = (title: string): Column => ({ title, numeric: true });

/** Rows under headings, aligned by spaces; `strong` styles the heading. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  strong: (text: string) => string = (text) => text,
): string {
  return aligned(
    columns,
    rows.map((row) => row.map(visibleInLine)),
    strong,
  );
}

function aligned(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  strong: (text: string) => string,
): string {
  const widths = columns.map(({ title }, at) =>
    Math.max(width(title), ...rows.map((row) => width(row[at] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ numeric }, at) => {
        const cell = cells[at] ?? '';
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(cell)));
        return numeric ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return [strong(line(columns.map(({ title }) => title))), ...rows.map(line)].join('\n');
}

function width(text: string): number {
  return [...unstyled(text)].length;
}
