// oxlint-disable-next-line typescript/triple-slash-reference -- whoever imports this file needs the types
/// <reference path="./drivers.d.ts" />
import { randomUUID } from 'node:crypto';
import { count } from '../../shared/counting/index.ts';
import type { Script } from '../../shared/sql/index.ts';
import { Failure } from '../failure.ts';
import { loadOptional } from '../optional-package.ts';
import { estimateOf, literal } from './clickhouse-estimate.ts';
import { failureOf, noClickHouse } from './clickhouse-failures.ts';
import { APPLICATION, PATIENCE_MS } from './database.ts';
import { sharesOf } from './clickhouse-shards.ts';
import type { Database, Reach } from './database.ts';
import { codeOf, networkFailure, notInstalled } from './failures.ts';
import { nonsense, requireRows } from './shapes.ts';
import { withoutPassword } from './url.ts';
import { watchHttp } from './watch-http.ts';
import { startWatch } from './watch.ts';
import type { Question } from './watch.ts';

/** The release of the client that is tested. */
const CLIENT = '@clickhouse/client@1.23.1';
/** The watch ends what is silent, also where blanks come now and then: the client waits as long as a clock can be set. */
const LONGEST_MS = 2 ** 31 - 1;
/** A question that runs for days says in its headers how far it is. */
const HEADER_BYTES = 1 << 24;
const SILENT = 127;

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
  // Rows may lie elsewhere than the sharding key says: whoever wrote to a shard itself has not asked it.
  optimize_distributed_group_by_sharding_key: 0,
  optimize_skip_unused_shards: 0,
} as const;

/**
 * ClickHouse over HTTP, in one session that reads and makes temporary tables, and can do nothing else.
 * @throws Failure where the client is not installed, or the server refuses or does not answer.
 */
export async function openClickHouse(reach: Reach): Promise<Database> {
  const { createClient } = await loadOptional(
    '@clickhouse/client',
    () => import('@clickhouse/client'),
  ).catch((error: unknown) => {
    throw notInstalled('--engine clickhouse needs the client @clickhouse/client', CLIENT, error);
  });
  const { url, password, timeoutMs, patienceMs = PATIENCE_MS } = reach;
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
    request_timeout: LONGEST_MS,
    max_response_headers_size: HEADER_BYTES,
    clickhouse_settings: {},
    // A connection that has slept may be closed at the other end.
    keep_alive: { enabled: false },
    log: { level: SILENT },
  });
  const session = randomUUID();
  const made: string[] = [];
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
  const line = watchHttp(address.host, (response) => {
    const why = noClickHouse(name, response);
    if (why) watch.leave(why);
    response.socket.on('data', (chunk) => watch.heard(chunk.length));
  });
  const watch = startWatch({
    name,
    timeoutMs,
    patienceMs,
    isAlive: (given) => client.command({ query: 'SELECT 1', abort_signal: given }),
    hangUp: line.hangUp,
  });
  /** Each row that is kept takes memory; one that is passed on takes none. */
  async function* rowsOf(query: string, { inSession = true, isKept = true } = {}) {
    const question = watch.ask();
    try {
      yield* rowsUntil(question, query, inSession, isKept);
    } finally {
      question.done();
    }
  }
  async function* rowsUntil(
    question: Question,
    query: string,
    inSession: boolean,
    isKept: boolean,
  ) {
    const result = await question.until(
      client.query({ ...asked(query, inSession), format: 'JSONCompactEachRow' }),
    );
    try {
      const batches = result.stream()[Symbol.asyncIterator]();
      for (;;) {
        const batch = await question.until(batches.next());
        if (batch.done) return;
        for (const row of batch.value) yield valuesOf(name, row);
        if (!isKept) watch.taken();
      }
    } finally {
      result.close();
    }
  }
  const command = async (query: string) => {
    const question = watch.ask();
    try {
      await question.until(client.command(asked(query)));
    } finally {
      question.done();
    }
  };
  const all = async (query: string, inSession = true) => {
    const rows: (readonly unknown[])[] = [];
    for await (const row of rowsOf(query, { inSession })) rows.push(row);
    return rows;
  };
  async function* run({ prelude, query, cleanup }: Script, isKept = false) {
    try {
      for (const statement of prelude) await command(statement);
      yield* rowsOf(query, { isKept });
    } catch (error) {
      throw failed(error);
    } finally {
      // They end with the session where the server is gone.
      for (const statement of cleanup) await command(statement).catch(() => {});
    }
  }

  try {
    const [[readonly] = []] = requireRows(
      name,
      await all("SELECT value FROM system.settings WHERE name = 'readonly'"),
      ['count'],
      1,
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
        for await (const row of run(script, true)) rows.push(row);
        return rows;
      },
      stream: (script) => run(script),
      async make({ prelude, cleanup }) {
        made.push(...cleanup);
        try {
          for (const statement of prelude) await command(statement);
        } catch (error) {
          throw failed(error);
        }
      },
      async tables() {
        const rows = await all(
          `SELECT if(database = currentDatabase(), '', database) AS of, name FROM system.tables
          WHERE NOT is_temporary AND database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') ORDER BY 1, 2 LIMIT 1000`,
        );
        return rows.map((names) => names.map(String).filter((one) => one !== ''));
      },
      async columnsOf(table) {
        try {
          const rows = await all(`DESCRIBE TABLE ${table.map(quoted).join('.')}`);
          return rows.map(([column, type]) => ({ name: String(column), type: String(type) }));
        } catch (error) {
          if (['60', '81'].includes(codeOf(error))) return [];
          throw failed(error);
        }
      },
      async estimate({ query }, table) {
        try {
          return await estimateOf(name, query, table, all);
        } catch (error) {
          if (error instanceof Failure || networkFailure(name, error)) throw failed(error);
          // Not every engine of tables can say.
          return null;
        }
      },
      // Whoever may not see the list of tables is told nothing.
      shares: (table) => sharesOf(name, table, all).catch(() => []),
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
      async close() {
        for (const statement of made) await command(statement).catch(() => {});
        line.stop();
        await client.close();
      },
    };
  } catch (error) {
    line.stop();
    await client.close();
    throw failed(error);
  }
}

/** An error after the first rows stands among them, as text. */
function valuesOf(
  name: string,
  row: { readonly text: string; json(): unknown },
): readonly unknown[] {
  if (/^Code: \d+\. /.test(row.text)) throw new Error(row.text);
  let values: unknown;
  try {
    values = row.json();
  } catch {
    throw nonsense(name);
  }
  if (!Array.isArray(values)) throw nonsense(name);
  return values;
}

const quoted = (part: string): string => `"${part.replace(/[\\"]/g, '\\$&')}"`;
