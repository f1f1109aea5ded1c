import { readFileSync } from 'node:fs';
import { Failure, reasonOf } from '../failure.ts';

/** Engines that are asked where they are, and what their addresses look like. */
export const SERVERS = {
  postgresql: {
    schemes: ['postgres:', 'postgresql:'],
    example: 'postgres://analyst@db.example/shop',
    variable: 'PGPASSWORD',
  },
  clickhouse: {
    schemes: ['https:', 'http:'],
    example: 'https://analyst@db.example:8443/shop',
    variable: 'CLICKHOUSE_PASSWORD',
  },
} as const;
type ServerEngine = keyof typeof SERVERS;
export type EngineThere = ServerEngine | 'duckdb';
const ENGINES: readonly ServerEngine[] = ['postgresql', 'clickhouse'];

/** Which engine an address is of. A file is DuckDB's. */
export function engineOf(url: string): EngineThere {
  const { protocol } = parsed(url) ?? { protocol: '' };
  for (const name of ENGINES)
    if (SERVERS[name].schemes.some((scheme) => scheme === protocol)) return name;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(url))
    throw new Failure(
      'usage',
      `--url ${withoutPassword(url)} is of no engine that is asked where it is.`,
      [
        `PostgreSQL: ${SERVERS.postgresql.example}`,
        `ClickHouse: ${SERVERS.clickhouse.example}, over HTTP`,
        'DuckDB: the name of its file, shop.duckdb',
      ],
    );
  return 'duckdb';
}

/** @throws Failure for an address that holds a password: it would stand in the shell's history and in the list of processes. */
export function refusePassword(url: string, engine: EngineThere): void {
  const address = parsed(url);
  if (engine === 'duckdb' || !address) return;
  if (address.password === '' && !address.searchParams.has('password')) return;
  throw new Failure(
    'usage',
    'The address holds a password, which others can read where commands are listed.',
    [
      `Leave it out of --url, and put it into ${SERVERS[engine].variable}, or into a file that --password-file names.`,
    ],
  );
}

/** The password: of a file, or of the engine's own variable. */
export function passwordOf(engine: EngineThere, file: string | undefined): string | undefined {
  if (file !== undefined)
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      throw new Failure('file', `The password cannot be read: ${reasonOf(error)}`, [
        '--password-file names a file that holds the password and nothing else.',
      ]);
    }
  return engine === 'duckdb' ? undefined : process.env[SERVERS[engine].variable];
}

/** For messages. */
export function withoutPassword(url: string): string {
  const address = parsed(url);
  if (!address || address.host === '') return url;
  const { protocol, username, host, pathname } = address;
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname === '/' ? '' : pathname}`;
}

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);
