/** The parts that `npm start` runs as processes of their own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Failure } from '../../cli/failure.ts';
import { healthUrl } from '../../shared/wire/index.ts';

/** Runs a script to its end. @throws Failure with its words when it fails. */
export function runQuietly(script: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status === 0) return;
  throw new Failure(
    'internal',
    `${script} failed.`,
    `${stdout}\n${stderr}`.trim().split('\n').slice(0, 60),
  );
}

export interface RunningWorker {
  /** Settles when the Worker ends by itself, with the last it said. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the Worker in workerd and waits until it answers. Its variables come from `.dev.vars`, or
 * from `envFile`; its files from dist/edge, or from `assets`. @throws Failure when it does not start.
 */
export async function startWorker(
  port: number,
  stateDir: string,
  envFile?: string,
  assets?: string,
): Promise<RunningWorker> {
  const worker = spawn(
    process.execPath,
    [
      'node_modules/wrangler/bin/wrangler.js',
      'dev',
      `--port=${port}`,
      '--ip=127.0.0.1',
      '--inspector-port=0',
      `--persist-to=${stateDir}`,
      '--show-interactive-dev-session=false',
      ...(envFile === undefined ? [] : [`--env-file=${envFile}`]),
      ...(assets === undefined ? [] : [`--assets=${assets}`]),
    ],
    {
      // Neither looks anything up nor reports anything: the run stays on this machine.
      env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that Ctrl-C reaches it through `stop` and not halfway.
      detached: process.platform !== 'win32',
    },
  );
  let said = '';
  for (const stream of [worker.stdout, worker.stderr])
    stream?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-6000)));
  const ended = new Promise<string>((resolve) => {
    worker.on('exit', () => resolve(said));
    worker.on('error', (error) => resolve(error.message));
  });
  const stop = () => kill(worker, ended);
  // A script that dies must not leave it running.
  process.once('exit', () => signal(worker, 'SIGKILL'));

  const gone = ended.then(() => 'gone' as const);
  for (let tries = 0; tries < 240; tries++) {
    const answer = fetch(healthUrl(`http://localhost:${port}`)).then(
      ({ ok }) => (ok ? ('ready' as const) : null),
      () => null,
    );
    const state = await Promise.race([answer, gone]);
    if (state === 'ready') return { ended, stop };
    if (state === 'gone') break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  throw new Failure('internal', 'The Worker did not start.', said.trim().split('\n').slice(-30));
}

async function kill(worker: ChildProcess, ended: Promise<string>): Promise<void> {
  signal(worker, 'SIGTERM');
  const late = setTimeout(() => signal(worker, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

/** To the whole group: workerd runs under wrangler. */
function signal(worker: ChildProcess, name: NodeJS.Signals): void {
  if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return;
  try {
    if (process.platform === 'win32') worker.kill(name);
    else process.kill(-worker.pid, name);
  } catch {
    // It has just ended by itself.
  }
}
