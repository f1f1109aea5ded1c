import type { LogSource } from '../types.ts';
import { csvForm } from './csv.ts';
import type { Form, FormOptions } from './form.ts';
import { jsonForm } from './json.ts';
import { tsvForm } from './tsv.ts';

export type { Form, FormOptions } from './form.ts';
export { takeObject } from './form.ts';

/** The form of a file by its beginning. `headings` is asked where its text has none of its own. */
export function formOf(
  { columns }: LogSource,
  start: string,
  headings: () => readonly string[] | null,
  options: FormOptions,
): Form {
  if (/^[\uFEFF\s]*[[{]/.test(start)) return jsonForm(options);
  const named = Array.isArray(columns) ? (columns as readonly string[]) : headings();
  return named
    ? tsvForm(named, columns === 'column_headers.tsv', options)
    : csvForm(start, options);
}
