// oxlint-disable-next-line typescript/triple-slash-reference -- whoever imports this file needs the types
/// <reference path="./drivers.d.ts" />
import type { Client } from 'pg';
import { Failure, reasonOf } from '../failure.ts';
import { loadOptional } from '../optional-package.ts';
import { APPLICATION, KEEP_ALIVE_MS, PATIENCE_MS } from './database.ts';
import type { Database, Estimate, Reach } from './database.ts';
import { codeOf, networkFailure, notInstalled, saidBy } from './failures.ts';
import type { Secrets } from './secrets.ts';
import { nonsense, requireRows } from './shapes.ts';
import { withoutPassword } from './url.ts';
import { startWatch } from './watch.ts';

/** The release of the client that is tested. */
const CLIENT = 'pg@8.23.1';
/** The oldest server that knows all that is asked of it. */
const OLDEST = 17;
/** Rows that are fetched at once, where all visitors are asked for. */
const ROWS = 5000;
const BOOLEAN = 16;
const CLOSE_MS = 2000;

/** All as text, but for truth: whole numbers of 64 bits do not fit into JavaScript's. */
const types = {
  getTypeParser: (oid: number) => (text: string) => (oid === BOOLEAN ? text === 't' : text),
};

/**
 * PostgreSQL over its own client, in one transaction that reads and cannot write: all questions see the same rows.
 * @throws Failure where the client is not installed, or the server refuses or does not answer.
 */
export async function openPostgresql(reach: Reach): Promise<Database> {
  const found = await loadOptional('pg', () => import('pg')).catch((error: unknown) => {
    throw notInstalled('--engine postgresql needs the client pg', CLIENT, error);
  });
  // As a CommonJS module it has no default.
  const pg = found.default ?? found;
  const { url, password, timeoutMs, patienceMs = PATIENCE_MS } = reach;
  const name = withoutPassword(url);
  const user = decodeURIComponent(new URL(url).username);
  const failed = (error: unknown): Failure =>
    error instanceof Failure ? error : failureOf(name, error, { user, password }, timeoutMs);
  const connect = async (): Promise<Client> => {
    const client = new pg.Client({
      connectionString: withPassword(url, password),
      application_name: APPLICATION,
      connectionTimeoutMillis: patienceMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    // What is being asked fails by itself; without a listener the process would.
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const client = await connect().catch((error: unknown) => {
    throw failed(error);
  });
  /** Over another connection, as this one is busy. */
  const askBeside = async (text: string, values: readonly unknown[] = [], given?: AbortSignal) => {
    const other = await connect();
    const hangUp = () => other.connection.stream.destroy();
    given?.addEventListener('abort', hangUp, { once: true });
    try {
      given?.throwIfAborted();
      await other.query({ text, values, rowMode: 'array', types });
    } finally {
      given?.removeEventListener('abort', hangUp);
      hangUp();
    }
  };
  const watch = startWatch({
    name,
    timeoutMs,
    patienceMs,
    isAlive: (given) => askBeside('SELECT 1', [], given),
    hangUp: () => client.connection.stream.destroy(),
  });
  // Also between two questions: the next one is told.
  client.on('error', (error) => watch.leave(failed(error)));
  client.connection.stream.on('data', (chunk) => watch.heard(chunk.length));
  const rowsOf = async (text: string, values?: readonly unknown[]) => {
    const question = watch.ask();
    try {
      const { rows } = await question.until(
        client.query({ text, ...(values && { values }), rowMode: 'array', types }),
      );
      // Several answers at once come as a list of them.
      if (!Array.isArray(rows)) throw nonsense(name);
      return rows;
    } finally {
      question.done();
    }
  };
  const close = async () => {
    // Whoever does not hang up is not waited for.
    const timer = setTimeout(() => client.connection.stream.destroy(), CLOSE_MS);
    await client.end().catch(() => {});
    clearTimeout(timer);
  };
  const begin = async () => {
    await rowsOf('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await rowsOf(`SET LOCAL statement_timeout = ${timeoutMs ?? 0}`);
    // What names no zone is read as of UTC, wherever it is compared.
    await rowsOf("SET LOCAL TIME ZONE 'UTC'");
  };
  const lookUp = async (text: string, values?: readonly unknown[]) => {
    // A failed question has ended the transaction.
    await rowsOf('ROLLBACK');
    await begin();
    return rowsOf(text, values);
  };

  try {
    const [[version, process] = []] = requireRows(
      name,
      await rowsOf("SELECT current_setting('server_version_num'), pg_backend_pid()"),
      ['count', 'count'],
      1,
    );
    const major = Math.floor(Number(version) / 10_000);
    if (major < OLDEST)
      throw new Failure(
        'refused',
        `${name} is PostgreSQL ${major}, and ${OLDEST} is the oldest that is asked.`,
        ['Export the log, and name the file by --events.'],
      );
    await begin();
    return {
      dialect: 'postgresql',
      name,
      async all({ query }) {
        try {
          return await rowsOf(query);
        } catch (error) {
          throw failed(error);
        }
      },
      async *stream({ query }) {
        try {
          await rowsOf(`DECLARE covey_rows NO SCROLL CURSOR FOR ${query}`);
          for (;;) {
            const rows = await rowsOf(`FETCH ${ROWS} FROM covey_rows`);
            if (rows.length === 0) break;
            yield* rows;
          }
          await rowsOf('CLOSE covey_rows');
        } catch (error) {
          throw failed(error);
        }
      },
      async tables() {
        const rows = await lookUp(
          `SELECT CASE WHEN pg_table_is_visible(c.oid) THEN NULL ELSE nspname END, relname
          FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
          WHERE relkind IN ('r', 'v', 'm', 'f', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
            AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1 NULLS FIRST, 2 LIMIT 1000`,
        );
        return rows.map((names) => names.filter((one: unknown) => one !== null).map(String));
      },
      async columnsOf(table) {
        const rows = await lookUp(
          `SELECT attname, format_type(CASE WHEN typtype = 'd' THEN typbasetype ELSE atttypid END, NULL)
          FROM pg_attribute JOIN pg_type AS t ON t.oid = atttypid
          WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
          [table.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')],
        );
        return rows.map(([column, type]) => ({ name: String(column), type: String(type) }));
      },
      async estimate({ query }) {
        try {
          const explained = await rowsOf(`EXPLAIN (VERBOSE, FORMAT JSON) ${query}`);
          const [[plan] = []] = requireRows(name, explained, ['any'], 1);
          return await estimateOf(name, jsonOf(name, plan), rowsOf);
        } catch (error) {
          throw failed(error);
        }
      },
      // The server says nothing of how far a SELECT is.
      doing: () => Promise.resolve(null),
      cancel: () => askBeside('SELECT pg_cancel_backend($1)', [process]),
      close,
    };
  } catch (error) {
    await close();
    throw failed(error);
  }
}

/** The client takes no password beside an address. */
function withPassword(url: string, password: string | undefined): string {
  if (password === undefined) return url;
  const address = new URL(url);
  address.password = encodeURIComponent(password);
  return address.href;
}

function jsonOf(name: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw nonsense(name);
  }
}

type Ask = (text: string, values: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>;

/** Rows as the planner expects them, and the size of all tables in the plan: those of a view and the parts of a table, too. */
async function estimateOf(name: string, explained: unknown, ask: Ask): Promise<Estimate> {
  const tables = new Set<string>();
  let rows: number | null = null;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    if (rows === null && 'Plan Rows' in node) rows = Number(node['Plan Rows']);
    if ('Relation Name' in node && 'Schema' in node)
      tables.add(JSON.stringify([node.Schema, node['Relation Name']]));
    Object.values(node).forEach(walk);
  };
  walk(explained);
  requireRows(name, [[rows]], ['count']);
  const sized = await ask(
    "SELECT sum(pg_table_size(to_regclass(format('%I.%I', one->>0, one->>1)))) FROM json_array_elements($1::json) AS of_list(one)",
    [`[${[...tables].join(',')}]`],
  );
  const [[bytes] = []] = requireRows(name, sized, ['time'], 1);
  // A foreign table lies elsewhere, and has no size here.
  return { rows, bytes: bytes === null || Number(bytes) === 0 ? null : Number(bytes) };
}

function failureOf(
  name: string,
  error: unknown,
  secrets: Secrets,
  timeoutMs: number | null,
): Failure {
  const code = codeOf(error);
  const said = (kind: 'refused' | 'unreachable' | 'missing', ...hints: readonly string[]) =>
    saidBy(kind, name, error, secrets, hints);
  switch (code) {
    case '28P01':
    case '28000':
      return said(
        'refused',
        /^role ".*" does not exist/.test(reasonOf(error))
          ? 'The server knows no such user. The address names it: postgres://analyst@db.example/shop.'
          : 'Put the password of that user into PGPASSWORD, or name a --password-file.',
      );
    case '3D000':
      return said(
        'refused',
        'The database is named behind the host: postgres://analyst@db.example/shop.',
      );
    case '42501':
      return said(
        'refused',
        'Reading is all that is needed: GRANT USAGE ON SCHEMA …; GRANT SELECT ON ….',
      );
    case '57014':
      return said(
        'refused',
        timeoutMs === null
          ? 'It was ended at the server.'
          : 'It took longer than --timeout allows. Nothing is left of it there.',
      );
    // What is infinite is no whole number.
    case '0A000':
      if (!/infinity/.test(reasonOf(error))) break;
      return new Failure('file', `${name}: a time there is infinite, and no instant.`, [
        'A view of those rows that have one can be named instead: WHERE isfinite(time).',
      ]);
    case '57P01':
    case '57P02':
    case '57P03':
      return said('unreachable', 'Nothing was changed there. Run the command again.');
  }
  const network = networkFailure(name, error);
  if (network) return network;
  if (/password must be a string/.test(String(error)))
    return new Failure('refused', `${name} asks for a password, and none was given.`, [
      'Put it into PGPASSWORD, or name a --password-file.',
    ]);
  return said('refused');
}
