import { COUNTED } from '../counted.ts';
import type { Journal } from '../ingest/index.ts';
import { READS } from '../ingest/index.ts';
import { nameOf } from '../names.ts';
import { openStore, type Store } from '../store/index.ts';
import type { ActiveContext } from './context.ts';

export interface Stores {
  /** The site's own. */
  readonly store: Store;
  /** Of the origin: open only while a period is taken, so that no page holds it against others. */
  readonly counted: Store;
  wake(): void;
  leave(): void;
  close(): void;
}

export function openStores(context: ActiveContext): Stores {
  const { host, record } = context;
  const permitted = () => !context.stopped && context.permitted();
  const store = openStore({
    name: nameOf(context.site),
    // Without a record of the answer nothing is kept beyond this page.
    factory: () => (record.kept() ? host.indexedDB() : undefined),
    permitted,
    onDeleted: context.onDeleted,
    onProblem: context.report,
  });
  const counted = openStore({
    name: COUNTED,
    factory: host.indexedDB,
    permitted,
    onDeleted: () => {},
    onProblem: () => {},
  });
  const leave = () => {
    store.leave();
    counted.leave();
  };
  counted.hide();
  if (context.isHidden()) store.hide();
  if (context.isLeft) leave();
  return {
    store,
    counted,
    wake() {
      store.show();
      counted.show();
      counted.hide();
    },
    leave,
    close() {
      store.close();
      counted.close();
    },
  };
}

/** The journal, in the local record; written only where something is another. */
export function journalIn({ record, permitted }: ActiveContext): Journal {
  const handed = () => (record.read().handed ?? {}) as { readonly [name: string]: unknown };
  const hand = (name: string, what: unknown) => {
    const stands = () => JSON.stringify(handed()[name]) === JSON.stringify(what);
    if (permitted() && !stands()) record.update({ handed: { ...handed(), [name]: what } });
    return stands();
  };
  return {
    read: () => record.read().handed,
    know: (reads) => void hand(READS, reads),
    add: hand,
    remove(pages) {
      const all = Object.entries(handed());
      const left = all.filter(([page]) => !pages.includes(page));
      if (left.length === all.length) return;
      record.update({ handed: left.length > 0 ? Object.fromEntries(left) : undefined });
    },
  };
}
