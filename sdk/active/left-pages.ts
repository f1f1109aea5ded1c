import { pagesIn } from '../ingest/index.ts';
import { nameOf } from '../names.ts';
import type { ActiveContext } from './context.ts';

/** A page that is closed while it writes can tell nobody: the journal that it leaves says so. `page`: this one. */
export function watchLeftPages(
  { host, record, site }: ActiveContext,
  page: string,
  signal: AbortSignal,
  onLeft: () => void,
): void {
  const onRecord = ({ key }: StorageEvent) => {
    const isLeft = pagesIn(record.read().handed).some((name) => name !== page);
    if (key === nameOf(site) && isLeft) onLeft();
  };
  host.window.addEventListener('storage', onRecord, { signal });
}
