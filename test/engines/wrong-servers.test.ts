import { type ServerResponse, createServer as createHttp } from 'node:http';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
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
const open: (() => void)[] = [];
afterAll(() => open.forEach((close) => close()));
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
    open.push(() => socket.destroy());
    let isIn = false;
    socket.on('data', (data) => {
      if (!isIn && login) socket.write(LOGIN);
      else if (isIn && data[0] === 0x51) answer(socket, data.subarray(5, -1).toString());
      isIn = true;
    });
  });
  open.push(() => server.close());
  return `postgres://analyst@127.0.0.1:${await listening(server)}/shop`;
}

async function clickHouse(answer: (response: ServerResponse, sql: string) => void) {
  const server = createHttp((request, response) => {
    let sql = '';
    request.on('data', (chunk: Buffer) => (sql += chunk.toString()));
    request.on('end', () => answer(response, sql));
  });
  open.push(() => {
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

  it('does not answer where it does not take the login', async () => {
    const url = await postgres(() => {}, false);
    expect(await ask(url)).toEqual([1, '', `covey: ${url}: it does not answer.`]);
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
