import { COUNTED, countedUntil } from './counted.ts';

/** Earlier versions noted it in a record of their own. */
export function inheritCounted(storage: Storage, record: string): void {
  const earlier = Number(/"counted":(\d+)/.exec(record)?.[1]);
  if (earlier > countedUntil(() => storage)) storage.setItem(COUNTED, String(earlier));
}
