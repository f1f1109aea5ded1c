import type { PublicKey } from '../../shared/definitions/types.ts';
import {
  type BackupHeader,
  type BackupRow,
  readBackup,
  type Restored,
} from '../../shared/wire/index.ts';
import type { Env } from '../env.ts';
import { failure, type Failure } from '../failure.ts';
import { shardObject, siteObject } from '../objects.ts';
import { sha256 } from '../sha256.ts';
import { SHARDS } from '../shards.ts';
import { contentOf } from './content.ts';
import { isRow } from './tables.ts';

/**
 * Restores a site that is not registered. Its counters are laid out first, where nobody reads them without the site;
 * then the site appears, in one transaction. What fails before leaves the site unregistered and its shards cleared, and
 * may be tried again.
 */
export async function restoreBackup(
  env: Env,
  site: string,
  bytes: Uint8Array,
  by: string,
): Promise<({ readonly ok: true } & Restored) | Failure> {
  const read = await readBackup(bytes, site, sha256);
  if (!read.ok) return refused(read.message);
  const { header } = read;
  const problem = problemOf(header, read.rows);
  if (problem !== null) return refused(problem);
  const content = await contentOf(read.rows, site);
  if (!content.rows) return refused(content.problem);
  const { rows } = content;

  const object = siteObject(env, site);
  const begun = await object.beginRestore(site);
  if (!begun.ok) return begun;
  const { attempt } = begun;
  // No tokens: a secret that was rotated away or revoked since would hold again.
  const own = rows.filter(({ shard, table }) => shard === undefined && table !== 'tokens');
  let isDone = true;
  try {
    for (let shard = 0; shard < SHARDS && isDone; shard++) {
      const counters = rows.filter((row) => row.shard === shard);
      isDone = await shardObject(env, site, shard).restoreCounters(attempt, counters);
    }
    isDone &&= await object.commitRestore(attempt, own, header.taken, by);
  } catch (error) {
    // What cannot be cleared now is cleared by the next restore, or when the site is registered.
    await object.abandonRestore(site, attempt).catch(() => {});
    throw error;
  }
  if (!isDone) return OVERTAKEN;
  return {
    ok: true,
    site,
    taken: header.taken,
    documents: own.filter(({ table }) => table === 'documents').length,
    counters: rows.filter(({ table }) => table === 'counts').length,
    endedTokens: rows.filter(({ table }) => table === 'tokens').length,
    keys: own.flatMap(({ table, row }) =>
      table === 'site'
        ? (JSON.parse(String(row['keys'])) as PublicKey[]).map(({ kid }) => kid)
        : [],
    ),
  };
}

const OVERTAKEN = failure(
  'conflict',
  'Another restore of this site began after this one, or it was registered meanwhile. Look at it, then restore again.',
);

const refused = (message: string): Failure =>
  failure('invalid', `This backup is not restored, and nothing was changed. ${message}`);

/** What is wrong with its form; null: nothing. */
function problemOf({ shards, taken }: BackupHeader, rows: readonly BackupRow[]): string | null {
  // It is told in the audit.
  if (!isInstant(taken)) return 'Its first line does not say when it was taken.';
  if (shards !== SHARDS)
    return `Its counters are spread over ${shards} parts, and this Worker has ${SHARDS}.`;
  for (const [at, row] of rows.entries())
    if (!isRow(row, SHARDS)) return `Line ${at + 2} is no row of a table that this release knows.`;
  return null;
}

const isInstant = (text: unknown): boolean =>
  typeof text === 'string' &&
  Number.isFinite(Date.parse(text)) &&
  new Date(text).toISOString() === text;
