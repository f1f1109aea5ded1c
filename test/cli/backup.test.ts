import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '../../scripts/start/processes.ts';
import { questionSet } from '../../shared/counting/index.ts';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import { countsUrl, encodeReport, siteHealthUrl } from '../../shared/wire/index.ts';
import { covey, definitionsOf } from './helpers.ts';

// A loss, with nothing in a fake's place: the Worker in workerd, its storage removed from the disk, and the commands.
const folder = mkdtempSync(join(tmpdir(), 'covey-backup-'));
const path = (name: string) => join(folder, name);
const site = 'hazel.example';
const token = 'token-of-the-operator';
let worker: RunningWorker;
let port = 0;
let edge = '';

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
const start = async () => {
  worker = await startWorker(port, path('storage'), path('variables'), 'test/worker/files');
};
const on = (...args: string[]) =>
  covey([...args, '--edge', edge, '--site', site, '--token', token]);

beforeAll(async () => {
  writeFileSync(path('variables'), `COVEY_TOKEN="${token}"\n`);
  port = await freePort();
  edge = `http://127.0.0.1:${port}`;
  await start();
});
afterAll(async () => {
  await worker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function report(definitions: Definitions): Promise<void> {
  const { id, periodMs } = await questionSet(definitions, (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  const body = encodeReport({
    questionSet: id,
    period: Math.floor(Date.now() / periodMs),
    question: 0,
    answer: 1,
    reportId: crypto.getRandomValues(new Uint8Array(16)),
  });
  const { status } = await fetch(countsUrl(edge, site), { method: 'POST', body });
  expect(status).toBe(204);
}

it('a site whose storage is gone comes back from its backup, counts and all', async () => {
  const document = definitionsOf({
    site,
    metrics: { orders: { count: 'purchase' } },
    segments: { buyer: { when: { 'metric.orders': 1 }, count: true } },
  });
  writeFileSync(path('segments.json'), JSON.stringify(document));
  const made = await covey(['keygen', '--out', path('key.json'), '--json']);
  const { kid, x } = JSON.parse(made.out) as PublicKey;
  const signed = [
    'sign',
    path('segments.json'),
    '--key',
    path('key.json'),
    '--out',
    path('e.json'),
  ];
  expect((await covey(signed)).code).toBe(0);
  const publish = ['publish', path('e.json'), '--edge', edge, '--token', token];
  expect(await covey([...publish, '--register', '--public-key', `${kid}:${x}`])).toMatchObject({
    code: 0,
  });
  for (let at = 0; at < 24; at++) await report(document);
  const marketing = (await on('token', 'create', '--scope', 'counts')).out.trim();
  const stats = ['stats', '--edge', edge, '--site', site, '--json', '--token', marketing];
  const before = await covey(stats);
  expect(JSON.parse(before.out)).toMatchObject({ reports: 20 });

  const file = path('hazel.covey-backup');
  const kept = await on('backup', '--out', file);
  expect([kept.code, kept.out]).toEqual([0, `${file}\n`]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await on('backup', '--out', file)).err).toContain('is there already');
  expect((await on('restore', file)).err).toContain('is registered');

  await worker.stop();
  rmSync(path('storage'), { recursive: true });
  await start();
  expect((await fetch(siteHealthUrl(edge, site))).status).toBe(404);
  expect((await covey(stats)).code).toBe(1);

  const text = readFileSync(file, 'utf8');
  writeFileSync(path('half'), text.slice(0, text.length / 2));
  expect((await on('restore', path('half'))).err).toContain('cut off');
  const other = ['restore', file, '--edge', edge, '--site', 'other.example', '--token', token];
  expect((await covey(other)).err).toContain('a backup of hazel.example, not of other.example');

  const restored = await on('restore', file);
  expect([restored.code, restored.out]).toEqual([
    0,
    expect.stringContaining('Restored hazel.example: 1 document,'),
  ]);
  expect(restored.err).toContain('1 ended: make new ones: covey token create');
  expect(restored.err).toContain(`Registered now: ${kid}.`);
  expect((await covey(stats)).code).toBe(1);
  const anew = (await on('token', 'create', '--scope', 'counts')).out.trim();
  expect(await covey([...stats.slice(0, -1), anew])).toEqual(before);
  await report(document);
  expect((await on('backup', '--out', path('again'))).code).toBe(0);
  const counted = readFileSync(path('again'), 'utf8')
    .split('\n')
    .flatMap((line) => /"table":"counts".*"reports":(\d+)/.exec(line)?.[1] ?? [])
    .reduce((sum, reports) => sum + Number(reports), 0);
  expect(counted).toBe(25);
});
