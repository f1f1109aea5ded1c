import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audit, Stats } from '../../shared/wire/index.ts';
import { covey, coveyProcess, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

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
/** What anyone can read there; by itself nothing. */
let live: { readonly definitions?: string; readonly published?: object } = {};
const server = createServer(async (request: IncomingMessage, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method = '', url = '', headers } = request;
  const part = /\/(definitions|published)$/.exec(url)?.[1] as keyof typeof live | undefined;
  if (method === 'GET' && part !== undefined) {
    const anyones = live[part];
    response.writeHead(anyones ? 200 : 404, { 'content-type': 'application/json' });
    const none = { error: { code: 'not-found', message: 'Nothing is published.' } };
    response.end(typeof anyones === 'string' ? anyones : JSON.stringify(anyones ?? none));
    return;
  }
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
  key = await newKey(keyFile);
  const document = definitionsOf({
    metrics: { orders: { count: 'purchase' } },
    segments: { buyer: { when: { 'metric.orders': 1 } } },
  });
  const file = fileWith('segments.json', JSON.stringify(document));
  expect((await covey(['sign', file, '--key', keyFile, '--out', envelope])).code).toBe(0);
});
afterAll(() => void server.close());

async function newKey(file = join(temporaryFolder(), 'key.json')): Promise<typeof key> {
  return JSON.parse((await covey(['keygen', '--out', file, '--json'])).out) as typeof key;
}

function run(prepared: typeof answers, args: readonly string[], token = 'secret') {
  seen = [];
  answers = [...prepared];
  return covey([...args, '--edge', edge, ...(token ? ['--token', token] : [])]);
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

  it('takes the token from the environment', async () => {
    seen = [];
    answers = [published];
    const { code } = await coveyProcess(['publish', envelope, '--edge', edge], {
      env: { COVEY_TOKEN: 'from-there' },
    });
    expect(code).toBe(0);
    expect(seen[0]?.token).toBe('Bearer from-there');
  });

  it('registers nothing before it is known that the envelope holds with the keys', async () => {
    const stranger = await newKey();
    for (const flag of ['--register', '--replace-keys']) {
      const { code, err } = await run(
        [unknown],
        ['publish', envelope, flag, '--public-key', `${stranger.kid}:${stranger.x}`],
      );
      expect(code).toBe(1);
      expect(err).toContain('Nothing was registered');
      expect(err).toContain(stranger.kid);
      expect(seen.filter(({ url }) => url === '/v1/sites/hazel.example')).toEqual([]);
    }
  });

  it('goes on where an earlier attempt registered and its answer was lost', async () => {
    const { code, out } = await run(
      [unknown, error(409, 'exists', 'hazel.example is registered.'), published],
      ['publish', envelope, '--register', '--public-key', `${key.kid}:${key.x}`],
    );
    expect(code).toBe(0);
    expect(out).not.toContain('Registered');
    expect(out).toContain('Published version 1');
  });

  it('replaces keys with a reason, then publishes, and says what pages need', async () => {
    const { code, out, err } = await run(
      [{ status: 200, body: { site: 'hazel.example', keys: [key.kid] } }, published],
      [
        'publish',
        envelope,
        '--replace-keys',
        '--reason',
        'lost',
        '--public-key',
        `${key.kid}:${key.x}`,
      ],
    );
    expect(code).toBe(0);
    expect(out).toContain('Replaced the keys of hazel.example.');
    expect(err).toContain('data-key');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /v1/sites/hazel.example',
      'PUT /v1/sites/hazel.example/definitions',
    ]);
    expect(JSON.parse(seen[0]!.body)).toEqual({
      keys: [{ kid: key.kid, x: key.x }],
      replace: true,
      reason: 'lost',
    });
    const same = await run(
      [
        { status: 200, body: { site: 'hazel.example', keys: [key.kid], replaced: false } },
        published,
      ],
      ['publish', envelope, '--replace-keys', '--public-key', `${key.kid}:${key.x}`],
    );
    expect(same.out).toContain('registered for hazel.example already: nothing was replaced');
    expect(same.out + same.err).not.toMatch(/Replaced|data-key/);
    const halfway = await run(
      [{ status: 200, body: {} }, error(409, 'conflict', 'Older than …')],
      ['publish', envelope, '--replace-keys', '--public-key', `${key.kid}:${key.x}`],
    );
    expect(halfway.code).toBe(1);
    expect(halfway.err).toContain('replaced all the same');
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
    const untrusted = await run([error(422, 'invalid', 'No …')], ['publish', envelope]);
    expect(untrusted.err).toContain('covey audit');
    const stale = await run(
      [error(409, 'conflict', 'Older than definitions seen before.')],
      ['publish', envelope],
    );
    expect(stale.err).toContain('covey renew');
    const unregistered = await run([unknown], ['publish', envelope]);
    expect(unregistered.err).toContain('hazel.example is not registered at http://127.0.0.1');
    expect(unregistered.err).not.toContain('PUT');
    const ended = 'This token has run out on 2026-11-26. Make another: covey token create.';
    const late = await run([error(401, 'unauthorized', ended)], ['publish', envelope]);
    expect(late.err).toContain('has run out on 2026-11-26');
    expect(late.err).not.toContain('Check COVEY_TOKEN');
    const token = await run([error(401, 'unauthorized', 'Wrong token.')], ['publish', envelope]);
    expect(token.err).toContain('COVEY_TOKEN');
  });

  it('says which keys a site has, where others signed, and that --register changes none', async () => {
    const stranger = await newKey();
    const audited = {
      status: 200,
      body: {
        site: 'hazel.example',
        registered: [{ kid: stranger.kid, x: stranger.x }],
        listed: null,
        entries: [],
      },
    };
    const refused = error(422, 'invalid', 'No signature is by a trusted key.');
    const register = ['publish', envelope, '--register', '--public-key', `${key.kid}:${key.x}`];
    const { code, err } = await run([refused, audited], register);
    expect(code).toBe(1);
    expect(err).toContain('hazel.example is registered with another key');
    expect(err).toContain(`by ${stranger.kid}; this envelope is signed by ${key.kid}.`);
    expect(err).toContain('--replace-keys');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /v1/sites/hazel.example/definitions',
      'GET /v1/sites/hazel.example/audit',
    ]);
    const again = await run([published], register);
    expect(again.code).toBe(0);
    expect(again.err).toContain('registered already: --register changed nothing');
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
    for (const token of ['', '…', 'two words', 'secret\n']) {
      const { code, err } = await run([], ['publish', envelope], token);
      expect([token, code, err]).toEqual([
        token,
        2,
        expect.stringMatching(/^covey: .*token.*\n {2}/i),
      ]);
    }
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

describe('covey audit', () => {
  const audit: Audit = {
    site: 'hazel.example',
    registered: [{ kid: 'kid-2', x: 'x' }],
    listed: { version: 3, keys: [{ kid: 'kid-2', x: 'x' }] },
    entries: [
      {
        time: '2026-11-01T10:00:00.000Z',
        action: 'registered',
        by: null,
        keys: ['kid-1'],
        reason: null,
        subject: null,
      },
      {
        time: '2026-11-02T10:00:00.000Z',
        action: 'replaced',
        by: 'operator',
        keys: ['kid-2'],
        reason: 'lost',
        subject: null,
      },
    ],
  };

  it('prints which keys there are, and who changed them when and why', async () => {
    const { code, out } = await run(
      [{ status: 200, body: audit }],
      ['audit', '--site', 'hazel.example'],
    );
    expect(code).toBe(0);
    expect(seen[0]?.url).toBe('/v1/sites/hazel.example/audit');
    expect(out).toContain('Registered: kid-2');
    expect(out).toContain('key set 3: kid-2');
    expect(out).toMatch(/2026-11-02 10:00:00 +operator +replaced +kid-2 +lost/);
    const json = await run(
      [{ status: 200, body: audit }],
      ['audit', '--site', 'hazel.example', '--json'],
    );
    expect(JSON.parse(json.out)).toEqual(audit);
    // Whoever can replace keys makes no audit so long that nobody reads it.
    const entry = {
      ...audit.entries[1],
      keys: Array(8).fill('k'.repeat(43)),
      reason: '語'.repeat(200),
    };
    const full = { ...audit, entries: Array.from({ length: 2000 }, () => entry) };
    const long = await run([{ status: 200, body: full }], ['audit', '--site', 'hazel.example']);
    expect([long.code, long.out.split('\n').length]).toEqual([0, 2005]);
  });
});

describe('covey token', () => {
  const entry = {
    id: '1f2e3d4c5b6a',
    scope: 'counts',
    label: 'Marketing',
    created: '2026-11-01T10:00:00.000Z',
    expires: '2027-11-01T10:00:00.000Z',
    used: null,
  };
  const secret = `covey_counts_1f2e3d4c5b6a_${'x'.repeat(43)}`;
  const created = (status: number) => ({ status, body: { ...entry, token: secret } });
  const site = ['--site', 'hazel.example'];

  it('makes one: the token goes where a program can take it, the link beside it', async () => {
    const made = await run(
      [created(201)],
      ['token', 'create', '--scope', 'counts', '--label', 'Marketing', ...site],
    );
    expect([made.code, made.out]).toEqual([0, `${secret}\n`]);
    expect(made.err).toContain(`/studio/#site=hazel.example&token=${secret}`);
    expect(seen).toMatchObject([{ method: 'POST', url: '/v1/sites/hazel.example/tokens' }]);
    expect(JSON.parse(seen[0]!.body)).toEqual({ scope: 'counts', label: 'Marketing', days: 365 });
    expect((await run([], ['token', 'create', '--scope', 'all', ...site])).code).toBe(2);
  });

  it('lists, rotates and revokes', async () => {
    const list = await run(
      [{ status: 200, body: { site: 'hazel.example', tokens: [entry] } }],
      ['token', 'list', ...site],
    );
    expect(list.out).toMatch(/1f2e3d4c5b6a +counts +Marketing +2026-11-01 +2027-11-01 +never/);
    const rotated = await run([created(200)], ['token', 'rotate', entry.id, ...site]);
    expect([rotated.code, rotated.out, JSON.parse(seen[0]!.body)]).toEqual([
      0,
      `${secret}\n`,
      { overlapHours: 24 },
    ]);
    const revoked = await run(
      [{ status: 200, body: { id: entry.id } }],
      ['token', 'revoke', entry.id, ...site],
    );
    expect([revoked.code, seen[0]?.method, seen[0]?.url]).toEqual([
      0,
      'DELETE',
      '/v1/sites/hazel.example/tokens/1f2e3d4c5b6a',
    ]);
  });

  it('a token for something else is said to be good for that', async () => {
    const { code, err } = await run(
      [error(403, 'forbidden', 'This token has the scope "counts", and here "admin" is needed.')],
      ['token', 'list', ...site],
    );
    expect([code, err]).toEqual([1, expect.stringContaining('for something else')]);
  });
});

it('audit and stats of a site that there is not say what to check', async () => {
  const audited = await run([unknown], ['audit', '--site', 'hazel.example']);
  expect(audited.err).toContain('hazel.example is not registered at http://127.0.0.1');
  expect(audited.err).toContain('Check --site and --edge.');
  const nothing = error(404, 'not-found', 'Nothing is published for hazel.example.');
  const counted = await run([nothing], ['stats', '--site', 'hazel.example']);
  expect(counted.err).toContain('"covey publish" puts definitions there');
  const older = await run([nothing], ['stats', '--site', 'hazel.example', '--version', '7']);
  expect(older.err).toContain('Without --version');
});

it('token list marks those that end soon, and those that ran out', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const token = (id: string, expires: string | null) => ({
    id,
    scope: 'counts',
    label: '',
    created: day(-90),
    expires,
    used: null,
  });
  const tokens = [
    token('far', day(60)),
    token('near', day(12.5)),
    token('ended', day(-3)),
    token('endless', null),
  ];
  const { out } = await run(
    [{ status: 200, body: { site: 'hazel.example', tokens } }],
    ['token', 'list', '--site', 'hazel.example'],
  );
  const lineOf = (id: string) => out.split('\n').find((line) => line.startsWith(`${id} `)) ?? '';
  expect(lineOf('near')).toContain(`${day(12.5).slice(0, 10)}, in 12 days`);
  expect(lineOf('ended')).toContain(`${day(-3).slice(0, 10)}, has run out`);
  expect(lineOf('far')).toContain(`${day(60).slice(0, 10)}  `);
  expect(lineOf('endless')).toContain('never');
});

describe('before covey publish', () => {
  const answered = { status: 200, body: { version: 2, hash: 'abc', warnings: [] } };
  const folder = temporaryFolder();
  const documentOf = (version: number, orders: number, part: object = {}) =>
    definitionsOf({
      version,
      metrics: { orders: { count: 'purchase' } },
      segments: { buyer: { when: { 'metric.orders': orders }, count: true } },
      ...part,
    });
  const signedBy = async (document: object, name: string, ...keys: string[]) => {
    const out = join(folder, name);
    const file = fileWith(`of-${name}`, JSON.stringify(document));
    const { code, err } = await covey([
      'sign',
      file,
      ...keys.flatMap((each) => ['--key', each]),
      '--out',
      out,
    ]);
    expect([code, err]).toEqual([0, err]);
    return out;
  };
  const [oldFile, newFile] = [join(folder, 'old-key.json'), join(folder, 'new-key.json')];
  let [old, other] = [
    { kid: '', x: '' },
    { kid: '', x: '' },
  ];
  beforeAll(async () => {
    [old, other] = [await newKey(oldFile), await newKey(newFile)];
    live = {
      definitions: readFileSync(await signedBy(documentOf(1, 1), 'one.json', oldFile), 'utf8'),
    };
  });
  afterAll(() => {
    live = {};
  });
  const listed = (...signers: string[][]) => {
    const documents = signers.map((each, at) => ({
      version: signers.length - at,
      keySet: 0,
      hash: 'x',
      published: new Date(Date.now() - at * 86_400_000).toISOString(),
      expires: new Date().toISOString(),
      signers: each,
    }));
    live = { ...live, published: { site: 'hazel.example', documents } };
  };

  it('it says which questions begin anew in the middle of a period, and where their numbers stay', async () => {
    listed([old.kid]);
    const changed = await signedBy(documentOf(2, 2), 'changed.json', oldFile);
    const { code, err } = await run([answered], ['publish', changed]);
    expect(code).toBe(0);
    expect(err).toContain('1 question begins anew (buyer) in the middle of a period that ends on');
    expect(err).toContain('stay under version 1');
    const json = await run([answered], ['publish', changed, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ warnings: [{ path: [] }] });
    const same = await signedBy(documentOf(2, 1), 'same.json', oldFile);
    expect((await run([answered], ['publish', same])).err).toBe('');
  });

  it('it warns where a key that signed until now does not sign beside the new one', async () => {
    const envelope = await signedBy(documentOf(2, 1), 'new.json', newFile);
    const both = await signedBy(documentOf(2, 1), 'both.json', newFile, oldFile);
    listed([old.kid]);
    const { code, err } = await run([answered], ['publish', envelope]);
    expect(code).toBe(0);
    expect(err).toContain(`Not signed by ${old.kid}, as version 1 was`);
    expect(err).toContain('COVEY_KEY_2');
    expect((await run([answered], ['publish', both])).err).toBe('');
    // It is not forgotten with the next version; keys that take turns are not meant.
    listed([other.kid], [old.kid]);
    expect((await run([answered], ['publish', envelope])).err).toContain('as version 1 was');
    listed([old.kid], [other.kid], [old.kid]);
    expect((await run([answered], ['publish', envelope])).err).toBe('');
  });

  it('a listed key that does not sign is named when signing', async () => {
    const publicPart = ({ kid, x }: typeof old) => ({ kid, x });
    const keys = { version: 1, keys: [publicPart(old), publicPart(other)] };
    const file = fileWith('listed.json', JSON.stringify(documentOf(1, 1, { keys })));
    const args = ['sign', file, '--key', oldFile, '--out', join(folder, 'listed-signed.json')];
    expect((await covey(args)).err).toContain(`Not signed by ${other.kid}, which`);
    expect((await covey([...args, '--key', newFile])).err).not.toContain('Not signed');
  });

  it('with --expect-live it publishes over nothing that was published from elsewhere', async () => {
    listed([old.kid]);
    const next = await signedBy(documentOf(2, 2), 'next.json', oldFile);
    const [mine, rolledBack] = [documentOf(9, 2), documentOf(7, 1)].map((document, at) =>
      fileWith(`main-${at}.json`, JSON.stringify(document)),
    );
    const refused = await run([answered], ['publish', next, '--expect-live', mine ?? '']);
    expect([refused.code, seen]).toEqual([1, []]);
    expect(refused.err).toContain('published it from elsewhere');
    const both = ['--expect-live', mine ?? '', '--expect-live', rolledBack ?? ''];
    expect((await run([answered], ['publish', next, ...both])).code).toBe(0);
    const { definitions: _, ...nothing } = live;
    const before = live;
    live = nothing;
    expect((await run([answered], ['publish', next, '--expect-live', mine ?? ''])).code).toBe(0);
    live = before;
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
    released: '2026-11-19',
    step: 20,
    reports: 5000,
    together: 6,
    baseline: { number: 740, from: '2026-10-04T00:00:00Z', compared: 1 },
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
            consistent: 0.012,
            combined: { periods: 5, share: 0.013, low: 0.008, high: 0.018, standardError: 0.0025 },
            change: { verdict: 'fell', difference: -0.04, low: -0.07, high: -0.01 },
          },
        ],
      },
      {
        id: 'tier',
        kind: 'group',
        name: 'Tiers',
        reports: 2500,
        answers: [
          { id: 'gold', state: 'too-few', enoughAt: '2026-11-20' },
          { id: null, state: 'disputed', reasons: ['jump'] },
        ],
      },
    ],
  };

  it('says how to count where nothing is asked, and what to look at where nothing came yet', async () => {
    const ask = async (part: Partial<Stats>) =>
      (
        await run(
          [{ status: 200, body: { ...stats, ...part } }],
          ['stats', '--site', 'hazel.example'],
        )
      ).out;
    const nothingAsked = await ask({ questions: [], reports: 0 });
    expect(nothingAsked).toContain('Version 3 of hazel.example asks nothing');
    expect(nothingAsked).toContain('Add "count": true');
    const nothingYet = await ask({ released: null, reports: 0 });
    expect(nothingYet).toContain('before every question has 20 reports: 40 devices and more');
    expect(nothingYet).toContain('measurement');
    const period = { ...stats.period, open: false };
    const over = await ask({ released: null, reports: 0, period });
    expect(over).toContain('Nothing is released of this period');
    for (const text of [nothingAsked, nothingYet, over]) expect(text).not.toContain('took part');
  });

  it('prints numbers with their intervals, and says why others are withheld', async () => {
    const { code, out } = await run(
      [{ status: 200, body: stats }],
      ['stats', '--site', 'hazel.example', '--period', '741'],
    );
    expect(code).toBe(0);
    expect(seen[0]!.url).toBe('/v1/sites/hazel.example/stats?period=741');
    await run(
      [{ status: 200, body: stats }],
      ['stats', '--site', 'hazel.example', '--version', '2'],
    );
    expect(seen[0]?.url).toBe('/v1/sites/hazel.example/stats?version=2');
    expect(out).toMatch(
      /buyer +Buyers +2,500 +1\.0 % +0\.0 to 3\.0 % +about 1,240 \(1,080 to 1,400\)/,
    );
    expect(out).toContain('tier: gold');
    expect(out).toMatch(/Devices +Consistent +Since 2026-10-04\n/);
    expect(out).toMatch(/ 1\.2 % +fell by 4\.0 points \(1\.0 to 7\.0\)\n/);
    expect(out).toMatch(
      /Last 6 periods together +Share .*\nbuyer +1\.30 % +0\.80 to 1\.80 % +5 of 6\n/,
    );
    expect(out).toContain('Changes are since period 740');
    expect(out).toContain('too few to say (enough reports about 2026-11-20)');
    expect(out).toContain('disputed: it is further from the period before');
    expect(out).toContain('open until 2026-11-29');
    expect(out).toContain('As released on 2026-11-19');
  });

  it('asks for other periods to put together, or to compare with', async () => {
    const args = ['stats', '--site', 'hazel.example', '--together', '12', '--baseline', '728'];
    await run([{ status: 200, body: stats }], args);
    expect(seen[0]!.url).toBe('/v1/sites/hazel.example/stats?together=12&baseline=728');
  });

  it('reads as much as histograms and experiences at their bounds say of thirteen periods', async () => {
    const [question] = stats.questions;
    const [answer] = question!.answers;
    const point = {
      state: 'released',
      share: 0.0123,
      low: 0.0113,
      high: 0.0133,
      standardError: 0.0005,
    };
    const trend = Array.from({ length: 13 }, (_, at) => ({ period: 729 + at, ...point }));
    const asked = (many: string, length: number) => ({
      ...question,
      id: many,
      kind: 'group',
      answers: Array.from({ length }, (_, at) => ({ ...answer, id: `${many}-${at}`, trend })),
    });
    const questions = Array.from({ length: 20 }, (_, at) => [
      asked(`histogram-${at}`, 25),
      asked(`experience-${at}`, 12),
    ]).flat();
    const body = { ...stats, questions };
    expect(JSON.stringify(body).length).toBeGreaterThan(1024 * 1024);
    const { code, out } = await run([{ status: 200, body }], ['stats', '--site', 'hazel.example']);
    expect([code, out.includes('experience-19-11')]).toEqual([0, true]);
  });

  it('prints each period by itself where that is wanted, and everything as CSV', async () => {
    const [question] = stats.questions;
    const trend = [
      { period: 740, state: 'unreleased' },
      { period: 741, state: 'released', share: 0.01, low: -0.01, high: 0.03 },
    ];
    const answers = [{ ...question!.answers[0], trend }];
    const body = { ...stats, simulated: true, questions: [{ ...question, answers }] };
    const ask = (option: string) =>
      run([{ status: 200, body }], ['stats', '--site', 'hazel.example', option]);
    const { out } = await ask('--trend');
    expect(out).toMatch(
      /buyer +2026-10-04 +nothing released\n +2026-11-01 +1\.0 % +0\.0 to 3\.0 %/,
    );
    expect(out).toContain('Simulated: these visitors are made up.');
    const csv = (await ask('--csv')).out.split('\n');
    expect(csv[0]).toMatch(/^site,version,period,/);
    expect(csv.slice(1).map((row) => row.split(',').slice(2, 5))).toEqual([
      ['740', '2026-10-04', 'buyer'],
      ['741', '2026-11-01', 'buyer'],
      [],
    ]);
    const args = ['stats', '--site', 'hazel.example', '--csv', '--json'];
    expect((await run([], args)).code).toBe(2);
  });

  it('reads what a Worker of an earlier release says, which is a period alone', async () => {
    const { together: _, baseline: __, ...earlier } = stats;
    const { questions } = earlier;
    const [{ consistent: a, combined: b, change: c, ...answer }] = questions[0]!
      .answers as never as [Record<string, unknown>];
    const body = { ...earlier, questions: [{ ...questions[0], answers: [answer] }] };
    const { code, out } = await run([{ status: 200, body }], ['stats', '--site', 'hazel.example']);
    expect([code, a, b !== c]).toEqual([0, 0.012, true]);
    expect(out).toMatch(/buyer +Buyers +2,500 +1\.0 %/);
    for (const word of ['together', 'Since', 'Consistent', 'Changes'])
      expect(out).not.toContain(word);
  });

  it('says when the counts will end because the definitions run out', async () => {
    const health = (state: string, days: number) => ({
      status: state === 'ended' ? 503 : 200,
      body: {
        definitions: { state, expires: new Date(Date.now() + days * 86_400_000).toISOString() },
      },
    });
    expect((await run([], ['stats', '--site', 'hazel.example/shop'])).code).toBe(2);
    expect(seen).toEqual([]);
    const args = ['stats', '--site', 'hazel.example'];
    const well = await run([{ status: 200, body: stats }, health('good', 60)], args);
    expect([well.code, well.err]).toEqual([0, '']);
    const ending = await run([{ status: 200, body: stats }, health('ending', 9.5)], args);
    expect(ending.err).toContain('in 9 days');
    // Whoever asks without a token is not sent one.
    expect(seen.map(({ token }) => token)).toEqual(['Bearer secret', undefined]);
    const ended = await run([{ status: 200, body: stats }, health('ended', -3)], args);
    expect(ended.err).toContain('covey renew');
    const silent = await run(
      [
        { status: 200, body: stats },
        { status: 500, body: '' },
      ],
      args,
    );
    expect([silent.code, silent.err]).toEqual([0, '']);
  });

  it('prints the answer as it is when asked for JSON', async () => {
    const { out } = await run(
      [{ status: 200, body: stats }],
      ['stats', '--site', 'hazel.example', '--json'],
    );
    expect(JSON.parse(out)).toEqual(stats);
  });
});
