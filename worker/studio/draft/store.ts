/** Drafts in this browser, in an IndexedDB of the studio's own. Nothing of them is sent. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface KeptDraft {
  readonly id: string;
  readonly name: string;
  /** JSON with comments. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly changed: number;
  /** Grows with every write: whoever read another than the newest must not write over it. */
  readonly revision: number;
}

export type Written =
  | { readonly ok: true; readonly kept: KeptDraft }
  /** Another tab wrote meanwhile: that, or null where it was discarded there. */
  | { readonly ok: false; readonly other: KeptDraft | null };

export interface Store {
  /** The newest first. */
  list(): Promise<readonly KeptDraft[]>;
  read(id: string): Promise<KeptDraft | undefined>;
  /** Writes where the newest revision is still the one that was read; 0: where there is none. */
  write(draft: KeptDraft): Promise<Written>;
  discard(id: string): Promise<void>;
  /** Tells what other tabs wrote or discarded, by its id; ends with the function that it gives. */
  watch(onChange: (id: string) => void): () => void;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: KeptDraft };
}

const NAME = 'covey-studio-drafts';

/** @throws what IndexedDB throws, in each of its functions, where there is none or it is full. */
export function browserStore(): Store {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  const database = () => {
    opening ??= openDB<Schema>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('drafts', { keyPath: 'id' });
      },
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const channel = new BroadcastChannel(NAME);
  return {
    async list() {
      const all = await (await database()).getAll('drafts');
      return all.toSorted((a, b) => b.changed - a.changed);
    },
    async read(id) {
      return (await database()).get('drafts', id);
    },
    async write(draft) {
      const transaction = (await database()).transaction('drafts', 'readwrite');
      const other = await transaction.store.get(draft.id);
      if ((other?.revision ?? 0) !== draft.revision) {
        await transaction.done;
        return { ok: false, other: other ?? null };
      }
      const kept = { ...draft, revision: draft.revision + 1 };
      await transaction.store.put(kept);
      await transaction.done;
      channel.postMessage(draft.id);
      return { ok: true, kept };
    },
    async discard(id) {
      await (await database()).delete('drafts', id);
      channel.postMessage(id);
    },
    watch(onChange) {
      const listener = ({ data }: MessageEvent<unknown>) => onChange(String(data));
      channel.addEventListener('message', listener);
      return () => {
        channel.removeEventListener('message', listener);
        channel.close();
      };
    },
  };
}
