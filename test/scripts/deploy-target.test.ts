// Where a deploy goes, by wrangler's own reading of the settings that "covey-edge init" lays.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { differencesIn } from '../../scripts/edge/differences.ts';
import { writeTemplate } from '../../scripts/edge/files.ts';
import { requireTarget, targetOf } from '../../scripts/edge/target.ts';
import { deployedFrom } from '../../scripts/packages/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'covey-target-'));
const own = { host: 'edge.hazel.example', site: 'hazel.example' };
const settings = deployedFrom(readFileSync('wrangler.toml', 'utf8'));
const config = `--config=${join(folder, 'wrangler.toml')}`;
const refusal = (edge: string, ...args: readonly string[]): string | null => {
  const target = targetOf([config, ...args]);
  if (!target) throw new Error('wrangler tells nothing');
  try {
    requireTarget(edge, target);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

beforeAll(() => void writeTemplate(folder, { ...own, settings }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a deploy keeps the files of the Worker that it deploys, and of no other', () => {
  expect(refusal('https://edge.hazel.example')).toBe(null);
  expect(refusal('https://edge.thyme.example')).toContain(
    '--edge is edge.thyme.example, and the settings deploy "covey" to edge.hazel.example',
  );
  // The address of the site's Worker, and another environment's settings.
  expect(refusal('https://edge.hazel.example', '--env', 'staging')).toContain(
    'of --env staging deploy "covey-staging" to covey-staging.NAME.workers.dev',
  );
  expect(refusal('https://covey-staging.hazel.workers.dev', '--env=staging')).toBe(null);
  expect(refusal('https://covey.hazel.workers.dev', '-e', 'staging')).not.toBe(null);
  // It has no address at workers.dev where it has one of its own.
  expect(refusal('https://covey.hazel.workers.dev')).not.toBe(null);
});

it('a folder of an earlier release is told what this one would lay otherwise', () => {
  const same = differencesIn(folder, { ...own, settings });
  expect(same).toBe('This release would lay the same.');
  const next = settings.replace('["/", ', '["/", "/next", ');
  const told = differencesIn(folder, { ...own, settings: next });
  expect(told).toMatch(
    /^wrangler\.toml\n {2}\+ run_worker_first = \["\/", "\/next".*\n {2}- run_worker_first/,
  );
});
