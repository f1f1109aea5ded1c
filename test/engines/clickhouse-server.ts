import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { theSession } from './clickhouse.ts';
import { freePort } from './postgres-server.ts';

/** What comes instead of an answer. */
export type Fault = 'silence' | 'cut off in the middle';

export interface ClickHouseServer {
  readonly url: string;
  /** Runs a statement as the owner of all. */
  readonly run: (sql: string) => string;
  /** The statements that came by the wire. */
  readonly asked: readonly string[];
  /** Settings that came with them. */
  readonly settings: ReadonlyMap<string, string>;
  /** For statements that match, until it is undone by null. */
  readonly fail: (when: RegExp | null, fault?: Fault) => void;
  readonly stop: () => Promise<void>;
}

const USER = 'analyst';
const PASSWORD = 'read';

/**
 * ClickHouse's HTTP interface as far as its own client needs it, before ClickHouse in this process: there is no server of
 * it to be had as a package. One session, one question at a time; users, rights and sessions are not its own.
 */
export async function startClickHouse(): Promise<ClickHouseServer> {
  const session = theSession();
  const asked: string[] = [];
  const settings = new Map<string, string>();
  const set = new Map<string, string>();
  let [failing, how]: [RegExp | null, Fault] = [null, 'silence'];
  const port = await freePort();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const parameters = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sql = parameters.get('query') ?? Buffer.concat(chunks).toString();
    const [, said = ''] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    if (Buffer.from(said, 'base64').toString() !== `${USER}:${PASSWORD}`)
      return refuse(
        response,
        403,
        `Code: 516. DB::Exception: ${USER}: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)`,
      );
    asked.push(sql);
    for (const [name, value] of parameters) settings.set(name, value);
    if (failing?.test(sql)) {
      if (how === 'silence') return;
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Content-Length': '1000' });
      response.write('["0","0","1"]\n');
      return void setTimeout(() => response.destroy(), 50);
    }
    try {
      // How rows are written hangs on them.
      for (const [name, value] of parameters)
        if (name.startsWith('output_format_') && set.get(name) !== value) {
          session.query(`SET ${name} = ${value}`);
          set.set(name, value);
        }
      // Temporary tables of the client are those of the process.
      response.end(session.query(sql));
    } catch (error) {
      const text = (error instanceof Error ? error.message : String(error)).replace(
        /^Query failed: /,
        '',
      );
      refuse(response, 500, text);
    }
  };
  const refuse = (response: ServerResponse, status: number, text: string) => {
    const code = /Code: (\d+)/.exec(text)?.[1] ?? '1';
    if (response.headersSent) return void response.end(text);
    response.writeHead(status, { 'X-ClickHouse-Exception-Code': code }).end(text);
  };
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://${USER}@127.0.0.1:${port}/default`,
    run: (sql) => session.query(sql),
    asked,
    settings,
    fail(when, fault = 'silence') {
      [failing, how] = [when, fault];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
