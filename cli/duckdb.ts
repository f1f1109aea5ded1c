// A log in DuckDB: definitions compiled to SQL, and asked there. The database is no dependency of Covey; who wants it installs it.
import { count } from '../shared/counting/index.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_RETENTION_MS } from '../shared/definitions/durations.ts';
import { SESSION_START_PROPERTIES } from '../shared/definitions/session-start.ts';
import type { Membership } from '../shared/engine/types.ts';
import { PAGE_EVENTS, createTally, stepTimes } from '../shared/logs/index.ts';
import type { PageEvent } from '../shared/logs/index.ts';
import { MOST_SEQUENCES, compileSql } from '../shared/sql/index.ts';
import { Failure, reasonOf } from './failure.ts';
import { loadOptional } from './optional-package.ts';
import type { Evaluate, Evaluation, Store } from './simulate/index.ts';
import { uncounted } from './uncounted.ts';

/** The release that the compiled SQL is tested with. */
const RELEASE = '1.5.5-r.5';
/** What does not fit goes to disk. */
const MEMORY = '2GB';
/** Between the numbers of two rows, for what a page adds before one. */
const ROOM = 4n;
/** Visitors between two updates of the progress bar. */
const STEP = 4096;

export interface DuckDbOptions {
  /** IANA name. */
  readonly timezone: string;
}

/**
 * Holds a log in a database on disk, in a private temporary folder, and evaluates there.
 * @throws Failure where DuckDB is not installed, or cannot write its files.
 */
export async function openDuckDb({ timezone }: DuckDbOptions): Promise<Store> {
  const { DuckDBInstance, DuckDBTimestampTZValue } = await loadDuckDb('--engine duckdb');
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), 'covey-duckdb-'));
  } catch (error) {
    throw failureIn(tmpdir(), error);
  }
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const failed = (error: unknown) => failureIn(folder, error);
  try {
    const instance = await DuckDBInstance.create(join(folder, 'events.duckdb'), {
      temp_directory: join(folder, 'spill'),
      memory_limit: MEMORY,
      preserve_insertion_order: 'false',
    });
    const connection = await instance.connect();
    await connection.run(
      'CREATE TABLE log(visitor VARCHAR, time TIMESTAMPTZ, seq BIGINT, name VARCHAR, props JSON, id VARCHAR)',
    );
    let appender: Awaited<ReturnType<typeof connection.createAppender>> | null =
      await connection.createAppender('log');
    let seq = 0n;
    const settle = () => {
      const open = appender;
      appender = null;
      open?.closeSync();
    };
    return {
      disabled: (definitions) =>
        new Map(
          compileSql(definitions, { at: 0, metrics: false }).unsupported.map(
            ({ id, construct, why }) => [
              id.replace(/^segment\./, ''),
              `${construct} has no SQL form here: ${why}`,
            ],
          ),
        ),
      add(visitor, { time, name, props, id }) {
        if (!appender) return;
        const json = asJson(props);
        try {
          appender.appendVarchar(visitor);
          appender.appendTimestampTZ(new DuckDBTimestampTZValue(BigInt(time) * 1000n));
          appender.appendBigInt((seq += ROOM));
          appender.appendVarchar(name);
          appender.appendVarchar(json);
          if (id === undefined) appender.appendNull();
          else appender.appendVarchar(id);
          appender.endRow();
        } catch (error) {
          throw failed(error);
        }
      },
      async evaluate(asked) {
        try {
          settle();
          return await evaluateIn(connection, timezone, asked);
        } catch (error) {
          throw error instanceof Failure ? error : failed(error);
        }
      },
      dispose() {
        // What a full disk does not take any more is thrown away all the same; why it failed has been said.
        for (const close of [settle, () => connection.closeSync(), () => instance.closeSync()])
          try {
            close();
          } catch {}
        process.removeListener('exit', remove);
        remove();
      },
    };
  } catch (error) {
    process.removeListener('exit', remove);
    remove();
    throw failed(error);
  }
}

/** Half a surrogate pair, which JSON here may not hold, as the letter that nobody knows. */
function asJson(props: object = {}): string {
  const json = JSON.stringify(props);
  // A whole pair is never escaped; after a backslash that is escaped itself stands no escape.
  return json.includes('\\ud')
    ? json.replace(/\\(ud[89a-f]..|.)/g, (escape, code: string) =>
        code.length > 1 ? '\uFFFD' : escape,
      )
    : json;
}

function failureIn(folder: string, error: unknown): Failure {
  const said = reasonOf(error);
  const isFull = /no space left|file too large|quota exceeded|max_temp_directory_size/i.test(said);
  const isElsewhere = /^E[A-Z]+:/.test(said);
  const hint = isFull
    ? 'A log needs about its own size there. TMPDIR names another folder.'
    : isElsewhere
      ? 'TMPDIR names another folder.'
      : 'Without --engine duckdb it is evaluated as in the page.';
  return new Failure('file', `DuckDB in ${folder}: ${said.split('\n')[0] ?? ''}`, [hint]);
}

async function evaluateIn(
  connection: DuckDBConnection,
  timezone: string,
  asked: Evaluate,
): Promise<Evaluation> {
  const { definitions, plan, first, at, stepMs, onVisitor, progress } = asked;
  const ids = plan.segments;
  const found = await makeEvents(connection, asked);
  const answersAt = async (time: number, onRow: (row: Row) => void): Promise<void> => {
    const options = { at: time, timezone, metrics: false };
    const { prelude, query, columns } = compileSql(definitions, options);
    const columnOf = ids.map((id) => columns.indexOf(`segment.${id}`));
    for (const macro of prelude) await connection.run(macro);
    for await (const values of rowsOf(connection, query)) {
      onRow({
        visitor: String(values[0]),
        answerOf(place) {
          const answer = values[columnOf[place] ?? -1];
          return typeof answer === 'boolean' ? answer : null;
        },
      });
    }
  };

  const tally = createTally(ids, onVisitor);
  await answersAt(at, ({ visitor, answerOf }) => {
    tally.add(visitor, answerOf);
    const visitors = tally.visitors();
    if (visitors % STEP === 0) progress.update(0, `${count(visitors)} visitors`);
  });
  if (stepMs === null) return { ...tally.result(), ...found, overTime: null };

  const times = stepTimes({ first, at, stepMs });
  const visitors: number[] = [];
  const sizes: (readonly { readonly members: number }[])[] = [];
  for (const [step, time] of times.entries()) {
    const then = createTally(ids, undefined);
    await answersAt(time, ({ visitor, answerOf }) => void then.add(visitor, answerOf));
    const result = then.result();
    visitors.push(result.visitors);
    sizes.push(result.sizes);
    progress.update(0, `${step + 1} of ${times.length} steps`);
  }
  const members = ids.map((_, place) => sizes.map((size) => size[place]?.members ?? 0));
  return { ...tally.result(), ...found, overTime: { stepMs, times, visitors, members } };
}

/** The table `events`: each id once, and before them what a page would add. Gives what else is counted of the rows. */
async function makeEvents(
  connection: DuckDBConnection,
  { definitions, at, pageEvents, sessionTimeoutMs }: Evaluate,
): Promise<Pick<Evaluation, 'repeated' | 'longHistories' | 'warnings'>> {
  const until = `make_timestamptz(${at} * 1000)`;
  await connection.run(`CREATE TABLE kept AS
    SELECT * EXCLUDE copy, lag(time) OVER one AS before
    FROM (
      SELECT *, row_number() OVER (PARTITION BY visitor, coalesce(id, seq::VARCHAR), id IS NULL ORDER BY time, seq) AS copy
      FROM log WHERE time <= ${until}
    ) WHERE copy = 1
    WINDOW one AS (PARTITION BY visitor ORDER BY time, seq)`);
  const begins: { readonly [name in PageEvent]: string } = {
    first_visit: 'before IS NULL',
    session_start: `before IS NULL OR epoch_ms(time) - epoch_ms(before) >= ${sessionTimeoutMs}`,
  };
  const said = SESSION_START_PROPERTIES.map((name) => `'${name}', props->'$.${name}'`);
  const props: { readonly [name in PageEvent]: string } = {
    first_visit: `'{}'`,
    session_start: `json_object(${said.join(', ')})`,
  };
  const added = pageEvents.map(
    (name, place) =>
      `SELECT visitor, time, seq - ${PAGE_EVENTS.length - place}, '${name}', ${props[name]} FROM kept WHERE ${begins[name]}`,
  );
  await connection.run(
    `CREATE TABLE events AS ${['SELECT visitor, time, seq, name, props FROM kept', ...added].join(' UNION ALL ')}`,
  );
  const counts = await connection.runAndReadAll(
    `SELECT (SELECT count(*) FROM log WHERE time <= ${until}) - (SELECT count(*) FROM kept),
      (SELECT count(*) FROM (SELECT visitor FROM kept GROUP BY visitor HAVING epoch_ms(max(time)) - epoch_ms(min(time)) >= ${MAX_RETENTION_MS})),
      (SELECT count(*) FROM (SELECT visitor FROM kept GROUP BY visitor HAVING count(*) > ${MOST_SEQUENCES}))`,
  );
  const [repeated = 0, longHistories = 0, crowded = 0] = (counts.getRows()[0] ?? []).map(Number);
  const warnings = uncounted(definitions, crowded);
  return { repeated, longHistories, ...(warnings.length > 0 && { warnings }) };
}

interface Row {
  readonly visitor: string;
  readonly answerOf: (place: number) => Membership;
}

async function* rowsOf(
  connection: DuckDBConnection,
  query: string,
): AsyncGenerator<readonly unknown[]> {
  const result = await connection.stream(query);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield* chunk.getRows();
  }
}

/** For what is named. @throws Failure where it is not installed. */
export async function loadDuckDb(what: string) {
  try {
    return await loadOptional('@duckdb/node-api', () => import('@duckdb/node-api'));
  } catch (error) {
    throw new Failure('missing', `${what} needs DuckDB, which does not come with Covey.`, [
      `In the folder where the command runs: npm install @duckdb/node-api@${RELEASE}`,
      `It could not be loaded: ${reasonOf(error).split('\n')[0] ?? ''}`,
    ]);
  }
}
