import type { Definitions, Json } from '../../shared/definitions/types.ts';
import { PAGE_EVENTS, createSurvey, isLone, needsOf } from '../../shared/logs/index.ts';
import type { Survey } from '../../shared/logs/index.ts';
import { compileLook } from '../../shared/sql/index.ts';
import type { Look, Script } from '../../shared/sql/index.ts';
import { Failure } from '../failure.ts';
import { plural } from '../plural.ts';
import type { Column, Database } from './database.ts';
import { noColumn, noTable } from './failures.ts';
import { requireRows } from './shapes.ts';
import { severalSites } from './sites.ts';
import type { Kind } from './shapes.ts';
import type { Table } from './table.ts';
import { columnsRead, tableText } from './table.ts';
import { hasZone, requireTypes } from './types.ts';

const DAY_MS = 86_400_000;

/** Names that definitions need of a log. */
export function namesNeeded(definitions: Definitions) {
  const needs = needsOf(definitions);
  const paths = [...new Set(needs.flatMap(({ properties }) => properties.flat()))];
  return {
    events: [...new Set([...PAGE_EVENTS, ...needs.flatMap(({ events }) => events.flat())])],
    paths,
    nested: paths.filter((path) => path.includes('.')),
  };
}

export const lookAt = (database: Database, table: Table): Look =>
  compileLook({ dialect: database.dialect, ...table });

/** Makes anew what the SELECT of an export calls: another export may have taken its names. */
export async function prepareExport(database: Database, { export: of }: Table): Promise<void> {
  const { before = [] } = of ?? {};
  if (before.length > 0) await database.make?.({ prelude: before, cleanup: [] });
}

/**
 * Its columns; of an export none, as they are read by name.
 * @throws Failure that names the table or column that is not there, with the one that is meant, or one that is of no type for it.
 */
export async function requireTable(
  database: Database,
  table: Table,
  look: Look,
): Promise<readonly Column[]> {
  try {
    await prepareExport(database, table);
    requireRows(database.name, await database.all(look.columns), [], 0);
    if (table.select !== undefined) return [];
    const columns = await database.columnsOf(table.table);
    requireTypes(database, table, columns);
    return columns;
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'unreachable') throw error;
    const { name } = database;
    const found = await database.columnsOf(table.table).catch(() => {
      throw error;
    });
    const columns = found.map((column) => column.name);
    const said = tableText(table);
    const isOne = !table.export?.source.tables;
    if (columns.length === 0 && isOne)
      throw noTable(name, table.table, await database.tables().catch(() => []));
    // The columns of an export are read by name, and none has to be there.
    if (table.select !== undefined) throw error;
    for (const [of, column] of columnsRead(table))
      if (!columns.includes(column)) throw noColumn(name, said, column, of, columns);
    throw error;
  }
}

/** What the owner should know of a table, before anything is read of it. */
export async function remarksThere(
  database: Database,
  table: Table,
  columns: readonly Column[],
): Promise<{ readonly warnings: readonly string[]; readonly notes: readonly string[] }> {
  const shares = (await database.shares?.(table)) ?? [];
  const warnings = [...shares, ...(await severalSites(database, table))];
  const isZoned = hasZone(database, table, columns);
  return { warnings, notes: isZoned ? [] : ['times name no zone, and are read as those of UTC.'] };
}

/** From when to when the rows reach, and what lies in the future: as of a file that is read. */
export interface SpanThere {
  readonly at: number;
  readonly first: number;
  readonly events: number;
  readonly later: number;
  readonly future: { readonly count: number; readonly time: number } | null;
}

/** @throws Failure for a table without events, or with rows that are no whole events. */
export async function spanOf(
  database: Database,
  table: Table,
  look: Look,
  asked: { readonly at: number | null; readonly now: number },
): Promise<SpanThere> {
  const { at, now } = asked;
  const [row = []] = requireRows(
    database.name,
    await database.all(look.span(at ?? now + DAY_MS)),
    ['count', 'time', 'time', 'count', 'time', 'time', 'count'],
    1,
  );
  const [past = 0, first, last, ahead = 0, firstAhead, lastAhead, half = 0] = row.map((value) =>
    value === null ? undefined : Number(value),
  );
  const said = tableText(table);
  if (half > 0) throw halfRows(database, table, half);
  if (past + ahead === 0 && at === null)
    throw new Failure('file', `${database.name}: ${said} holds no events.`, [
      'Each row is an event.',
    ]);
  // A log that lies in the future as a whole is meant so.
  const isAhead = past === 0 && at === null;
  const until = at ?? (isAhead ? lastAhead : last) ?? 0;
  return {
    at: at ?? until + 1,
    first: (isAhead ? firstAhead : first) ?? until,
    events: isAhead ? ahead : past,
    later: isAhead ? 0 : ahead,
    future: at === null && !isAhead && ahead > 0 ? { count: ahead, time: firstAhead ?? 0 } : null,
  };
}

/** @throws Failure where rows are no whole events. */
export async function requireWhole(database: Database, table: Table, look: Look): Promise<void> {
  const rows = await database.all(look.half);
  const [[half] = []] = requireRows(database.name, rows, ['count'], 1);
  if (Number(half) > 0) throw halfRows(database, table, Number(half));
}

/** @throws Failure where texts that should be JSON are none: their properties would be lost, or end the question. */
export async function requireJson(database: Database, table: Table, look: Look): Promise<void> {
  if (!look.broken) return;
  const rows = await database.all(look.broken);
  const [[broken] = []] = requireRows(database.name, rows, ['count'], 1);
  if (Number(broken) === 0) return;
  const { [database.dialect]: isJson = 'it is JSON' } = IS_JSON;
  throw new Failure(
    'file',
    `${database.name}: ${plural(Number(broken), 'row')} of ${tableText(table)} ${Number(broken) === 1 ? 'has' : 'have'} properties that are no JSON.`,
    [`A view can take those that are: CASE WHEN ${isJson} THEN props END AS props.`],
  );
}

const IS_JSON: { readonly [engine: string]: string | undefined } = {
  duckdb: 'json_valid(props)',
  postgresql: 'props IS JSON',
  clickhouse: 'isValidJSON(props)',
};

/** Rows that are no whole events. */
export const halfRows = ({ name }: Database, table: Table, half: number): Failure =>
  new Failure(
    'file',
    `${name}: ${plural(half, 'row')} of ${tableText(table)} ${half === 1 ? 'has' : 'have'} no visitor, no time or no name.`,
    ['A view of those that have all three can be named instead.'],
  );

/** The last event, where it lies far behind all others. */
export async function loneOf(
  database: Database,
  look: Look,
  { first, at, events }: SpanThere,
): Promise<{ readonly time: number; readonly before: number } | null> {
  const rows = requireRows(database.name, await database.all(look.lastTwo(at)), ['time']);
  const [last = first, before = first] = rows.map(([time]) => Number(time));
  return isLone({ total: events, first, before, last }) ? { time: last, before } : null;
}

/** What the log lacks of what definitions read. */
export async function surveyOf(
  database: Database,
  definitions: Definitions,
  look: Look,
  {
    isPartial = false,
    ids = [],
  }: { readonly isPartial?: boolean; readonly ids?: readonly string[] } = {},
): Promise<Survey> {
  const { events, paths: needed, nested } = namesNeeded(definitions);
  const paths = [...needed, ...ids];
  const survey = createSurvey(definitions, { isPartial });
  const asked = async (script: Script, kinds: readonly Kind[], howMany?: number) =>
    requireRows(database.name, await database.all(script), kinds, howMany);
  const names = await asked(look.names(events), ['any']);
  const columnOf = (path: string) => path.split('.', 1)[0] ?? path;
  const keys =
    look.keys && paths.length > 0 ? await asked(look.keys(paths.map(columnOf)), ['any']) : [];
  const flags = nested.map(() => 'flag' as const);
  const [found = []] = nested.length > 0 ? await asked(look.paths(nested), flags, 1) : [];
  survey.columns([...keys.map(([key]) => String(key)), ...look.ownKeys]);
  for (const [name] of names) survey.event(String(name), undefined);
  for (const [place, path] of nested.entries())
    if (Number(found[place]) === 1) {
      const [head = '', ...rest] = path.split('.');
      survey.event('', { [head]: standing(rest) });
    }
  return survey;
}

/** Something at the end of a path. */
const standing = ([step, ...rest]: readonly string[]): Json =>
  step === undefined ? 1 : { [step]: standing(rest) };
