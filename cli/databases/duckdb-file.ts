import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDuckDb } from '../duckdb.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Database, Reach } from './database.ts';
import { saidBy } from './failures.ts';
import { withoutPassword } from './url.ts';

/** What does not fit goes to a private temporary folder. */
const MEMORY = '2GB';

/** DuckDB opens a database in memory for what it reads as a table: CSV, JSON, Parquet. */
const isOtherFile = (url: string, reason: string): boolean =>
  /cannot launch in-memory database/i.test(reason) ||
  (/not a valid DuckDB database file/i.test(reason) &&
    /\.(csv|tsv|json|ndjson|jsonl|parquet)(\.\w+)?$/i.test(url));

/**
 * A file of DuckDB's, opened to be read: nobody who writes to it may have it open at the same time.
 * @throws Failure where DuckDB is not installed, or the file cannot be opened.
 */
export async function openDuckDbFile({ url, timeoutMs }: Reach): Promise<Database> {
  const { DuckDBInstance } = await loadDuckDb('--engine duckdb');
  if (!existsSync(url))
    throw new Failure('file', `There is no file ${withoutPassword(url)}.`, [
      '--url names a file of DuckDB, or an address: postgres://…, https://… (ClickHouse).',
    ]);
  const folder = mkdtempSync(join(tmpdir(), 'covey-duckdb-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  let isLate = false;
  const failed = (error: unknown): Failure => {
    if (error instanceof Failure) return error;
    if (isLate)
      return new Failure('refused', `${url}: it took longer than --timeout allows.`, [
        'A longer time, or fewer segments and steps.',
      ]);
    if (/disabled by configuration/.test(reasonOf(error)))
      return new Failure(
        'unreachable',
        `${url}: what is asked for lies in other files, and a file of DuckDB is read alone.`,
        [
          'Make a table of that view in it: CREATE TABLE log AS FROM the_view.',
          'Or name the other files, Parquet or CSV, by --events.',
        ],
      );
    if (isOtherFile(url, reasonOf(error)))
      return new Failure('file', `${url} is no file of DuckDB's.`, [
        `--events ${url} reads logs of CSV, JSON and Parquet.`,
      ]);
    return saidBy('file', url, error, null, [
      'Is it a file of DuckDB, of no later release, and not open for writing elsewhere?',
    ]);
  };
  const opened = await DuckDBInstance.create(url, {
    access_mode: 'READ_ONLY',
    // A view of a file from elsewhere could read other files, and fetch what goes out to the network.
    autoinstall_known_extensions: 'false',
    temp_directory: join(folder, 'spill'),
    memory_limit: MEMORY,
  }).then(
    async (instance) => {
      const connection = await instance.connect();
      await connection.run('SET enable_external_access = false');
      // What names no zone is read as of UTC, wherever it is compared.
      await connection.run("SET TimeZone = 'UTC'");
      return { instance, connection };
    },
    (error: unknown) => {
      process.removeListener('exit', remove);
      remove();
      throw failed(error);
    },
  );
  const { instance, connection } = opened;
  /** With a limit of time, where one is said. */
  const within = async <T>(run: () => Promise<T>): Promise<T> => {
    const timer =
      timeoutMs === null
        ? undefined
        : setTimeout(() => {
            isLate = true;
            connection.interrupt();
          }, timeoutMs);
    try {
      return await run();
    } catch (error) {
      throw failed(error);
    } finally {
      clearTimeout(timer);
    }
  };
  const rowsOf = async (query: string) => (await connection.runAndReadAll(query)).getRows();
  return {
    dialect: 'duckdb',
    name: url,
    all: ({ query }) => within(() => rowsOf(query)),
    async *stream({ query }) {
      const result = await within(() => connection.stream(query));
      for (;;) {
        const chunk = await within(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield* chunk.getRows();
      }
    },
    make: ({ prelude }) =>
      within(async () => {
        for (const statement of prelude) await connection.run(statement);
      }),
    async tables() {
      const rows = await rowsOf(
        `SELECT nullif(table_schema, 'main') AS schema, table_name
        FROM information_schema.tables WHERE table_catalog = current_database() ORDER BY 1 NULLS FIRST, 2 LIMIT 1000`,
      );
      return rows.map((names) => names.filter((name) => name !== null).map(String));
    },
    async columnsOf(table) {
      const name = table.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
      const described = await connection.run(`SELECT * FROM ${name} LIMIT 0`).catch(() => null);
      const types = described?.columnTypes() ?? [];
      return (described?.columnNames() ?? []).map((column, place) => ({
        name: column,
        type: types[place]?.toString() ?? '',
      }));
    },
    async estimate(_, { table }) {
      const [name = '', schema = 'main'] = table.toReversed();
      const text = (one: string) => `'${one.replaceAll("'", "''")}'`;
      const [[rows] = []] = await within(() =>
        rowsOf(
          `SELECT estimated_size FROM duckdb_tables() WHERE lower(table_name) = lower(${text(name)}) AND lower(schema_name) = lower(${text(schema)})`,
        ),
      );
      // The whole file, of which the table is a part.
      return { rows: rows === undefined ? null : Number(rows), bytes: statSync(url).size };
    },
    doing: () => Promise.resolve(null),
    cancel() {
      connection.interrupt();
      return Promise.resolve();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
      process.removeListener('exit', remove);
      remove();
      return Promise.resolve();
    },
  };
}
