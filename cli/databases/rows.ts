import { LOG_NAMES } from '../../shared/definitions/limits.ts';
import type { Definitions, Json } from '../../shared/definitions/types.ts';
import { objectOf } from '../../shared/log-sources/index.ts';
import { propertiesRead } from '../../shared/logs/index.ts';
import type { LogReader } from '../../shared/logs/index.ts';
import type { Look } from '../../shared/sql/index.ts';
import type { Database } from './database.ts';
import { halfRows } from './look.ts';
import { requireRows } from './shapes.ts';
import type { Table } from './table.ts';

/** The properties of a log, and those of them that are fetched; null: all, as they are. */
export interface Keys {
  readonly all: readonly string[];
  readonly fetched: readonly string[] | null;
}

/** More would be more than a function of PostgreSQL takes. */
const MOST_FETCHED = 40;

/** Which properties there are, and which of them definitions read. */
export async function keysOf(
  database: Database,
  definitions: Definitions,
  look: Look,
): Promise<Keys> {
  const found = look.keys ? await database.all(look.keys([])) : [];
  const inJson = requireRows(database.name, found, ['any']).map(([name]) => String(name));
  const all = [...new Set([...look.ownKeys, ...inJson])];
  const read = all.filter(propertiesRead(definitions));
  const isKnown = all.length < LOG_NAMES && read.length <= MOST_FETCHED;
  return { all, fetched: isKnown ? read : null };
}

/** Rows between two updates of the progress. */
const STEP = 4096;

/** Fetches all events, in their order, each with the properties that are read. */
export async function readRows(
  database: Database,
  { table, look, keys }: { readonly table: Table; readonly look: Look; readonly keys: Keys },
  reader: Pick<LogReader, 'onColumns' | 'onEvent'> & { readonly onBytes: (rows: number) => void },
): Promise<void> {
  reader.onColumns(keys.all);
  const hasId = table.id !== undefined;
  const kinds = ['any', 'time', 'any', 'any', ...(hasId ? (['any'] as const) : [])] as const;
  let line = 0;
  for await (const row of database.stream(look.rows(keys.fetched))) {
    requireRows(database.name, [row], kinds);
    const [visitor, time, name, text, id = null] = row;
    if ((visitor ?? '') === '' || time === null || (name ?? '') === '')
      throw halfRows(database, table, 1);
    line += 1;
    const event = { name: String(name), time: Number(time), props: propertiesIn(text) };
    reader.onEvent(String(visitor), id === null ? event : { ...event, id: String(id) }, line);
    if (line % STEP === 0) reader.onBytes(line);
  }
}

/** What is null is no property; and what is no object has none. */
function propertiesIn(text: unknown): { readonly [name: string]: Json } {
  const value = objectOf(text);
  const fields = Object.entries(value);
  return fields.every(([, each]) => each !== null)
    ? value
    : Object.fromEntries(fields.filter(([, each]) => each !== null));
}
