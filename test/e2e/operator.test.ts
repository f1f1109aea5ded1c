import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import { covey, definitionsOf } from '../cli/helpers.ts';
import { useStack } from './harness/use-stack.ts';

// The owner's commands against the real Worker: from a first key to lost ones, as docs/operating.md tells it.
const { edge, token } = useStack();
const folder = mkdtempSync(join(tmpdir(), 'covey-operator-'));
const site = 'operator.example';
const file = (name: string) => join(folder, name);
const on = (command: string, ...args: string[]) =>
  covey([
    command,
    ...args,
    '--edge',
    edge,
    ...(command === 'publish' || command === 'audit' ? ['--token', token] : []),
  ]);
const key = async (name: string) =>
  JSON.parse((await covey(['keygen', '--out', file(name), '--json'])).out) as PublicKey;
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

function write(changes: Partial<Definitions>): void {
  const document = definitionsOf({ site, issued: day(-60), expires: day(20), ...changes });
  const text = JSON.stringify(document, null, 2).replace('{', "{ // the shop's");
  writeFileSync(file('segments.jsonc'), text);
}
async function publish(keys: readonly string[], ...more: string[]) {
  const signing = keys.flatMap((name) => ['--key', file(name)]);
  const signed = await covey([
    'sign',
    file('segments.jsonc'),
    ...signing,
    '--out',
    file('envelope.json'),
  ]);
  expect(signed.code).toBe(0);
  return on('publish', file('envelope.json'), ...more);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a site is registered, watched, renewed, read back and mended', async () => {
  const [wrong, first, second] = [await key('wrong'), await key('first'), await key('second')];
  const text = ({ kid, x }: PublicKey) => `${kid}:${x}`;

  // Registered with a key that did not sign: nothing happens. With a wrong one that did: it is mended.
  write({});
  expect((await publish(['first'], '--register', '--public-key', text(wrong))).code).toBe(1);
  expect((await on('audit', '--site', site)).code).toBe(1);
  expect((await publish(['wrong'], '--register', '--public-key', text(wrong))).code).toBe(0);
  write({ version: 2 });
  const refused = await publish(['first']);
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('is registered with another key'),
  ]);
  const mended = await publish(
    ['first'],
    '--replace-keys',
    '--reason',
    'typo',
    '--public-key',
    text(first),
  );
  expect([mended.code, mended.err]).toEqual([0, expect.stringContaining('data-key')]);
  // The answer was lost: again.
  const again = await on(
    'publish',
    file('envelope.json'),
    '--replace-keys',
    '--public-key',
    text(first),
  );
  expect(again.code).toBe(0);

  // It runs out in 20 days; renewed, it does not.
  expect((await on('status', '--site', site, '--public-key', text(first))).code).toBe(3);
  expect((await on('renew', file('segments.jsonc'), '--days', '60')).code).toBe(0);
  expect(readFileSync(file('segments.jsonc'), 'utf8')).toContain("// the shop's");
  expect((await publish(['first'])).code).toBe(0);
  expect((await on('status', '--site', site)).code).toBe(0);

  // Everyone is served the same; what is published comes back as it was signed.
  const monitor = await on('monitor', '--site', site, '--public-key', text(first));
  expect([monitor.code, monitor.err]).toEqual([0, '']);
  expect(monitor.out).toContain('All the same, and the newest of the public list.');
  const got = await on(
    'get',
    '--site',
    site,
    '--public-key',
    text(first),
    '--out',
    file('got.json'),
  );
  expect(got.code).toBe(0);
  const published = JSON.parse(readFileSync(file('got.json'), 'utf8')) as Definitions;
  expect(published).toMatchObject({ site, version: 3 });
  const envelope = await on('get', '--site', site, '--envelope');
  expect(envelope.out.trim()).toBe(readFileSync(file('envelope.json'), 'utf8').trim());
  expect((await on('get', '--site', site, '--version', '2')).out).toContain('"version":2');

  // Keys rotate by signed lists, one version at a time, and all of them may be lost.
  const listing = (version: number, set: number, ...keys: PublicKey[]) =>
    write({
      version,
      expires: day(60),
      keys: { version: set, keys: keys.map(({ kid, x }) => ({ kid, x })) },
    });
  listing(4, 2, first, second);
  expect((await publish(['first'])).err).toContain('more than one version ahead');
  listing(4, 1, first, second);
  expect((await publish(['first'])).code).toBe(0);
  const found = await key('found');
  listing(5, 2, found);
  const lost = await publish(
    ['found'],
    '--replace-keys',
    '--reason',
    'all lost',
    '--public-key',
    text(found),
  );
  expect(lost.code).toBe(0);
  const audit = await on('audit', '--site', site);
  expect(audit.out).toMatch(
    /registered[^]+replaced[^\n]+typo\n[^]+published[^]+replaced[^\n]+all lost/,
  );
  expect((await on('monitor', '--site', site, '--public-key', text(found))).code).toBe(0);
});
