import { MAX_RETENTION_MS } from '../shared/definitions/durations.ts';
import { openRecord } from './consent/index.ts';
import type { Host } from './host.ts';
import { BARE_NAME, nameOf } from './names.ts';
import { eraseDatabase } from './store/index.ts';

/**
 * What sites of this origin left that have no page any more (renamed, taken down) has an end all the
 * same: that of the visitor's answer.
 */
export async function sweep(host: Host, own: string, left: AbortSignal): Promise<void> {
  for (const name of namesIn(host)) {
    if (!name.startsWith(nameOf('')) || name === own) continue;
    const record = openRecord(host.localStorage, name, BARE_NAME);
    const { time, asked } = record.read();
    const since = time ?? asked;
    if (since === undefined || host.now() - since < MAX_RETENTION_MS) continue;
    if (await eraseDatabase(host.indexedDB, name, left)) record.remove();
  }
}

/** Where storage is blocked, nothing stands in it. */
function namesIn(host: Host): readonly string[] {
  try {
    const storage = host.localStorage();
    return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  } catch {
    return [];
  }
}
