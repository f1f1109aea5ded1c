import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { inputOf } from '../input.ts';
import type { Input } from '../input.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';

const HEADINGS = 'column_headers.tsv';
/** Of a data feed's folder only the hits; its other files look things up. */
const HITS = /(^hit_data|\d{8}).*\.tsv(\.(gz|zst))?$/;
const DATA = /\.(json|ndjson|jsonl|csv|tsv|parquet|gz|zst)$|^[^.]+$/i;

/** The files of an export, in the order of their names: those named, and all in the folders named. @throws Failure where there are none. */
export function sourceFiles(source: LogSource, paths: readonly string[]): readonly Input[] {
  const files = paths.flatMap((path) => {
    if (path === '-' || !isFolder(path)) return [path];
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => isData(source, basename(name)) && !isFolder(join(path, name)))
      .toSorted();
    if (inside.length === 0)
      throw new Failure('file', `${path} has no files of an export.`, [
        source.columns === HEADINGS
          ? `Unpack the feed there: hit_data.tsv, and ${HEADINGS} beside it.`
          : 'Files end in .json, .ndjson, .csv, .tsv or .parquet, packed by gzip or zstd or not.',
      ]);
    return inside.map((name) => join(path, name));
  });
  return inOrder(source, files).map(inputOf);
}

/** Of several tables those first that say more of the others. */
function inOrder({ tables }: LogSource, files: readonly string[]): readonly string[] {
  const first = tables?.('duckdb') ?? [];
  const place = (file: string): number => {
    const name = tableIn(file);
    return first.includes(name) ? first.indexOf(name) : first.length;
  };
  return first.length > 0 ? files.toSorted((a, b) => place(a) - place(b)) : files;
}

/** Of several tables those of every engine of which no file is named, where the files have their names. */
export function tablesNotNamed(source: LogSource, inputs: readonly Input[]): readonly string[] {
  const all = source.engines.map((engine) => source.tables?.(engine) ?? []);
  const named = new Set(inputs.map(({ name }) => tableIn(name)));
  const [tables = []] = all;
  return tables.some((table) => named.has(table))
    ? tables.filter((table) => !named.has(table) && all.every((each) => each.includes(table)))
    : [];
}

const tableIn = (file: string): string => basename(file).replace(/[^a-z_].*$/i, '');

/** Without marks and hidden files that a bucket has. */
const isData = ({ columns }: LogSource, name: string): boolean =>
  !/^[._]/.test(name) && (columns === HEADINGS ? HITS : DATA).test(name);

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Whoever opens it says what is wrong.
    return false;
  }
}

/** The names of the columns, where they lie in a file beside; null where a file has its own. @throws Failure */
export function headingsBeside(source: LogSource, { path, name }: Input): readonly string[] | null {
  if (source.columns !== HEADINGS) return null;
  const file = path === undefined ? HEADINGS : join(dirname(path), HEADINGS);
  try {
    return readFileSync(file, 'utf8')
      .replace(/\r?\n[^]*$/, '')
      .split('\t');
  } catch {
    throw new Failure('file', `${name} has no ${HEADINGS} beside it, which names its columns.`, [
      'It is among the lookups of the feed.',
    ]);
  }
}
