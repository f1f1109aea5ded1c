import { type ServerResponse, createServer as createHttp } from 'node:http';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { engineOf, openDatabase } from '../../cli/databases/index.ts';
import { Failure } from '../../cli/failure.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from '../cli/helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: { views: { count: 'view' } },
      segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
    }),
  ),
);
const opened: (() => void)[] = [];
afterAll(() => opened.forEach((close) => close()));
const ask = async (url: string, ...more: readonly string[]) => {
  const { code, out, err } = await covey([
    'simulate',
    '--definitions',
    definitions,
    '--url',
    url,
    '--yes',
    ...more,
  ]);
  return [code, out, err.split('\n')[0]];
};
const listening = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

const message = (type: string, ...parts: readonly (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const short = (n: number) => Buffer.from([n >> 8, n & 255]);
const TEXT_COLUMN = Buffer.from([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0,
]);
const long = (n: number) => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
const READY = message('Z', 'I');
const LOGIN = Buffer.concat([message('R', long(0)), READY]);
const rowOf = (row: readonly string[]) =>
  message('D', short(row.length), ...row.flatMap((one) => [long(Buffer.byteLength(one)), one]));
const answerOf = (row: readonly string[]) =>
  Buffer.concat([
    message('T', short(row.length), ...row.flatMap(() => ['c\0', TEXT_COLUMN])),
    rowOf(row),
    message('C', 'SELECT 1\0'),
    READY,
  ]);

/** PostgreSQL's side of the wire, by who is told of each question. */
async function postgres(
  answer: (socket: Socket, sql: string) => void,
  login = true,
): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    opened.push(() => socket.destroy());
    let isIn = false;
    socket.on('data', (data) => {
      if (!isIn && login) socket.write(LOGIN);
      else if (isIn && data[0] === 0x51) answer(socket, data.subarray(5, -1).toString());
      isIn = true;
    });
  });
  opened.push(() => server.close());
  return `postgres://analyst@127.0.0.1:${await listening(server)}/shop`;
}

async function clickHouse(answer: (response: ServerResponse, sql: string) => void) {
  const server = createHttp((request, response) => {
    let sql = '';
    request.on('data', (chunk: Buffer) => (sql += chunk.toString()));
    request.on('end', () => answer(response, sql));
  });
  opened.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://analyst@127.0.0.1:${await listening(server)}/shop`;
}

/** Until nobody listens. */
function endlessly(socket: Socket | ServerResponse, chunk: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}
const version = /server_version_num/;
const settings = /system\.settings/;

describe('a server that is silent', () => {
  it('is left when --timeout is over, from the first question on', async () => {
    const silent = () => {};
    const blanks = (response: ServerResponse) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 500);
      response.once('close', () => clearInterval(timer));
    };
    const urls = await Promise.all([
      postgres(silent),
      postgres((socket, sql) => {
        if (version.test(sql)) socket.write(answerOf(['180000', '1']));
      }),
      clickHouse(silent),
      clickHouse(blanks),
      clickHouse((response, sql) => {
        if (settings.test(sql)) response.end('["0"]\n');
        else blanks(response);
      }),
    ]);
    expect(await Promise.all(urls.map((url) => ask(url, '--timeout', '1s')))).toEqual(
      urls.map((url) => [1, '', `covey: ${url} did not answer within 1 s.`]),
    );
  });

  /** Without --timeout, by somebody who has no half minute. */
  const open = (url: string) =>
    openDatabase(engineOf(url), { url, password: 'read', timeoutMs: null, patienceMs: 300 });
  const failure = (opening: Promise<unknown>) =>
    opening.then(
      () => 'none',
      (error: unknown) => (error instanceof Failure ? [error.code, error.message] : error),
    );

  it('is not waited for where it takes no login, or does not answer the first question', async () => {
    const url = await postgres(() => {}, false);
    expect(await failure(open(url))).toEqual(['unreachable', `${url}: it does not answer.`]);
    for (const silent of [await postgres(() => {}), await clickHouse(() => {})])
      expect(await failure(open(silent))).toEqual([
        'unreachable',
        `${silent} did not answer within 0.3 s.`,
      ]);
  });

  it('is left in the middle of a question once it answers nothing else either', async () => {
    const url = await postgres((socket, sql) => {
      if (version.test(sql)) socket.write(answerOf(['180000', '1']));
    });
    expect(await failure(open(url))).toEqual(['unreachable', `${url} does not answer any more.`]);
    const there = await clickHouse((response, sql) => {
      if (settings.test(sql)) response.end('["0"]\n');
    });
    const database = await open(there);
    const asked = database.all({ prelude: [], query: 'SELECT slow', cleanup: [] });
    expect(await failure(asked)).toEqual(['unreachable', `${there} does not answer any more.`]);
    await database.close();
  });

  it('is waited for as long as it answers something else, be it by a refusal', async () => {
    const slowly = (answer: () => void) => void setTimeout(answer, 2000);
    const beside: string[] = [];
    const postgresql = await postgres((socket, sql) => {
      if (sql === 'SELECT 1') beside.push('PostgreSQL');
      if (sql === 'SELECT 1') socket.write(answerOf(['1']));
      else if (sql.startsWith('SELECT slow')) slowly(() => socket.write(answerOf(['late'])));
      else socket.write(answerOf(['180000', '1']));
    });
    const there = await clickHouse((response, sql) => {
      if (/^SELECT 1\b/.test(sql)) beside.push('ClickHouse');
      if (/^SELECT 1\b/.test(sql)) response.writeHead(500).end('Code: 202. DB::Exception: many');
      else if (settings.test(sql)) response.end('["0"]\n');
      else slowly(() => response.end('["late"]\n'));
    });
    for (const url of [postgresql, there]) {
      const database = await open(url);
      expect(await database.all({ prelude: [], query: 'SELECT slow', cleanup: [] })).toEqual([
        ['late'],
      ]);
      await database.close();
    }
    expect(new Set(beside)).toEqual(new Set(['PostgreSQL', 'ClickHouse']));
  });
});

it('a server whose answer does not end is left before it fills the memory', async () => {
  const row = rowOf(['x'.repeat(10_000)]);
  const text = 'x'.repeat(100_000);
  const urls = await Promise.all([
    postgres((socket) => {
      socket.write(message('T', short(1), 'c\0', TEXT_COLUMN));
      endlessly(socket, row);
    }),
    clickHouse((response) => endlessly(response, `["${text}"]\n`)),
    clickHouse((response) => endlessly(response, text)),
  ]);
  for (const url of urls)
    expect(await ask(url)).toEqual([
      1,
      '',
      `covey: ${url} answered one question with more than 64 MB.`,
    ]);
});

describe('a server that answers what it was not asked', () => {
  const nonsense = (url: string) => [1, '', `covey: ${url} answered what it was not asked.`];

  it('is not taken for a database: PostgreSQL', async () => {
    for (const row of [['1'], ['x', 'y', 'z'], ['170000', '1']]) {
      const url = await postgres((socket, sql) =>
        socket.write(answerOf(version.test(sql) && row.length > 1 ? ['170000', '1'] : row)),
      );
      expect(await ask(url)).toEqual(nonsense(url));
      const members = `${temporaryFolder()}/members.csv`;
      expect(await ask(url, '--members', members)).toEqual(nonsense(url));
    }
  });

  it('is not taken for a database: ClickHouse', async () => {
    for (const line of ['["0"]', '["1","2","3"]', '{"a":1}', 'pong', '["0"', '']) {
      const url = await clickHouse((response, sql) => {
        response.end(`${settings.test(sql) && line.includes(',') ? '["0"]' : line}\n`);
      });
      expect(await ask(url)).toEqual(nonsense(url));
    }
  });
});

it('PostgreSQL that is too old is told so', async () => {
  const url = await postgres((socket) => socket.write(answerOf(['160009', '1'])));
  expect(await ask(url)).toEqual([
    1,
    '',
    `covey: ${url} is PostgreSQL 16, and 17 is the oldest that is asked.`,
  ]);
});

it('says where ClickHouse redirects, and that a web page is none', async () => {
  const moved = await clickHouse((response) => {
    response.writeHead(302, { location: 'https://a:s3cretpw@login.example/sso?token=s3cretpw' });
    response.end();
  });
  expect(await ask(moved)).toEqual([
    1,
    '',
    `covey: ${moved} redirects to https://a@login.example/sso, and that is not followed.`,
  ]);
  const page = await clickHouse((response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello</p>\n');
  });
  expect(await ask(page)).toEqual([
    1,
    '',
    `covey: ${page}: a web page answers there, and no ClickHouse.`,
  ]);
});
