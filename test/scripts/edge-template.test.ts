// The folder that "covey-edge init" lays: taken by the real wrangler, and its workflow run against an edge.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { refuseOverwriting, writeTemplate } from '../../scripts/edge/files.ts';
import { templateOf } from '../../scripts/edge/template.ts';
import { deployedFrom } from '../../scripts/packages/settings.ts';
import { openEnvelope, type PrivateKey, protectKey } from '../../shared/signing/index.ts';
import { HANDED_ON, PROGRAM, covey, definitionsOf } from '../cli/helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'covey-template-'));
const path = (name: string) => join(folder, name);
const settings = deployedFrom(readFileSync('wrangler.toml', 'utf8'));
let written: readonly string[] = [];

const wrangler = (cwd: string, ...args: readonly string[]) =>
  spawnSync(
    process.execPath,
    [resolve('node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', ...args],
    {
      cwd,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' },
      encoding: 'utf8',
    },
  );

beforeAll(() => {
  const options = { host: 'edge.hazel.example', site: 'hazel.example', settings };
  ({ written } = writeTemplate(folder, options));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('lays settings, pinned versions and a workflow, and overwrites nothing', () => {
  expect(written).toEqual([
    'wrangler.toml',
    'package.json',
    '.gitignore',
    '.github/workflows/covey.yml',
  ]);
  const { devDependencies } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as {
    devDependencies: { [name: string]: string };
  };
  expect(devDependencies).toEqual({
    [packageJson.packages.cli]: packageJson.version,
    [packageJson.packages.edge]: packageJson.version,
    wrangler: packageJson.devDependencies.wrangler,
  });
  expect(Object.values(devDependencies).join()).not.toMatch(/[\^~*]/);
  const other = mkdtempSync(join(tmpdir(), 'covey-template-'));
  writeFileSync(join(other, 'package.json'), '{}');
  const second = writeTemplate(other, { settings });
  expect([second.written.includes('package.json'), second.left]).toEqual([false, ['package.json']]);
  expect(readFileSync(join(other, 'package.json'), 'utf8')).toBe('{}');
  expect(() => writeTemplate(other, { settings })).toThrow('is there already');
  rmSync(other, { recursive: true });
});

it('lays a Worker before the site where it has a server of its own, which wrangler takes', () => {
  const other = mkdtempSync(join(tmpdir(), 'covey-template-'));
  const origin = 'https://origin.hazel.example';
  const given = { host: 'edge.hazel.example', site: 'hazel.example', origin, settings };
  expect(writeTemplate(other, given).written).toContain('wrangler.site.toml');
  mkdirSync(join(other, '.covey-edge'));
  writeFileSync(
    join(other, '.covey-edge/proxy.js'),
    'export default { fetch: () => new Response("") };',
  );
  const { status, stdout, stderr } = wrangler(other, '--config=wrangler.site.toml');
  const said = stdout + stderr;
  expect([status, said]).toEqual([0, said]);
  for (const [name, value] of [
    ['ORIGIN', origin],
    ['COVEY_EDGE', 'https://edge.hazel.example'],
    ['COVEY_SITE', 'hazel.example'],
    ['COVEY_SEGMENTS', ''],
  ])
    expect(said).toContain(`env.${name} ("${value}")`);
  expect(readFileSync(join(other, 'wrangler.site.toml'), 'utf8')).toMatch(
    /\[observability\]\nenabled = false/,
  );
  rmSync(other, { recursive: true });
});

it('names no host that is not the owner’s, where the Worker has no address of its own yet', () => {
  const given = { site: 'thyme.example', origin: 'https://origin.thyme.example', settings };
  const set = Object.values(templateOf(given)).join('\n').replaceAll(/^#.*$/gm, '');
  expect(set).toContain('COVEY_EDGE = "https://covey.NAME.workers.dev"');
  expect(set).not.toMatch(/edge\.example|hazel\.example/);
});

it.each(['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'])(
  'lays nothing beside %s, which may be those of another Worker',
  (name) => {
    const other = mkdtempSync(join(tmpdir(), 'covey-template-'));
    refuseOverwriting(other);
    writeFileSync(join(other, name), '');
    expect(() => refuseOverwriting(other)).toThrow(`${name} is there already`);
    rmSync(other, { recursive: true });
  },
);

it('asks again for a host that is none, and writes nothing where the answer is broken off', async () => {
  const other = mkdtempSync(join(tmpdir(), 'covey-template-'));
  const isTerminal = 'for (const one of ["stdin", "stderr"]) process[one].isTTY = true;';
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${isTerminal}`, resolve('scripts/edge/main.ts'), 'init'],
    { cwd: other, env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...HANDED_ON } },
  );
  let said = '';
  const answers = ['https://Hazel.example\r', '\u0003'];
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    // Once for each question.
    const asked = said.split('The site, such as').length - 1;
    while (asked > 0 && answers.length > 2 - asked) child.stdin.write(answers.shift() ?? '');
  });
  const code = await new Promise((done) => child.on('close', done));
  expect(said).toContain('Write the host name alone, in lower case: hazel.example.');
  expect(said).toMatch(/covey-edge: Nothing was written\.\n$/);
  expect([code, readdirSync(other)]).toEqual([2, []]);
  rmSync(other, { recursive: true });
});

it('is taken by wrangler, for the site and for staging, with the Worker, its memory and its files', () => {
  mkdirSync(path('.covey-edge/assets'), { recursive: true });
  writeFileSync(path('.covey-edge/assets/covey.js'), '');
  writeFileSync(
    path('.covey-edge/worker.js'),
    `import { DurableObject } from 'cloudflare:workers';
     export class SiteObject extends DurableObject {}
     export default { fetch: () => new Response('') };`,
  );
  for (const env of ['', 'staging']) {
    const { status, stdout, stderr } = wrangler(folder, `--env=${env}`);
    const said = stdout + stderr;
    expect([env, status, said]).toEqual([env, 0, said]);
    expect(said).toContain('env.SITES (SiteObject)');
    expect(said).toContain('env.ASSETS');
    expect(said).not.toMatch(/Multiple environments|not inherited/);
  }
  const text = readFileSync(path('wrangler.toml'), 'utf8');
  expect(text).toContain('pattern = "edge.hazel.example", custom_domain = true');
  expect(text).toContain('new_sqlite_classes = ["SiteObject"]');
  expect(text).toMatch(/\[observability\]\nenabled = false/);
});

describe('its workflow', () => {
  const workflow = () => readFileSync(path('.github/workflows/covey.yml'), 'utf8');
  let edge = '';
  let published: string[] = [];
  let tokens: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.setHeader('content-type', 'application/jose+json');
    if (request.method === 'GET') return response.end(published.at(-1));
    published.push(body);
    tokens.push(request.headers.authorization);
    const { version } = versionIn(body);
    return response.end(JSON.stringify({ version, hash: 'x', warnings: [] }));
  });
  const versionIn = (envelope: string) =>
    JSON.parse(
      new TextDecoder().decode(openEnvelope(new TextEncoder().encode(envelope))?.payload),
    ) as { version: number; expires: string };

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    edge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const document = definitionsOf({
      version: 7,
      expires: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    });
    writeFileSync(path('segments.jsonc'), JSON.stringify(document));
    expect((await covey(['keygen', '--out', path('key.json')])).code).toBe(0);
    const first = [
      'sign',
      path('segments.jsonc'),
      '--key',
      path('key.json'),
      '--out',
      path('e.json'),
    ];
    expect((await covey(first)).code).toBe(0);
    published = [readFileSync(path('e.json'), 'utf8')];
    // npx, as far as the workflow needs it: the command line from here.
    mkdirSync(path('bin'));
    writeFileSync(
      path('bin/npx'),
      `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve(PROGRAM)}" "$@"\n`,
      { mode: 0o755 },
    );
    symlinkSync(process.execPath, path('bin/node'));
  });
  afterAll(() => void server.close());

  const passphrase = 'four words and a half';
  /** The step as the runner would have it: with those secrets that it asks for. */
  const run = async (event: string, more: { readonly [name: string]: string } = {}) => {
    const [, given = '', script = ''] =
      /env:\n((?: {10}.*\n)+) {8}run: \|\n([\s\S]*)$/.exec(workflow()) ?? [];
    const key = JSON.parse(readFileSync(path('key.json'), 'utf8')) as PrivateKey;
    const secrets = {
      // As the studio makes them.
      COVEY_KEY: JSON.stringify(await protectKey(key, passphrase, crypto)),
      COVEY_TOKEN: 'of-ci',
      COVEY_PASSPHRASE: passphrase,
      ...more,
    };
    const told = Object.entries(secrets).filter(([name]) =>
      given.includes(
        `          ${name}: \${{ ${name === 'BEFORE' ? 'github.event.before' : `secrets.${name}`} }}\n`,
      ),
    );
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      env: {
        PATH: `${path('bin')}:${process.env['PATH']}`,
        ...HANDED_ON,
        NO_COLOR: '1',
        RUNNER_TEMP: folder,
        GITHUB_EVENT_NAME: event,
        EDGE: edge,
        SITE: 'hazel.example',
        ...Object.fromEntries(told),
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((ended) => child.on('close', ended));
    expect(existsSync(path('covey-key.json'))).toBe(false);
    return { code, said };
  };
  const signersIn = (envelope = '') =>
    openEnvelope(new TextEncoder().encode(envelope))?.signatures.map(({ kid }) => kid);

  it('signs and publishes the next version, and leaves no key behind', async () => {
    const { code, said } = await run('push');
    expect([code, said]).toEqual([0, said]);
    expect(published.length).toBe(2);
    expect(versionIn(published[1] ?? '').version).toBe(8);
    expect(tokens).toEqual(['Bearer of-ci']);
  });

  it('does nothing on a day on which the definitions are good', async () => {
    const before = published.length;
    const { code, said } = await run('schedule');
    expect([code, said]).toEqual([0, expect.stringContaining('the definitions run out on')]);
    expect(published.length).toBe(before);
  });

  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout.trim();
  const commit = (orders: number) => {
    writeFileSync(
      path('segments.jsonc'),
      JSON.stringify(
        definitionsOf({
          version: 3,
          metrics: { orders: { count: 'purchase' } },
          segments: { buyer: { when: { 'metric.orders': { $gte: orders } } } },
        }),
      ),
    );
    git('commit', '--quiet', '--all', '--message', `${orders}`);
    return git('rev-parse', 'HEAD');
  };
  let good = '';

  it('signs with a second key, too, where it has one', async () => {
    good = readFileSync(path('segments.jsonc'), 'utf8');
    git('init', '--quiet');
    git('add', 'segments.jsonc');
    git('commit', '--quiet', '--message', 'good');
    const before = git('rev-parse', 'HEAD');
    commit(1);
    const other = JSON.parse(
      (await covey(['keygen', '--out', path('other-key.json'), '--json'])).out,
    ) as { kid: string };
    // What was live until now is what main said before the push.
    const { code, said } = await run('push', {
      BEFORE: before,
      COVEY_KEY_2: readFileSync(path('other-key.json'), 'utf8'),
    });
    expect([code, said]).toEqual([0, said]);
    expect(signersIn(published.at(-1))).toContain(other.kid);
    expect(signersIn(published.at(-1))?.length).toBe(2);
  });

  it('does not undo what somebody published from elsewhere, until main says it, too, or it is run by hand', async () => {
    const bad = git('rev-parse', 'HEAD');
    // Rolled back by hand; main still says the other.
    writeFileSync(path('rolled-back.jsonc'), good);
    for (const args of [
      ['renew', path('rolled-back.jsonc'), '--edge', edge],
      ['sign', path('rolled-back.jsonc'), '--key', path('key.json'), '--out', path('e.json')],
    ])
      expect((await covey(args)).code).toBe(0);
    published.push(readFileSync(path('e.json'), 'utf8'));
    const stood = published.length;
    commit(2);
    const { code, said } = await run('push', { BEFORE: bad });
    expect([code, said]).toEqual([1, expect.stringContaining('published it from elsewhere')]);
    expect(published.length).toBe(stood);
    // By hand it is on purpose.
    expect((await run('workflow_dispatch')).code).toBe(0);
    expect(published.length).toBe(stood + 1);
  });

  it('shows its secrets to no pull request, and takes no more rights than it needs', () => {
    const [check = '', publish = ''] = workflow().split('\n  publish:\n');
    expect(check).not.toContain('secrets.');
    expect(publish).toContain("github.event_name != 'pull_request'");
    expect(workflow()).toContain('permissions:\n  contents: read\n');
    expect(workflow()).not.toMatch(/run:.*\$\{\{/);
  });
});
