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

/** Something and `//`: an address, and no file. */
const SCHEME = /^(?:[a-z][a-z0-9+.-]+:)+(?=\/\/)/i;

/** Which engine an address is of. A file is DuckDB's. */
export function engineOf(url: string): EngineThere {
  const [scheme] = SCHEME.exec(url) ?? [''];
  for (const name of ENGINES)
    if (isOf(name, scheme)) {
      const wrong = wrongPart(url.slice(scheme.length + 2), parsed(url));
      if (wrong === null) return name;
      throw new Failure('usage', `--url ${withoutPassword(url)}: ${wrong}.`, [
        `It is written ${SERVERS[name].example}, and without a password.`,
      ]);
    } else if (new RegExp(`^(${SERVERS[name].schemes.join('|')})`, 'i').test(url))
      throw new Failure('usage', `--url ${withoutPassword(url)}: // is missing.`, [
        `It is written ${SERVERS[name].example}.`,
      ]);
  if (scheme === '') return 'duckdb';
  throw new Failure(
    'usage',
    `--url ${withoutPassword(url)} is of no engine that is asked where it is.`,
    [
      `PostgreSQL: ${SERVERS.postgresql.example}`,
      `ClickHouse: ${SERVERS.clickhouse.example}, over HTTP`,
      'DuckDB: the name of its file, shop.duckdb',
    ],
  );
}

/** What of an address cannot be read, behind its scheme; null where all can. */
function wrongPart(rest: string, address: URL | null): string | null {
  if (address) return isEncoded(address) ? null : 'a % in it is not followed by two digits';
  const host = rest.replace(/^[^]*@/, '').replace(/[/?#][^]*$/, '');
  const [, port] = /^(?:\[[^\]]*\]|[^:[]*):(.*)$/.exec(host) ?? [];
  if (port !== undefined && !(/^\d*$/.test(port) && Number(port) < 65_536))
    return 'the port is no number up to 65535';
  return host.startsWith('[')
    ? 'the host in brackets is no IPv6 address'
    : 'the host cannot be read';
}

const isEncoded = ({ username, password, pathname }: URL): boolean => {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
};

/** Parameters by which clients and proxies take what is secret; `passfile` and `sslkey` are names of files. */
const SECRET = /pass(?!file)|pwd|secret|token|api_?key|credential|authorization/i;

/** @throws Failure for an address that holds a password: it would stand in the shell's history and in the list of processes. */
export function refusePassword(url: string, engine: EngineThere): void {
  const address = parsed(url);
  if (engine === 'duckdb' || !address) return;
  const names = [...address.searchParams.keys()];
  if (address.password === '' && !names.some((name) => SECRET.test(name))) return;
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

/** For messages. Of what cannot be read, nothing is shown that may be a password. */
export function withoutPassword(url: string): string {
  const address = parsed(url);
  const [scheme] = SCHEME.exec(url) ?? [''];
  if (!address || scheme === '' || address.protocol !== scheme.toLowerCase())
    return scheme === '' ? url.replace(/:[^]*@/, ':…@').replace(/\?[^]*$/, '?…') : `${scheme}//…`;
  const { protocol, username, host } = address;
  const path = address.pathname.replace(/[^]*@/, '/…@');
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${path === '/' ? '' : path}`;
}

const isOf = (name: ServerEngine, scheme: string): boolean =>
  SERVERS[name].schemes.some((one) => one === scheme.toLowerCase());
const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);
