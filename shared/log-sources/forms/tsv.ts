import type { Form, FormOptions } from './form.ts';

/** Longest line, characters. */
const MAX_LINE = 1 << 22;

/**
 * Lines of cells with tabs between them, without headings and without quotes. Where `isEscaped`, a backslash stands
 * before a tab, an end of a line or a backslash that is part of a cell.
 */
export function tsvForm(
  columns: readonly string[],
  isEscaped: boolean,
  { onRow, onBadRow }: FormOptions,
): Form {
  let rest = '';
  let line = 1;
  const take = (text: string) => {
    if (text.trim() === '') return;
    const cells = isEscaped && text.includes('\\') ? escapedCells(text) : text.split('\t');
    if (cells.length !== columns.length)
      return onBadRow({ line, message: `${cells.length} cells, but ${columns.length} columns.` });
    onRow(Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? ''])), line);
  };
  const scan = (isLast: boolean) => {
    let start = 0;
    let inner = 0;
    for (let from = 0; ;) {
      const end = rest.indexOf('\n', from);
      if (end < 0) break;
      from = end + 1;
      if (isEscaped && isEscapedAt(rest, end)) {
        inner += 1;
        continue;
      }
      take(rest.slice(start, end).replace(/\r$/, ''));
      line += 1 + inner;
      inner = 0;
      start = from;
    }
    rest = rest.slice(start);
    if (isLast && rest !== '') take(rest.replace(/\r$/, ''));
    if (rest.length > MAX_LINE) {
      onBadRow({ line, message: 'the line does not end.' });
      rest = '';
    }
  };
  return {
    write(text) {
      rest += text;
      scan(false);
    },
    end: () => scan(true),
  };
}

/** Whether an odd number of backslashes stands before. */
function isEscapedAt(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function escapedCells(text: string): readonly string[] {
  const cells = [''];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    const next = text[at + 1];
    if (sign === '\t') cells.push('');
    else {
      const isPart = sign === '\\' && (next === '\t' || next === '\n' || next === '\\');
      cells[cells.length - 1] += isPart ? next : sign;
      if (isPart) at += 1;
    }
  }
  return cells;
}
