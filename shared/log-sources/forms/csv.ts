import { csvRecords, delimiterOf } from '../../logs/index.ts';
import type { Form, FormOptions } from './form.ts';

/** CSV with a line of headings. `start`: the beginning of the file, which says what separates cells. */
export function csvForm(start: string, { onRow, onBadRow }: FormOptions): Form {
  let names: readonly string[] | null = null;
  return csvRecords(
    delimiterOf(/^.*/.exec(start)?.[0] ?? ''),
    (cells, line) => {
      if (!names) {
        names = cells.map((name) => name.trim());
        return;
      }
      if (cells.length !== names.length)
        return onBadRow({ line, message: `${cells.length} cells, but ${names.length} headings.` });
      onRow(Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])), line);
    },
    (line, message) => onBadRow({ line, message: `not CSV: ${message}` }),
  );
}
