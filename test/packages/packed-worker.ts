import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { freePort } from './free-port.ts';

export interface PackedWorker {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Runs `wrangler dev` in a folder where `covey-edge prepare` was. */
export async function startPackedWorker(project: string): Promise<PackedWorker> {
  const port = await freePort();
  const args = `dev --port=${port} --ip=127.0.0.1 --inspector-port=0 --show-interactive-dev-session=false`;
  const child = spawn(
    process.execPath,
    [resolve('node_modules/wrangler/bin/wrangler.js'), ...args.split(' ')],
    {
      cwd: project,
      env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: workerd runs under wrangler.
      detached: true,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    const isUp = await fetch(`${origin}/v1/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { origin, stop: () => end(child) };
    await new Promise((after) => setTimeout(after, 250));
  }
  await end(child);
  throw new Error(`The Worker did not start: ${said.slice(-3000)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
