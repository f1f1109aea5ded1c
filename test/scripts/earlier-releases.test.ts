import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EARLIER_RELEASES, keepEarlierReleases } from '../../scripts/build/earlier-releases.ts';
import type { Files, ServedFile } from '../../shared/wire/index.ts';

const EDGE = 'https://edge.example';
const digest = (text: string) => createHash('sha256').update(text).digest();

/** A release: one script, under its plain name and its hash. */
function release(text: string): ServedFile[] {
  const hash = digest(text);
  const file = { bytes: text.length, integrity: `sha256-${hash.toString('base64')}` };
  return [
    { path: '/covey.js', ...file },
    { path: `/covey-${hash.toString('hex').slice(0, 16)}.js`, ...file },
  ];
}
const hashed = (text: string) => release(text)[1]?.path ?? '';

/** A folder as the build leaves it. */
function built(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'covey-test-'));
  for (const { path } of release(text)) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, 'files.json'), JSON.stringify({ files: release(text) }));
  return folder;
}
const listed = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as Files;

/** Serves a folder, as the Worker does. */
const serving =
  (folder: string, change: { readonly [path: string]: string | null } = {}) =>
  async (input: RequestInfo | URL): Promise<Response> => {
    const path = new URL(String(input)).pathname;
    const other = change[path];
    if (other !== undefined) return new Response(other, { status: other === null ? 404 : 200 });
    try {
      return new Response(readFileSync(join(folder, path === '/v1/files' ? 'files.json' : path)));
    } catch {
      return new Response('', { status: 404 });
    }
  };
const keep = (
  folder: string,
  live: string,
  change: Parameters<typeof serving>[1] = {},
  known?: string,
) => keepEarlierReleases(EDGE, folder, { fetch: serving(live, change), known });

describe('files of earlier releases', () => {
  it('stay, release after release, up to a number of them, though every build starts from nothing', async () => {
    let live = built('release 0');
    for (let number = 1; number <= 8; number++) {
      const next = built(`release ${number}`);
      await keep(next, live);
      live = next;
    }
    expect(EARLIER_RELEASES).toBe(5);
    const kept = [8, 7, 6, 5, 4, 3].map((number) => `release ${number}`);
    expect(readdirSync(live).toSorted()).toEqual(
      ['covey.js', 'files.json', ...kept.map((text) => hashed(text).slice(1))].toSorted(),
    );
    for (const text of kept) expect(readFileSync(join(live, hashed(text)), 'utf8')).toBe(text);
    // The plain name is the newest; what is listed first is what was built.
    expect(readFileSync(join(live, 'covey.js'), 'utf8')).toBe('release 8');
    expect(listed(live).files).toEqual(release('release 8'));
    expect(listed(live).earlier?.map(({ files }) => files.map(({ path }) => path))).toEqual(
      kept.slice(1).map((text) => [hashed(text)]),
    );
  });

  it('the same build deployed again takes no place among them', async () => {
    const [a, b, again] = [built('a'), built('b'), built('b')];
    await keep(b, a);
    expect(await keep(again, b)).toEqual({ releases: 1, files: 1 });
    expect(listed(again)).toEqual(listed(b));
    // Nor does going back to an earlier one, and on again.
    const back = built('a');
    await keep(back, again);
    const on = built('b');
    await keep(on, back);
    expect(listed(on)).toEqual(listed(b));
  });

  it('an edge of before, which keeps no list of them, is kept all the same', async () => {
    const next = built('new');
    expect(await keep(next, built('old'))).toEqual({ releases: 1, files: 1 });
  });

  it.each([
    ['other bytes', 'altered'],
    ['nothing', null],
    ['too much', 'x'.repeat(3 * 1024 * 1024)],
  ])('a file that comes with %s stops the build', async (_, body) => {
    const next = built('new');
    await expect(keep(next, built('old'), { [hashed('old')]: body })).rejects.toMatchObject({
      name: 'Failure',
      hints: expect.arrayContaining([expect.stringMatching(/\.$|\)/)]) as string[],
    });
    expect(readdirSync(next)).not.toContain(hashed('old').slice(1));
  });

  it('only files that are named by their hash are taken, and nowhere but here', async () => {
    const evil = release('evil')[1];
    const named = (path: string) => JSON.stringify({ files: [{ ...evil, path }] });
    for (const path of [
      '/../covey-0123456789abcdef.js',
      '/files.json',
      '/studio/index.html',
      '/x.js',
    ]) {
      const next = built('new');
      const before = readdirSync(next);
      expect(await keep(next, built('old'), { '/v1/files': named(path) })).toMatchObject({
        files: 0,
      });
      expect(readdirSync(next)).toEqual(before);
    }
    const lying = built('new');
    await expect(
      keep(lying, built('old'), {
        '/v1/files': named('/covey-0123456789abcdef.js'),
        '/covey-0123456789abcdef.js': 'evil',
      }),
    ).rejects.toThrow('is not the file');
  });

  it('a deploy says where the live edge is, or that there is none: neither is forgotten in silence', () => {
    for (const args of [
      [],
      ['--dry-run'],
      ['--edge'],
      ['--edge', 'x'],
      ['--edge', EDGE, '--first'],
    ]) {
      const script = fileURLToPath(new URL('../../scripts/deploy.ts', import.meta.url));
      const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
        encoding: 'utf8',
      });
      expect([args, status]).toEqual([args, 2]);
      expect(stderr).toContain('--first');
    }
  });

  it('what the owner does not know of is not taken, though name and hash agree', async () => {
    const [live, next] = [built('old'), built('new')];
    const known = join(live, 'files.json');
    const added = release('added by the edge');
    const change = {
      '/v1/files': JSON.stringify({ files: release('old'), earlier: [{ files: added }] }),
      [hashed('added by the edge')]: 'added by the edge',
    };
    await expect(keep(next, live, change, known)).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringContaining(hashed('added by the edge')) as string,
    });
    expect(readdirSync(next)).not.toContain(hashed('added by the edge').slice(1));
    expect(await keep(next, live, {}, known)).toEqual({ releases: 1, files: 1 });
    // Nor without a list of what is known.
    for (const missing of [join(live, 'none.json'), join(live, 'covey.js')])
      await expect(keep(built('new'), live, {}, missing)).rejects.toMatchObject({
        name: 'Failure',
      });
  });

  it('of what the edge lists, names, sizes and hashes are taken, and nothing beside', async () => {
    const next = built('new');
    const files = release('old').map((file) => ({ ...file, more: 'words' }));
    await keep(next, built('old'), { '/v1/files': JSON.stringify({ files, more: 'words' }) });
    expect(readFileSync(join(next, 'files.json'), 'utf8')).not.toContain('words');
  });

  it('what is no edge is said', async () => {
    const odd = (change: object) =>
      JSON.stringify({ files: release('old').map((file) => ({ ...file, ...change })) });
    const texts = ['<html>', '{}', 'null', '{"files":[null]}', '{"files":[],"earlier":[{}]}'];
    const wrong = [
      ...texts,
      ...[{ path: 1 }, { bytes: 'many' }, { integrity: null }, { integrity: 'md5-x' }].map(odd),
    ];
    for (const body of [...wrong, null])
      await expect(keep(built('new'), built('old'), { '/v1/files': body })).rejects.toMatchObject({
        name: 'Failure',
      });
  });
});
