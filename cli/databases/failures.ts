import { didYouMean, nearest } from '../../shared/definitions/checks/suggest.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { ErrorCode } from '../failure.ts';
import { namesText } from '../sql-table.ts';
import { withoutSecrets } from './secrets.ts';
import type { Secrets } from './secrets.ts';

/** What a client of a database throws: a code beside the message. */
export const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';

const NETWORK: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host is not found',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ECONNRESET: 'it ended the connection',
  EPIPE: 'it ended the connection',
};

/** A server that does not answer, or stops doing so; null for all else. */
export function networkFailure(name: string, error: unknown): Failure | null {
  // Of a host with several addresses, each has failed.
  const [first = error] = error instanceof AggregateError ? error.errors : [];
  const why =
    NETWORK[codeOf(first)] ??
    (isSilent(first) ? 'it does not answer' : isCutOff(first) ? 'it ended the connection' : null);
  if (why === null) return null;
  return new Failure('unreachable', `${name}: ${why}.`, [
    why === 'it ended the connection'
      ? 'Nothing was changed there. Its own log says why; then run the command again.'
      : 'Check host and port of --url, and that this machine may connect to it.',
  ]);
}

/** Of a connection that is not taken in time. */
const isSilent = (error: unknown): boolean =>
  /timeout expired|^timeout error/i.test(reasonOf(error));

const isCutOff = (error: unknown): boolean =>
  /connection terminated|socket hang up|connection error/i.test(reasonOf(error));

/** What a server says, on one line, without what is secret should it stand there. */
export function saidBy(
  code: ErrorCode,
  name: string,
  error: unknown,
  secrets: Secrets | null,
  hints: readonly string[] = [],
): Failure {
  const [line = ''] = reasonOf(error).split('\n');
  return new Failure(code, `${name}: ${withoutSecrets(line, secrets).slice(0, 500)}`, hints);
}

export function noTable(
  name: string,
  table: readonly string[],
  tables: readonly (readonly string[])[],
): Failure {
  const said = namesText(table);
  const listed = tables.map(namesText);
  const others = listed.filter((one) => one !== said);
  const unquoted = tables.findIndex((one) => one.join('.') === table.join('.'));
  const meant = (unquoted < 0 ? undefined : listed[unquoted]) ?? nearest(said, others);
  const guess =
    meant === undefined || meant === said
      ? ''
      : ` Did you mean ${meant.includes('"') ? meant : `"${meant}"`}?`;
  const shown = listed.slice(0, MOST_TABLES);
  const quoted = [meant ?? '', ...shown].find((one) => one !== said && one.includes('"'));
  return new Failure('file', `${name}: there is no table ${said} that may be read.${guess}`, [
    listed.length > 0
      ? `--table names one: ${shown.join(', ')}${listed.length > MOST_TABLES ? ', …' : ''}`
      : 'No table there may be read by this user.',
    ...(quoted === undefined ? [] : [`A shell is told of quotes by others: --table '${quoted}'.`]),
  ]);
}

const MOST_TABLES = 8;

/** What may be said of a table that has no such column. */
const WITHOUT: { readonly [of: string]: readonly string[] } = {
  seq: [
    'Where nothing orders events of one time, --columns seq= says so: docs/sql.md, "The table".',
  ],
  props: [
    'Where each property has a column of its own, --columns props.revenue=revenue names it, and props= says that there is none: docs/sql.md, "The table".',
  ],
};

export const noColumn = (
  name: string,
  table: string,
  column: string,
  of: string,
  columns: readonly string[],
): Failure =>
  new Failure('file', `${name}: ${table} has no column ${column}.${didYouMean(column, columns)}`, [
    of === 'id'
      ? '--id names the column that is the same in copies of an event.'
      : `--columns ${of}=… says what it calls it. It has ${columns.join(', ')}.`,
    ...(WITHOUT[of] ?? []),
  ]);

/** @throws Failure with the line that installs what is missing. */
export function notInstalled(what: string, packageName: string, error: unknown): Failure {
  return new Failure('missing', `${what}, which does not come with Covey.`, [
    `In the folder where the command runs: npm install ${packageName}`,
    `It could not be loaded: ${reasonOf(error).split('\n')[0] ?? ''}`,
  ]);
}
