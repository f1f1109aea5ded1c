import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

// What anyone can ask of a Worker, from one that may be evil: it answers as it is told here. That the
// real one answers like this is proven in `test/worker` and `test/e2e/operator.test.ts`.
type Answer = { status?: number; headers?: Record<string, string>; body?: string };
type Edge = (path: string, headers: IncomingHttpHeaders) => Answer;
const servers: { edge: Edge; origin: string; close: () => void }[] = [];
async function newEdge(): Promise<(typeof servers)[number]> {
  const started = { edge: (() => ({ status: 500 })) as Edge, origin: '', close: () => {} };
  const server = createServer((request, response) => {
    const {
      status = 200,
      headers = {},
      body = '',
    } = started.edge(request.url ?? '', request.headers);
    response.writeHead(status, headers);
    response.end(status === 304 ? undefined : body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  started.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  started.close = () => void server.close();
  servers.push(started);
  return started;
}
const [one, two] = [await newEdge(), await newEdge()];
afterAll(() => servers.forEach(({ close }) => close()));

const SITE = 'hazel.example';
const DAY_MS = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const folder = temporaryFolder();
let publicKey = '';
let other = '';

async function key(name: string): Promise<string> {
  const { out } = await covey(['keygen', '--out', join(folder, name), '--json']);
  const { kid, x } = JSON.parse(out) as { kid: string; x: string };
  return `${kid}:${x}`;
}
let files = 0;
async function signed(part: Partial<Definitions>, keyFile = 'key.json') {
  const document = definitionsOf({
    metrics: { orders: { count: 'purchase' } },
    segments: { buyer: { when: { 'metric.orders': 1 } } },
    ...part,
  });
  const out = join(folder, `${++files}.json`);
  const source = fileWith('segments.json', JSON.stringify(document));
  expect((await covey(['sign', source, '--key', join(folder, keyFile), '--out', out])).code).toBe(
    0,
  );
  const text = readFileSync(out, 'utf8');
  const payload = openEnvelope(Buffer.from(text))?.payload ?? new Uint8Array(0);
  const digest = await crypto.subtle.digest('SHA-256', payload);
  const hash = Buffer.from(digest).toString('base64url');
  return { text, payload: Buffer.from(payload).toString(), hash, version: document.version };
}
type Signed = Awaited<ReturnType<typeof signed>>;
let newest: Signed;
let older: Signed;

const entry = ({ hash, version }: Signed, minutesAgo = 60) => ({
  version,
  keySet: 0,
  hash,
  published: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  expires: day(60),
  signers: [],
});
/** As the real Worker answers. */
const honest =
  (document = newest, listed = [entry(newest), entry(older)]): Edge =>
  (path, headers) => {
    if (path.endsWith('/published'))
      return { body: JSON.stringify({ site: SITE, documents: listed }) };
    if (!path.endsWith('/definitions')) {
      const error = { code: 'not-found', message: `${SITE} has no version 99.` };
      return path.endsWith('/definitions/11')
        ? { body: older.text }
        : { status: 404, body: JSON.stringify({ error }) };
    }
    return headers['if-none-match'] === `"${document.hash}"`
      ? { status: 304 }
      : { body: document.text, headers: { etag: `"${document.hash}"` } };
  };

beforeAll(async () => {
  publicKey = await key('key.json');
  other = await key('other.json');
  newest = await signed({ version: 12 });
  older = await signed({ version: 11 });
});
beforeEach(() => {
  one.edge = honest();
  two.edge = honest();
});
const on = (command: string, ...args: string[]) =>
  covey([command, '--site', SITE, '--edge', one.origin, ...args]);

describe('covey get', () => {
  it('gives the published document back, byte for byte as it was signed', async () => {
    const out = join(folder, 'got.json');
    const { code, err } = await on('get', '--out', out);
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(newest.payload);
    expect(err).toContain(newest.hash);
    expect(err).toContain('not checked');
    expect((await on('get')).out.trim()).toBe(newest.payload);
    // It can be signed again at once.
    expect((await covey(['sign', out, '--key', join(folder, 'key.json')])).code).toBe(0);
  });

  it('writes over no file that says something else, unless it is told to', async () => {
    const out = fileWith('edited.json', '{ "mine": 1 }');
    const refused = await on('get', '--out', out);
    expect([refused.code, readFileSync(out, 'utf8')]).toEqual([1, '{ "mine": 1 }']);
    expect(refused.err).toContain('says something else');
    expect((await on('get', '--out', out, '--force')).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(newest.payload);
    // The same again is no loss.
    expect((await on('get', '--out', out)).code).toBe(0);
  });

  it('gives the envelope, and older versions', async () => {
    const out = join(folder, 'envelope.json');
    expect((await on('get', '--envelope', '--out', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(newest.text);
    expect((await on('get', '--version', '11')).out.trim()).toBe(older.payload);
    const missing = await on('get', '--version', '99');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('has no version 99');
  });

  it('names only signers that were checked, and refuses what they did not sign', async () => {
    const right = await on('get', '--public-key', publicKey);
    expect(right.code).toBe(0);
    expect(right.err).toContain(`Signed by ${publicKey.split(':')[0]}.`);
    const wrong = await on('get', '--public-key', other, '--out', join(folder, 'never.json'));
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('No signature is by a trusted key');
    expect(() => readFileSync(join(folder, 'never.json'))).toThrow();
    expect((await on('get', '--public-key', 'x:y')).err).toContain('is not a public key');
  });

  it('gives back a document that has run out, too', async () => {
    const { out } = await covey([
      'get',
      '--site',
      SITE,
      '--edge',
      one.origin,
      '--public-key',
      publicKey,
    ]);
    expect(out.trim()).toBe(newest.payload);
  });

  it('says that it has run out', async () => {
    one.edge = honest(await signed({ expires: day(1) }));
    expect((await on('get')).err).toContain(', expires ');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY_MS });
    const { code, err } = await on('get', '--public-key', publicKey);
    vi.useRealTimers();
    expect([code, err]).toEqual([0, expect.stringContaining(', expired ')]);
  });

  it('does not take another site’s, or what is no envelope', async () => {
    const elsewhere = await signed({ site: 'other.example' });
    one.edge = honest(elsewhere);
    expect((await on('get')).err).toContain('another site');
    one.edge = () => ({ body: '<html>' });
    const none = await on('get');
    expect(none.code).toBe(1);
    expect(none.err).toContain('not a signed envelope');
  });
});

it('status and renew do not go by another site’s definitions either', async () => {
  one.edge = honest(await signed({ site: 'other.example', version: 40 }));
  const status = await on('status');
  expect([status.code, status.out]).toEqual([1, '']);
  const text = JSON.stringify(definitionsOf({}));
  const file = fileWith('segments.json', text);
  const renew = await covey(['renew', file, '--edge', one.origin]);
  expect([renew.code, readFileSync(file, 'utf8')]).toEqual([1, text]);
  for (const { err } of [status, renew]) expect(err).toContain('another site');
});

describe('covey status', () => {
  it('ends with 0 while all is well, 3 within thirty days, 4 when they ran out', async () => {
    const issued = day(-60);
    const cases = [
      [60, 0, 'run out on', 'good'],
      [29, 3, 'in 28 days', 'ending'],
    ] as const;
    for (const [days, code, words, state] of cases) {
      one.edge = honest(await signed({ issued, expires: day(days) }));
      const plain = await on('status', '--public-key', publicKey);
      expect([plain.code, plain.err]).toEqual([code, '']);
      expect(plain.out).toContain(words);
      const json = await on('status', '--json');
      expect(JSON.parse(json.out)).toMatchObject({ site: SITE, state });
    }
    expect((await on('status', '--days', '10')).code).toBe(0);
    expect((await on('status', '--public-key', other)).code).toBe(1);
  });

  it('of definitions that last a month or less it waits until half is left, so that a job is green after it renewed them', async () => {
    for (const [from, to, code] of [
      [0, 30, 0],
      [-14, 16, 0],
      [-16, 14, 3],
      [0, 7, 0],
      [-5, 2, 3],
    ] as const) {
      const document = await signed({ issued: day(from - 0.01), expires: day(to - 0.01) });
      one.edge = honest(document);
      expect([from, to, (await on('status')).code]).toEqual([from, to, code]);
    }
  });

  it('with a token it says how much room is left, when the last backup was taken, and that the token ends', async () => {
    const told = {
      ok: true,
      site: SITE,
      definitions: { state: 'good', expires: day(60) },
      counters: { bytes: 900 * 2 ** 20, maxBytes: 2 ** 30, fullest: 0.88 },
      backup: { last: { taken: day(-9), bytes: 30 * 2 ** 20 }, maxBytes: 32 * 2 ** 20 },
    };
    let asked: string | undefined;
    const health: Edge = (path, headers) => {
      if (!path.endsWith('/health')) return honest()(path, headers);
      asked = headers.authorization;
      return { body: JSON.stringify(told), headers: { 'covey-token-expires': day(5) } };
    };
    one.edge = health;
    const { code, out, err } = await on('status', '--token', 'secret');
    expect([code, asked]).toEqual([0, 'Bearer secret']);
    for (const words of [
      'Counters: 900.0 of 1024 MiB, the fullest part to 88 %.',
      'Raise COVEY_MEGABYTES_PER_SITE',
      '9 days ago; 30.0 MiB, 94 % of the 32 that a backup holds.',
      'Backups near the 32 MiB',
    ])
      expect(out).toContain(words);
    expect(err).toContain('This token ends on');
    const json = await on('status', '--token', 'secret', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ counters: told.counters, backup: told.backup });
    asked = undefined;
    expect((await on('status')).out).not.toContain('Counters');
    expect(asked).toBe(undefined);
    // A token that it does not take is said, and no failure: the end is for anyone to ask.
    const error = { code: 'unauthorized', message: 'This token has run out on 2026-11-26.' };
    one.edge = (path, headers) =>
      path.endsWith('/health')
        ? { status: 401, body: JSON.stringify({ error }) }
        : honest()(path, headers);
    const refused = await on('status', '--token', 'secret');
    expect([refused.code, refused.err]).toEqual([0, expect.stringContaining('has run out on')]);
    const unsent = await on('status', '--token', '…');
    expect([unsent.code, unsent.err]).toEqual([0, expect.stringContaining('no request carries')]);
  });

  it('reads files too, also those that have run out', async () => {
    const issued = day(-60);
    const file = (expires: string) =>
      fileWith('segments.jsonc', `// ours\n${JSON.stringify(definitionsOf({ issued, expires }))}`);
    expect((await covey(['status', file(day(60))])).code).toBe(0);
    expect((await covey(['status', file(day(20))])).code).toBe(3);
    const ended = await covey(['status', file(day(-0.5))]);
    expect(ended.code).toBe(4);
    expect(ended.out).toContain('ran out on');
    expect(ended.out).toContain('covey renew');
    expect(ended.err).toBe('');
    const envelope = fileWith('envelope.json', newest.text);
    expect((await covey(['status', envelope])).code).toBe(0);
    expect((await covey(['status'])).code).toBe(2);
    // Of two, which one is good would be left open.
    expect((await on('status', envelope)).code).toBe(2);
    expect((await covey(['status', '--site', SITE, '--edge', 'http://127.0.0.1:9'])).code).toBe(1);
  });

  it('with a key, of an envelope that this key signed and of no other file', async () => {
    const envelope = fileWith('envelope.json', newest.text);
    const source = fileWith('segments.json', JSON.stringify(definitionsOf({ expires: day(60) })));
    expect((await covey(['status', envelope, '--public-key', publicKey])).code).toBe(0);
    const stranger = await covey(['status', envelope, '--public-key', other]);
    expect([stranger.code, stranger.out]).toEqual([1, '']);
    const unsigned = await covey(['status', source, '--public-key', publicKey]);
    expect([unsigned.code, unsigned.out]).toEqual([2, '']);
    expect(unsigned.err).toContain('is not signed');
  });
});

describe('covey renew', () => {
  const text = (more = '') => `{
\t// What the shop's people agreed on in May.
\t"covey": 1, "site": "${SITE}",
\t"version": 7, // counts up
\t"issued": "2026-03-01T00:00:00Z",
\t"expires": "2026-04-30T00:00:00Z",${more}
\t"segments": {}, /* none yet */
}
`;

  it('raises the version, moves the dates as far apart as before, and keeps the comments', async () => {
    const file = fileWith('segments.jsonc', text());
    const { code, out } = await covey(['renew', file]);
    expect(code).toBe(0);
    expect(out).toContain('version 8');
    const after = readFileSync(file, 'utf8');
    const today = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
    const end = new Date(Date.parse(today) + 60 * DAY_MS).toISOString().replace('.000', '');
    expect(after).toBe(
      text()
        .replace('"version": 7', '"version": 8')
        .replace('2026-03-01T00:00:00Z', today)
        .replace('2026-04-30T00:00:00Z', end),
    );
    const check = await covey(['check', file]);
    expect(check.code).toBe(0);
    expect((await covey(['renew', file, '--days', '7'])).code).toBe(0);
    // It was just renewed: a job that asks is green.
    expect((await covey(['status', file])).code).toBe(0);
  });

  it('follows what is published, and says so in "previous" where the file does', async () => {
    const file = fileWith(
      'segments.jsonc',
      text(`\n\t"previous": "${'A'.repeat(43)}", // the one before`),
    );
    const alone = await covey(['renew', file]);
    expect(alone.code).toBe(1);
    expect(alone.err).toContain('--previous');
    expect((await covey(['renew', file, '--edge', one.origin])).code).toBe(0);
    const after = readFileSync(file, 'utf8');
    expect(after).toContain('"version": 13, // counts up');
    expect(after).toContain(`"previous": "${newest.hash}", // the one before`);
  });

  it('does not edit programs, broken files or what has errors, and says what to do', async () => {
    const source = `export default ${JSON.stringify(definitionsOf({ version: 4 }))};\n`;
    const module = fileWith('segments.ts', source);
    const refused = await covey(['renew', module]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('version: 5,');
    expect(readFileSync(module, 'utf8')).toBe(source);
    for (const broken of ['{', '{"covey":1}', text().replace('"segments": {}', '"segments": 7')]) {
      const file = fileWith('segments.jsonc', broken);
      expect((await covey(['renew', file])).code).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe(broken);
    }
  });
});

describe('covey monitor', () => {
  const monitor = (...args: string[]) => on('monitor', '--edge', two.origin, ...args);

  it('finds nothing where everyone is served the same, and says which hash', async () => {
    const { code, out } = await monitor('--public-key', publicKey, '--header', 'X-Test: 1');
    expect(out).toContain('All the same, and the newest of the public list.');
    expect(code).toBe(0);
    expect(out).toContain(newest.hash);
    expect(out).toContain('X-Test: 1');
    const json = await monitor('--json', '--hash', newest.hash);
    expect(JSON.parse(json.out)).toMatchObject({ same: true, differences: [] });
    const cdn = await covey([
      'monitor',
      '--site',
      SITE,
      '--from',
      `${one.origin}/v1/sites/${SITE}/definitions`,
    ]);
    expect(cdn.code).toBe(0);
  });

  let made: Signed;
  beforeAll(async () => {
    // Signed by the owner, for one visitor.
    made = await signed({ version: 12, segments: { 'only-you': { when: {} } } });
  });
  const lies: [string, () => Edge, RegExp][] = [
    [
      'one visitor gets a document of their own',
      () => (path, headers) => (headers.cookie ? honest(made) : honest())(path, headers),
      /asked as a phone with cookies.*is not in the public list/,
    ],
    [
      'by language',
      () => (path, headers) =>
        (headers['accept-language']?.startsWith('de') ? honest(made) : honest())(path, headers),
      /asked as a browser in German.*differs from/,
    ],
    [
      'one place serves an older version',
      () => honest(older),
      /is not the newest of the public list/,
    ],
    [
      'the same document in an envelope of its own',
      () => (path, headers) => {
        const answer = honest()(path, headers);
        return path.endsWith('/definitions') && answer.body
          ? { ...answer, body: ` ${answer.body}` }
          : answer;
      },
      /comes in another envelope/,
    ],
    [
      'a tag of its own',
      () => (path, headers) => ({ ...honest()(path, headers), headers: { etag: '"visitor-7"' } }),
      /ETag is not the hash/,
    ],
    ...['-visitor7', '-gzip7', ';br-7', '-7-gzip', ' '].map((mark): (typeof lies)[number] => [
      `a tag of its own that begins like the others: ${mark}`,
      () => (path, headers) => ({
        ...honest()(path, headers),
        headers: { etag: `"${newest.hash}${mark}"` },
      }),
      /ETag is not the hash/,
    ]),
    [
      'a tag that is none',
      () => (path, headers) => ({ ...honest()(path, headers), headers: { etag: newest.hash } }),
      /ETag is not the hash/,
    ],
    [
      'a cookie',
      () => (path, headers) => ({ ...honest()(path, headers), headers: { 'set-cookie': 'id=7' } }),
      /sets a cookie/,
    ],
    [
      'by address or cookie, as it says itself',
      () => (path, headers) => ({ ...honest()(path, headers), headers: { vary: 'Cookie' } }),
      /varies by cookie/,
    ],
    [
      'another public list',
      () => honest(newest, [entry(newest), entry(made)]),
      /public list lacks version/,
    ],
    [
      'a public list of its own for some',
      () => (path, headers) =>
        path.endsWith('/published') && headers.origin
          ? honest(newest, [entry(newest)])(path, headers)
          : honest()(path, headers),
      /public list lacks version 11/,
    ],
    ['an error', () => () => ({ status: 503, body: '{}' }), /shows no public list/],
    [
      'an error to some',
      () => (path, headers) =>
        headers['sec-gpc'] ? { status: 403, body: '' } : honest()(path, headers),
      /asked as an objection.*answered 403/,
    ],
    [
      'no way back for those who come again',
      () => (path, headers) =>
        headers['if-none-match'] ? { status: 400 } : honest()(path, headers),
      /answered 400 to a returning visitor/,
    ],
  ];
  it.each(['', '-gzip', '-br', ';br', ';gzip'])(
    'knows the tag as a proxy leaves it: %s',
    async (mark) => {
      two.edge = (path, headers) => ({
        ...honest()(path, headers),
        headers: { etag: `W/"${newest.hash}${mark}"` },
      });
      const { code, out } = await monitor();
      expect([out, code]).toEqual([out, 0]);
    },
  );

  it.each(lies)('tells when not all get the same: %s', async (_, evil, words) => {
    two.edge = evil();
    const { code, out, err } = await monitor();
    expect(out + err).toMatch(words);
    expect(code).toBe(1);
  });

  it('a document that everyone gets but none of your keys signed', async () => {
    const { code, out } = await monitor('--public-key', other);
    expect(code).toBe(1);
    expect(out).toContain('No signature is by a trusted key');
  });

  it('another hash than elsewhere', async () => {
    const { code, out } = await monitor('--hash', older.hash);
    expect(code).toBe(1);
    expect(out).toContain(`where ${older.hash} was expected`);
  });

  it('a version that was published just now may not have come everywhere', async () => {
    one.edge = honest(newest, [entry(newest, 1), entry(older)]);
    two.edge = honest(older, [entry(older)]);
    expect((await monitor()).code).toBe(0);
    one.edge = honest(newest, [entry(newest, 10), entry(older)]);
    expect((await monitor()).code).toBe(1);
  });

  it('says that nothing is published, as the Worker does', async () => {
    const error = { code: 'not-found', message: `Nothing is published for ${SITE}.` };
    two.edge = () => ({ status: 404, body: JSON.stringify({ error }) });
    const { code, err } = await monitor();
    expect(code).toBe(1);
    expect(err).toContain(`The Worker says: ${error.message}`);
    expect(err).toContain('that something is published ("covey publish")');
  });

  it('wants a place, and headers that are some', async () => {
    expect((await covey(['monitor', '--site', SITE])).code).toBe(2);
    for (const none of ['nonsense', 'X-Name: …', 'X-Name: \u0007'])
      expect((await monitor('--header', none)).code).toBe(2);
    expect((await monitor('--from', 'cdn.example')).code).toBe(2);
  });
});

describe('an edge that answers what no Worker does', () => {
  const envelopeOf = (payload: string) =>
    JSON.stringify({
      payload: Buffer.from(payload).toString('base64url'),
      signatures: [{ protected: 'e30', signature: 'AAAA' }],
    });
  const dated = { site: SITE, version: 1, issued: day(-1), expires: day(60) };
  const bodies = [
    '{}',
    'null',
    '[]',
    '"text"',
    '<html>',
    '{"documents":[null]}',
    '{"documents":{}}',
    '{"registered":[null],"listed":null,"entries":[]}',
    `{"registered":[],"listed":{},"entries":[{"time":1}]}`,
    '{"site":"hazel.example","questions":[{"answers":[{"state":"odd"}]}],"period":{}}',
    '{"version":1,"hash":"x","warnings":[null]}',
    ...['null', '7', '{}', '{"site":"hazel.example"}'].map(envelopeOf),
    ...[{ version: 'x' }, { version: null }, { issued: 'x' }, { expires: 1 }].map((odd) =>
      envelopeOf(JSON.stringify({ ...dated, ...odd })),
    ),
    ' '.repeat(1_100_000),
  ];
  const site = ['--site', SITE];
  const token = ['--token', 'secret'];
  const commands: (() => readonly string[])[] = [
    () => ['audit', ...site, ...token],
    () => ['audit', ...site, ...token, '--json'],
    () => ['stats', ...site, ...token],
    () => ['publish', join(folder, '1.json'), ...token],
    () => [
      'publish',
      join(folder, '1.json'),
      ...token,
      '--replace-keys',
      '--public-key',
      publicKey,
    ],
    () => ['get', ...site],
    () => ['get', ...site, '--public-key', publicKey],
    () => ['status', ...site],
    () => ['renew', fileWith('segments.json', JSON.stringify(definitionsOf({})))],
    () => ['monitor', ...site],
  ];

  it('is a failure with a way out, whatever is asked', async () => {
    for (const command of commands)
      for (const body of bodies) {
        one.edge = () => ({ body });
        const args = [...command(), '--edge', one.origin];
        const { code, out, err } = await covey(args);
        const said = `${args[0]} ${body.slice(0, 60)}: ${out}${err}`;
        expect([said, code]).toEqual([said, 1]);
        expect(said).not.toMatch(/TypeError|RangeError|Invalid time|undefined|NaN|\n {4}at /);
        // A way out stands under what is wrong.
        if (args[0] !== 'monitor') expect(err.trimEnd().split('\n').length).toBeGreaterThan(1);
      }
  });

  it('does not spoil the counts where only the end of the definitions is odd', async () => {
    const stats = {
      site: SITE,
      version: 1,
      questionSet: 'x',
      epsilon: 2,
      released: null,
      step: 20,
      period: { number: 1, ms: 1, from: day(-1), to: day(1), open: true },
      reports: 0,
      questions: [],
    };
    for (const body of ['null', '{"definitions":{"state":"ended","expires":"x"}}']) {
      one.edge = (path) => ({ body: path.includes('/health') ? body : JSON.stringify(stats) });
      const { code, err } = await covey(['stats', ...site, ...token, '--edge', one.origin]);
      expect([code, err]).toEqual([0, '']);
    }
  });
});
