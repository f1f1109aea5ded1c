import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stats } from '../../shared/wire/index.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

// The commands' side of the conversation: what they send, and how they tell of each answer. That the
// Worker speaks like this is proven where the Worker is tested.
interface Seen {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}
let seen: Seen[] = [];
let answers: { status: number; body: unknown }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method = '', url = '', headers } = request;
  seen.push({ method, url, token: headers.authorization, type: headers['content-type'], body });
  const { status, body: answer } = answers.shift() ?? { status: 500, body: 'nothing prepared' };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
});
let edge = '';
let key = { kid: '', x: '' };
const envelope = join(temporaryFolder(), 'envelope.json');

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  edge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keyFile = join(temporaryFolder(), 'key.json');
  key = JSON.parse((await covey(['keygen', '--out', keyFile, '--json'])).out) as typeof key;
  const document = definitionsOf({
    metrics: { orders: { count: 'purchase' } },
    segments: { buyer: { when: { 'metric.orders': 1 } } },
  });
  const file = fileWith('segments.json', JSON.stringify(document));
  expect((await covey(['sign', file, '--key', keyFile, '--out', envelope])).code).toBe(0);
});
afterAll(() => void server.close());

function run(prepared: typeof answers, args: readonly string[], token = 'secret') {
  seen = [];
  answers = [...prepared];
  return covey([...args, '--edge', edge], { env: { COVEY_TOKEN: token } });
}
const error = (status: number, code: string, message: string, issues?: unknown) => ({
  status,
  body: { error: { code, message, issues } },
});
const published = { status: 200, body: { version: 1, hash: 'abc', warnings: [] } };
const unknown = error(404, 'not-found', 'Register hazel.example first.');

describe('covey publish', () => {
  it('sends the envelope as it is, with the token', async () => {
    const { code, out } = await run([published], ['publish', envelope]);
    expect(code).toBe(0);
    expect(out).toContain('Published version 1 of hazel.example.');
    expect(out).toContain('abc');
    expect(seen).toEqual([
      expect.objectContaining({
        method: 'PUT',
        url: '/v1/sites/hazel.example/definitions',
        token: 'Bearer secret',
        type: 'application/jose+json',
      }),
    ]);
    expect(Object.keys(JSON.parse(seen[0]!.body) as object)).toEqual(['payload', 'signatures']);
  });

  it('registers a new site with its keys, and publishes then', async () => {
    const { code, out } = await run(
      [unknown, { status: 201, body: { site: 'hazel.example', keys: [key.kid] } }, published],
      ['publish', envelope, '--register', '--public-key', `${key.kid}:${key.x}`],
    );
    expect(code).toBe(0);
    expect(out).toContain('Registered hazel.example.');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /v1/sites/hazel.example/definitions',
      'PUT /v1/sites/hazel.example',
      'PUT /v1/sites/hazel.example/definitions',
    ]);
    expect(JSON.parse(seen[1]!.body)).toEqual({ keys: [{ kid: key.kid, x: key.x }] });
  });

  it('does not register unless told to, nor without keys, nor with a wrong one', async () => {
    const plain = await run([unknown], ['publish', envelope]);
    expect(plain.code).toBe(1);
    expect(plain.err).toContain('--register');
    const keyless = await run([unknown], ['publish', envelope, '--register']);
    expect(keyless.code).toBe(2);
    expect(keyless.err).toContain('--public-key');
    const wrong = await run(
      [unknown],
      ['publish', envelope, '--register', '--public-key', `x${key.kid}:${key.x}`],
    );
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('is not a public key');
  });

  it('tells the refusal of the Worker in its words, place by place', async () => {
    const refused = error(422, 'invalid', 'The definitions have errors.', [
      { path: ['segments', 'buyer', 'when'], message: 'nobody can meet this' },
    ]);
    const { code, out, err } = await run([refused], ['publish', envelope]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('The definitions have errors.');
    expect(err).toContain('segments.buyer.when: nobody can meet this');
    const token = await run([error(401, 'unauthorized', 'Wrong token.')], ['publish', envelope]);
    expect(token.err).toContain('COVEY_TOKEN');
  });

  it('says so when there is no Worker, or something else', async () => {
    const other = await run([{ status: 502, body: '<html>' }], ['publish', envelope]);
    expect(other.code).toBe(1);
    expect(other.err).toContain('answered 502');
    const nobody = await covey([
      'publish',
      envelope,
      '--edge',
      'http://127.0.0.1:9',
      '--token',
      't',
    ]);
    expect(nobody.code).toBe(1);
    expect(nobody.err).toContain('does not answer');
  });

  it('wants a token, an envelope, and https', async () => {
    expect((await run([], ['publish', envelope], '')).code).toBe(2);
    const raw = await run([], ['publish', fileWith('raw.json', '{"covey":1}')]);
    expect(raw.code).toBe(1);
    expect(raw.err).toContain('not a signed envelope');
    for (const origin of ['http://edge.example', 'edge.example', 'https://edge.example/v1']) {
      expect(
        (await covey(['publish', envelope, '--edge', origin, '--token', 't'])).code,
        origin,
      ).toBe(2);
    }
    expect(seen).toEqual([]);
  });
});

describe('covey stats', () => {
  const stats: Stats = {
    site: 'hazel.example',
    version: 3,
    questionSet: 'AAAA',
    epsilon: 2,
    period: {
      number: 741,
      ms: 28 * 864e5,
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-29T00:00:00Z',
      open: true,
    },
    reports: 5000,
    questions: [
      {
        id: 'buyer',
        kind: 'segment',
        name: 'Buyers',
        reports: 2500,
        answers: [
          {
            id: 'buyer',
            state: 'released',
            share: 0.01,
            low: -0.01,
            high: 0.03,
            standardError: 0.01,
            median: 0.01,
            people: { about: 1240, low: 1080, high: 1400 },
          },
        ],
      },
      {
        id: 'tier',
        kind: 'group',
        name: 'Tiers',
        reports: 2500,
        answers: [
          { id: 'gold', state: 'too-few', enoughAt: '2026-11-20T10:00:00.000Z' },
          { id: null, state: 'disputed', reasons: ['jump'] },
        ],
      },
    ],
  };

  it('prints numbers with their intervals, and says why others are withheld', async () => {
    const { code, out } = await run(
      [{ status: 200, body: stats }],
      ['stats', '--site', 'hazel.example', '--period', '741'],
    );
    expect(code).toBe(0);
    expect(seen[0]!.url).toBe('/v1/sites/hazel.example/stats?period=741');
    expect(out).toMatch(
      /buyer +Buyers +2,500 +1\.0 % +0\.0 % to 3\.0 % +about 1,240 \(1,080 to 1,400\)/,
    );
    expect(out).toContain('tier: gold');
    expect(out).toContain('too few to say (enough about 2026-11-20 10:00 UTC)');
    expect(out).toContain('disputed: too far from the period before');
    expect(out).toContain('open until 2026-11-29');
  });

  it('prints the answer as it is when asked for JSON', async () => {
    const { out } = await run(
      [{ status: 200, body: stats }],
      ['stats', '--site', 'hazel.example', '--json'],
    );
    expect(JSON.parse(out)).toEqual(stats);
  });
});
