// The Worker in plain workerd on loopback, its objects in SQLite files of a folder: no wrangler between, which measures itself.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

export interface WorkerdOptions {
  /** Of the process: its modules, its settings, and what its objects store. Kept. */
  readonly folder: string;
  /** The Worker as one module. */
  readonly code: string;
  readonly port: number;
  /** Folder of the files that it serves. */
  readonly files: string;
  readonly variables: { readonly [name: string]: string };
  /** What is run before workerd, with its arguments: it is told workerd's as its last ones. */
  readonly under?: readonly string[];
  /** What its objects store, where that is elsewhere. */
  readonly state?: string;
}

export interface Workerd {
  readonly origin: string;
  /** Of workerd itself. */
  readonly pid: number;
  /** Settles once it has ended, with the last it said. */
  readonly ended: Promise<string>;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts it, and waits until it answers. @throws Error when it does not within half a minute. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { folder, code, port, under = [] } = options;
  const state = resolve(options.state ?? join(folder, 'state'));
  mkdirSync(state, { recursive: true });
  writeFileSync(join(folder, 'worker.js'), code);
  writeFileSync(join(folder, 'config.capnp'), configOf({ ...options, state }));
  const [command = '', ...args] = [
    ...under,
    binary(),
    'serve',
    '--experimental',
    join(folder, 'config.capnp'),
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  const ended = new Promise<string>((done) => {
    child.on('exit', () => done(said));
    child.on('error', (error) => done(error.message));
  });
  // A script that dies must not leave it running.
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  void ended.then(() => process.off('exit', atExit));

  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    const isReady = await fetch(`${origin}/v1/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      const pid = under.length > 0 ? childOf(child) : (child.pid ?? 0);
      return { origin, pid, ended, kill: (signal) => signalTo(pid, signal) };
    }
    if (child.exitCode !== null || child.signalCode !== null) break;
    await new Promise((later) => setTimeout(later, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`workerd did not start:\n${await ended}`);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}

/** What a tracer runs. */
function childOf({ pid = 0 }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]) || pid;
}

/** The program that wrangler brings. */
function binary(): string {
  const from = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  return (from('workerd') as { readonly default: string }).default;
}

function configOf({ port, files, variables, state }: WorkerdOptions): string {
  const [, date = ''] =
    /^compatibility_date = "(.*)"$/m.exec(readFileSync('wrangler.toml', 'utf8')) ?? [];
  const bindings = Object.entries(variables).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)}),`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "files", disk = ${JSON.stringify(resolve(files))}),
    (name = "state", disk = (path = ${JSON.stringify(state)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${date}",
  durableObjectNamespaces = [(className = "SiteObject", uniqueKey = "covey", enableSql = true)],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    (name = "SITES", durableObjectNamespace = "SiteObject"),
    (name = "ASSETS", service = "files"),
    ${bindings.join('\n    ')}
  ],
);
`;
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/** Whether a program is there. */
export const isThere = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
