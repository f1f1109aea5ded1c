import { csvRecords } from '../../../../shared/logs/csv-records.ts';
import { columnsIn, delimiterOf, missingColumns } from '../../../../shared/logs/index.ts';
import type { Head } from '../messages.ts';
import { parseJson } from '../../../../shared/logs/json-line.ts';
import { isEmpty, refuseList, startOf } from './refused.ts';
import { contentOf } from './unpack.ts';

/** Characters that are looked at, and rows. */
const ENOUGH = 1 << 18;
const ROWS = 50;

/** Which columns a log has, and which of them name visitor, time, event and row. @throws Refused for what is not read. */
export async function lookAt(file: File): Promise<Head> {
  const { form, pieces } = await contentOf(file);
  let text = '';
  for await (const piece of pieces) {
    text += piece.text;
    if (text.length > ENOUGH) break;
  }
  const start = startOf(text);
  if (form === 'text') {
    if (start === '') throw isEmpty(file.name);
    refuseList(start, file.name);
  }
  const columns = form === 'parquet' || start.startsWith('{') ? keysOf(text) : cellsOf(text);
  const names = columns.map(({ name }) => name);
  const known = columnsIn(names, {});
  const meant = new Map(missingColumns(names, {}).map((one) => [one.kind, one.meant]));
  const guess = (kind: keyof typeof known) =>
    meant.has(kind) ? (meant.get(kind) ?? null) : known[kind];
  return {
    columns,
    guess: {
      visitor: guess('visitor'),
      time: guess('time'),
      event: guess('event'),
      id: guess('id'),
    },
  };
}

function cellsOf(text: string): Head['columns'] {
  const rows: (readonly string[])[] = [];
  const records = csvRecords(
    delimiterOf(/^.*/.exec(text.slice(0, 1 << 16))?.[0] ?? ''),
    (cells) => rows.length <= ROWS && rows.push(cells),
    () => {},
  );
  // The last record may be cut off.
  records.write(text);
  if (text.length <= ENOUGH) records.end();
  const [headings = [], ...others] = rows;
  return headings.map((name, at) => ({
    name: name.trim(),
    sample: short(others.find((row) => row[at])?.[at] ?? ''),
  }));
}

function keysOf(text: string): Head['columns'] {
  const samples = new Map<string, string>();
  for (const line of text.split('\n').slice(0, ROWS)) {
    let row: unknown;
    try {
      row = parseJson(line);
    } catch {
      continue;
    }
    if (typeof row !== 'object' || row === null) continue;
    const { properties } = row as { readonly properties?: unknown };
    // Its id alone may stand there.
    const inner =
      typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
    for (const [key, value] of Object.entries(row))
      if (key !== 'properties' && !samples.get(key))
        samples.set(key, short(typeof value === 'string' ? value : JSON.stringify(value)));
    for (const key of inner) if (!samples.has(key)) samples.set(key, '');
  }
  return [...samples].map(([name, sample]) => ({ name, sample }));
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
