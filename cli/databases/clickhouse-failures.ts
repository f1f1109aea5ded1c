import type { IncomingMessage } from 'node:http';
import { Failure } from '../failure.ts';
import { codeOf, networkFailure, saidBy } from './failures.ts';
import type { Secrets } from './secrets.ts';
import { withoutPassword } from './url.ts';

/** What says by its head that it is something else. */
export function noClickHouse(
  name: string,
  { statusCode = 0, headers }: IncomingMessage,
): Failure | null {
  if (statusCode >= 300 && statusCode < 400)
    return new Failure(
      'unreachable',
      `${name} redirects to ${headers.location === undefined ? 'another address' : withoutPassword(headers.location)}, and that is not followed.`,
      ['If that is the server, name its address by --url.'],
    );
  if (statusCode === 200 && /html/i.test(headers['content-type'] ?? ''))
    return new Failure('unreachable', `${name}: a web page answers there, and no ClickHouse.`, [
      'The ports are 8443 for https, 8123 for http.',
    ]);
  return null;
}

/** What the client throws, as what hinders and how to mend it. */
export function failureOf(name: string, error: unknown, secrets: Secrets): Failure {
  const code = codeOf(error);
  const said = (...hints: readonly string[]) => saidBy('refused', name, error, secrets, hints);
  switch (code) {
    case '516':
    case '194':
    case '192':
      return new Failure('refused', `${name}: user or password is wrong.`, [
        'Put the password of that user into CLICKHOUSE_PASSWORD, or name a --password-file.',
      ]);
    case '81':
      return said('The database is named behind the host: https://analyst@db.example:8443/shop.');
    case '164':
      return said(
        'The user needs the setting readonly = 2, or 0: the script sets others, and makes temporary tables.',
      );
    case '497':
      return said('What is needed: GRANT SELECT ON the table, and CREATE TEMPORARY TABLE ON *.*.');
    case '159':
      return said(
        'It took longer than --timeout, or the profile of the user, allows. Nothing is left of it there.',
      );
    case '241':
      return said(
        'The parts of the script, and what another tool exports as events, are temporary tables in memory: fewer segments, or a table of fewer events.',
      );
    case '394':
      return said('It was ended at the server.');
  }
  const network = networkFailure(name, error);
  if (network) return network;
  if (/SSL|TLS|certificate|wrong version number|HTTP\/0\.9|Parse Error/i.test(String(error)))
    return new Failure(
      'unreachable',
      `${name}: what answers there is no ClickHouse over ${name.split(':')[0] ?? ''}.`,
      [
        'The ports are 8443 for https, 8123 for http; 9000 and 9440 are those of clickhouse-client.',
      ],
    );
  return said();
}
