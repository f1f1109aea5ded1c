import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProxySettings } from '../../../worker/personalize/proxy-settings.ts';
import { freePort } from './stack.ts';

export interface RunningProxy {
  readonly origin: string;
  /** Group of its processes. */
  readonly group: number | undefined;
  readonly stop: () => Promise<void>;
}

/** The Worker that stands before a site, in workerd. */
export async function startProxy(settings: ProxySettings): Promise<RunningProxy> {
  const dir = mkdtempSync(join(tmpdir(), 'covey-proxy-'));
  const port = await freePort();
  const config = join(dir, 'wrangler.json');
  writeFileSync(
    config,
    JSON.stringify({
      name: 'proxy',
      main: resolve('worker/proxy.ts'),
      compatibility_date: '2026-10-01',
      vars: settings,
    }),
  );
  const args = `dev --config=${config} --port=${port} --ip=127.0.0.1 --inspector-port=0 --show-interactive-dev-session=false`;
  const child = spawn(
    process.execPath,
    [resolve('node_modules/wrangler/bin/wrangler.js'), ...args.split(' ')],
    {
      env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: workerd runs under wrangler.
      detached: true,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-6000)));
  const stop = async () => {
    await end(child);
    rmSync(dir, { recursive: true, force: true });
  };
  const origin = `http://localhost:${port}`;
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    const isUp = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (isUp) return { origin, group: child.pid, stop };
    await new Promise((after) => setTimeout(after, 250));
  }
  await stop();
  throw new Error(`The Worker did not start: ${said}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((settled) => child.once('exit', settled));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
