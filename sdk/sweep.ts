import { MAX_RETENTION_MS } from '../shared/definitions/durations.ts';
import { NOTHING_SHOWN, openRecord } from './consent/index.ts';
import { COUNTED } from './counted.ts';
import type { Host } from './host.ts';
import { BARE_NAME, nameOf } from './names.ts';
import { databasesIn, namesIn } from './origin.ts';
import { renewCounted } from './renew-counted.ts';
import { eraseDatabase, type Store } from './store/index.ts';

/**
 * What sites of this origin left that have no page any more (renamed, taken down) has an end all the
 * same: the history its own, and the answer, with all else, that of the answer; at once where the record
 * is lost. And what is noted of counts in the database `counted` is made good.
 */
export async function sweep(
  host: Host,
  own: string,
  left: AbortSignal,
  counted: Pick<Store, 'transact'>,
): Promise<void> {
  const listed = await databasesIn(host);
  if (listed.includes(COUNTED)) await renewCounted(host.localStorage, counted);
  const recorded = namesIn(host);
  for (const name of listed) {
    if (!name.startsWith(nameOf('')) || name === own || recorded.includes(name)) continue;
    await eraseDatabase(host.indexedDB, name, left);
  }
  for (const name of namesIn(host)) {
    if (!name.startsWith(nameOf('')) || name === own) continue;
    const record = openRecord(host.localStorage, name, BARE_NAME);
    const { time, asked, erased = time } = record.read();
    const isOld = (since = host.now()) => Math.abs(host.now() - since) >= MAX_RETENTION_MS;
    const isOver = isOld(time ?? asked);
    if (!isOver && !isOld(erased)) continue;
    if (!(await eraseDatabase(host.indexedDB, name, left))) continue;
    if (isOver) record.remove();
    else
      record.update({
        ...NOTHING_SHOWN,
        handed: undefined,
        erased: host.now(),
      });
  }
}
