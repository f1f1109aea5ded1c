import { COUNTED, countedUntil } from './counted.ts';
import type { Host } from './host.ts';
import { nameOf } from './names.ts';

/** As far as the browser lists them. */
export async function databasesIn(host: Host): Promise<readonly string[]> {
  try {
    return ((await host.indexedDB()?.databases()) ?? []).map(({ name }) => name ?? '');
  } catch {
    return [];
  }
}

/** Where storage is blocked, nothing stands in it. */
export function namesIn(host: Host): readonly string[] {
  try {
    const storage = host.localStorage();
    return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  } catch {
    return [];
  }
}

/** Whether other sites left something on this origin, or what is noted of counts is to be made good. */
export async function isSweepDue(host: Host, own: string): Promise<boolean> {
  const listed = await databasesIn(host);
  return (
    [...listed, ...namesIn(host)].some((name) => name.startsWith(nameOf('')) && name !== own) ||
    (listed.includes(COUNTED) && !countedUntil(host.localStorage))
  );
}
