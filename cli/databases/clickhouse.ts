// oxlint-disable-next-line typescript/triple-slash-reference -- whoever imports this file needs the types
/// <reference path="./drivers.d.ts" />
import { randomUUID } from 'node:crypto';
import { count } from '../../shared/counting/index.ts';
import type { Script } from '../../shared/sql/index.ts';
import { Failure } from '../failure.ts';
import { loadOptional } from '../optional-package.ts';
import { APPLICATION } from './database.ts';
import type { Database, Estimate, Reach } from './database.ts';
import { codeOf, networkFailure, notInstalled, saidBy } from './failures.ts';
import type { Secrets } from './secrets.ts';
import { columnsRead } from './table.ts';
import type { Table } from './table.ts';
import { withoutPassword } from './url.ts';

/** The release of the client that is tested. */
const CLIENT = '@clickhouse/client@1.23.1';
const DAY_MS = 86_400_000;
/** The server is to say itself that its time is over. */
const LATER_MS = 10_000;
const SILENT = 127;
/** Of a table's parts, or of its columns where the server knows them apart. */
const TEXT = /[\\']/g;

/** What would answer with a part of the truth where a profile asks for it. */
const WHOLE = {
  timeout_overflow_mode: 'throw',
  read_overflow_mode: 'throw',
  result_overflow_mode: 'throw',
  group_by_overflow_mode: 'throw',
  join_overflow_mode: 'throw',
  set_overflow_mode: 'throw',
  sort_overflow_mode: 'throw',
  distinct_overflow_mode: 'throw',
  skip_unavailable_shards: 0,
  distributed_group_by_no_merge: 0,
} as const;

/**
 * ClickHouse over HTTP, in one session that reads and makes temporary tables, and can do nothing else.
 * @throws Failure where the client is not installed, or the server refuses or does not answer.
 */
export async function openClickHouse({ url, password, timeoutMs }: Reach): Promise<Database> {
  const { createClient } = await loadOptional(
    '@clickhouse/client',
    () => import('@clickhouse/client'),
  ).catch((error: unknown) => {
    throw notInstalled('--engine clickhouse needs the client @clickhouse/client', CLIENT, error);
  });
  const name = withoutPassword(url);
  const address = new URL(url);
  const database = decodeURIComponent(address.pathname.replace(/^\/+|\/+$/g, ''));
  const user = decodeURIComponent(address.username) || 'default';
  const failed = (error: unknown): Failure =>
    error instanceof Failure ? error : failureOf(name, error, { user, password });
  const client = createClient({
    url: `${address.protocol}//${address.host}`,
    username: user,
    password: password ?? '',
    ...(database !== '' && { database }),
    application: APPLICATION,
    request_timeout: timeoutMs === null ? DAY_MS : timeoutMs + LATER_MS,
    clickhouse_settings: {},
    // A connection that has slept may be closed at the other end.
    keep_alive: { enabled: false },
    log: { level: SILENT },
  });
  const session = randomUUID();
  let settings: { readonly [name: string]: string | number } = {};
  let running = '';

  const asked = (query: string, inSession = true) => ({
    query,
    ...(inSession && {
      session_id: session,
      query_id: (running = randomUUID()),
      clickhouse_settings: settings,
    }),
  });
  async function* rowsOf(query: string, inSession = true) {
    const result = await client.query({
      ...asked(query, inSession),
      format: 'JSONCompactEachRow',
    });
    try {
      for await (const rows of result.stream())
        for (const row of rows) {
          const values = row.json();
          yield Array.isArray(values) ? (values as readonly unknown[]) : [];
        }
    } finally {
      result.close();
    }
  }
  const all = async (query: string, inSession = true) => {
    const rows: (readonly unknown[])[] = [];
    for await (const row of rowsOf(query, inSession)) rows.push(row);
    return rows;
  };
  async function* run({ prelude, query, cleanup }: Script) {
    try {
      for (const statement of prelude) await client.command(asked(statement));
      yield* rowsOf(query);
    } catch (error) {
      throw failed(error);
    } finally {
      // They end with the session where the server is gone.
      for (const statement of cleanup) await client.command(asked(statement)).catch(() => {});
    }
  }

  try {
    const [[readonly] = []] = await all(
      "SELECT value FROM system.settings WHERE name = 'readonly'",
    );
    settings = {
      ...WHOLE,
      // Temporary tables may be made, and nothing else.
      ...(Number(readonly) === 0 && { readonly: 2 }),
      ...(timeoutMs !== null && { max_execution_time: Math.max(1, Math.ceil(timeoutMs / 1000)) }),
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_denormals: 1,
      // Sleeping connections are closed on the way.
      send_progress_in_http_headers: 1,
      http_headers_progress_interval_ms: '110000',
    };
    return {
      dialect: 'clickhouse',
      name,
      async all(script) {
        const rows: (readonly unknown[])[] = [];
        for await (const row of run(script)) rows.push(row);
        return rows;
      },
      stream: run,
      async tables() {
        const rows = await all(
          `SELECT if(database = currentDatabase(), name, database || '.' || name) FROM system.tables
          WHERE NOT is_temporary AND database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') ORDER BY 1 LIMIT 1000`,
        );
        return rows.map(([table]) => String(table));
      },
      async columnsOf(table) {
        try {
          const rows = await all(`DESCRIBE TABLE ${table.map(quoted).join('.')}`);
          return rows.map(([column]) => String(column));
        } catch (error) {
          if (['60', '81'].includes(codeOf(error))) return [];
          throw failed(error);
        }
      },
      async estimate({ query }, table) {
        try {
          return await estimateOf(query, table, all);
        } catch (error) {
          if (networkFailure(name, error)) throw failed(error);
          // Not every engine of tables can say.
          return null;
        }
      },
      async doing() {
        const [[read, total] = []] = await all(
          `SELECT read_rows, total_rows_approx FROM system.processes WHERE query_id = ${literal(running)}`,
          false,
        );
        if (read === undefined) return null;
        return Number(total) > 0
          ? `${count(Number(read))} of ${count(Number(total))} rows`
          : `${count(Number(read))} rows`;
      },
      async cancel() {
        await client.command({ query: `KILL QUERY WHERE query_id = ${literal(running)} ASYNC` });
      },
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw failed(error);
  }
}

const literal = (text: string): string => `'${text.replace(TEXT, '\\$&')}'`;
const quoted = (part: string): string => `"${part.replace(/[\\"]/g, '\\$&')}"`;

type Ask = (query: string) => Promise<readonly (readonly unknown[])[]>;

/** Rows that are left once the primary key is asked, and the columns' bytes of them as they are unpacked. */
async function estimateOf(query: string, table: Table, ask: Ask): Promise<Estimate | null> {
  const parts = await ask(`EXPLAIN ESTIMATE ${query}`);
  if (parts.length === 0) return await wholeTable(table, ask);
  const columns = columnsRead(table).map(([, column]) => literal(column));
  let [rows, bytes] = [0, 0];
  for (const [database, name, , left] of parts) {
    const of = `database = ${literal(String(database))} AND table = ${literal(String(name))}`;
    const [[ofColumns, ofParts, inAll] = []] = await ask(
      `SELECT (SELECT sum(data_uncompressed_bytes) FROM system.columns WHERE ${of} AND name IN (${columns.join(', ')})),
        (SELECT sum(data_uncompressed_bytes) FROM system.parts WHERE active AND ${of}),
        (SELECT sum(rows) FROM system.parts WHERE active AND ${of})`,
    );
    const all = Number(ofColumns) || Number(ofParts);
    rows += Number(left);
    bytes += Number(inAll) > 0 ? Math.round((all * Number(left)) / Number(inAll)) : all;
  }
  return { rows, bytes: bytes > 0 ? bytes : null };
}

/** What a table of another engine says of itself. */
async function wholeTable({ table }: Table, ask: Ask): Promise<Estimate | null> {
  const [name = '', database] = table.toReversed();
  const [[rows, bytes] = []] = await ask(
    `SELECT total_rows, total_bytes FROM system.tables WHERE name = ${literal(name)} AND ${
      database === undefined
        ? '(database = currentDatabase() OR is_temporary)'
        : `database = ${literal(database)}`
    }`,
  );
  const known = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return { rows: known(rows), bytes: known(bytes) };
}

function failureOf(name: string, error: unknown, secrets: Secrets): Failure {
  const code = codeOf(error);
  const said = (...hints: readonly string[]) => saidBy('refused', name, error, secrets, hints);
  switch (code) {
    case '516':
    case '194':
    case '192':
      return new Failure('refused', `${name}: user or password is wrong.`, [
        'Put the password of that user into CLICKHOUSE_PASSWORD, or name a --password-file.',
      ]);
    case '81':
      return said('The database is named behind the host: https://analyst@db.example:8443/shop.');
    case '164':
      return said(
        'The user needs the setting readonly = 2, or 0: the script sets others, and makes temporary tables.',
      );
    case '497':
      return said('What is needed: GRANT SELECT ON the table, and CREATE TEMPORARY TABLE ON *.*.');
    case '159':
      return said(
        'It took longer than --timeout, or the profile of the user, allows. Nothing is left of it there.',
      );
    case '241':
      return said(
        'The parts of the script are temporary tables in memory: fewer segments, or a table of fewer events.',
      );
    case '394':
      return said('It was ended at the server.');
  }
  const network = networkFailure(name, error);
  if (network) return network;
  if (/SSL|TLS|certificate|wrong version number|HTTP\/0\.9|Parse Error/i.test(String(error)))
    return new Failure(
      'unreachable',
      `${name}: what answers there is no ClickHouse over ${name.split(':')[0] ?? ''}.`,
      [
        'The ports are 8443 for https, 8123 for http; 9000 and 9440 are those of clickhouse-client.',
      ],
    );
  return said();
}
