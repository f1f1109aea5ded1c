import {
  BACKUP_FORMAT,
  type BackupHeader,
  type BackupRow,
  sealOf,
} from '../../shared/wire/index.ts';
import { version } from '../../package.json';
import type { Env } from '../env.ts';
import { shardObject, siteObject } from '../objects.ts';
import { SHARDS } from '../shards.ts';

/**
 * A site's memory as text; null where it is not registered. Reports may arrive meanwhile: each is in it whole or not at
 * all. What is released is read before the counters, and the documents after them, so that no release is ahead of its
 * counters and no counter without its questions.
 */
export async function writeBackup(env: Env, site: string, now: number): Promise<string | null> {
  const object = siteObject(env, site);
  const releases = await object.dump(['releases']);
  const counters: BackupRow[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const rows = await shardObject(env, site, shard).dump(['counts', 'last_report']);
    counters.push(...rows.map((row) => ({ ...row, shard })));
  }
  const rest = await object.dump(['site', 'documents', 'published', 'keyring', 'audit', 'tokens']);
  if (!rest.some(({ table }) => table === 'site')) return null;
  const header: BackupHeader = {
    covey: 'backup',
    format: BACKUP_FORMAT,
    site,
    taken: new Date(now).toISOString(),
    worker: version,
    shards: SHARDS,
  };
  const lines = [header, ...rest, ...releases, ...counters].map((line) => JSON.stringify(line));
  const text = `${lines.join('\n')}\n`;
  const seal = await sealOf(text, lines.length, (bytes) => crypto.subtle.digest('SHA-256', bytes));
  return `${text}${JSON.stringify(seal)}\n`;
}
