import {
  BACKUP_FORMAT,
  type BackupHeader,
  MAX_BACKUP_BYTES,
  sealOf,
  utf8,
} from '../../shared/wire/index.ts';
import { version } from '../../package.json';
import type { Env } from '../env.ts';
import { failure, type Failure } from '../failure.ts';
import { shardObject, siteObject } from '../objects.ts';
import { sha256 } from '../sha256.ts';
import { SHARDS } from '../shards.ts';

const TOO_LARGE = failure(
  'too-large',
  `What is stored of this site makes more than a backup holds (${MAX_BACKUP_BYTES / 1024 / 1024} MiB, and 4 less from one object). Until old counters end (25 months after their period) its way back is Cloudflare's point-in-time recovery of Durable Objects, 30 days. Keep the signed documents yourself.`,
);

/**
 * A site's memory as text; null where it is not registered. Reports may arrive meanwhile: each is in it whole or not at
 * all. What is released is read before the counters, and the documents after them, so that no release is ahead of its
 * counters and no counter without its questions.
 */
export async function writeBackup(
  env: Env,
  site: string,
  now: number,
): Promise<string | Failure | null> {
  const object = siteObject(env, site);
  const releases = await object.dump(['releases']);
  if (!releases) return TOO_LARGE;
  // As text, and no more of it than a backup holds: eight shards may each have as much.
  const counters: string[] = [];
  let size = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    const rows = await shardObject(env, site, shard).dump(['counts', 'last_report']);
    if (!rows) return TOO_LARGE;
    for (const row of rows) {
      const line = JSON.stringify({ ...row, shard });
      size += line.length + 1;
      if (size > MAX_BACKUP_BYTES) return TOO_LARGE;
      counters.push(line);
    }
  }
  const rest = await object.dump(['site', 'documents', 'published', 'keyring', 'audit', 'tokens']);
  if (!rest) return TOO_LARGE;
  if (!rest.some(({ table }) => table === 'site')) return null;
  const header: BackupHeader = {
    covey: 'backup',
    format: BACKUP_FORMAT,
    site,
    taken: new Date(now).toISOString(),
    worker: version,
    shards: SHARDS,
  };
  const lines = [
    ...[header, ...rest, ...releases].map((line) => JSON.stringify(line)),
    ...counters,
  ];
  const text = `${lines.join('\n')}\n`;
  const seal = await sealOf(text, lines.length, sha256);
  const backup = `${text}${JSON.stringify(seal)}\n`;
  return utf8(backup).length > MAX_BACKUP_BYTES ? TOO_LARGE : backup;
}
