import { isGrant, ofEach } from './purposes.ts';

/**
 * The one record in `localStorage`: the visitor's answer and, while something is granted, what the
 * next page needs before the database is open. Its text is looked at on every read: other tabs and
 * scripts of the page write there, too.
 */
export interface LocalRecord {
  personalisation?: boolean;
  measurement?: boolean;
  activation?: boolean;
  /** When the visitor answered, milliseconds since the epoch. */
  time?: number;
  /** Version of the text that was answered. */
  text?: number;
  /** The answer was given while the browser sent a signal that means no. */
  signal?: true;
  /** Segments for first paint: id, and when it ends by itself (0: not by time alone). */
  shown?: { readonly [id: string]: number };
  /** When the mirror stops holding: the end of the definitions. */
  until?: number;
  /** The snapshot's, where all the ends in `shown` are of it: then they need not be looked for anew. */
  course?: number;
  /** When the history began: raised by every erasure, so that a tab which slept through it does not write back. */
  erased?: number;
  /** When an answer lapsed: one from before it does not hold, and the visitor is to be asked again. */
  asked?: number;
  /** An erasure that is not known to be complete: the next page takes it up. */
  erasing?: true;
  /**
   * Events that a page handed over as it was left, until a transaction takes them in; and what the
   * definitions read, so that a page which is left before it knows them hands over no more.
   */
  handed?: unknown;
}

/** With this the next page is shown nothing. */
export const NOTHING_SHOWN = { shown: undefined, until: undefined, course: undefined };

export interface RecordStore {
  /** As it stands now; not to be changed. */
  read(): Readonly<LocalRecord>;
  /** Merges into the record; a member set to undefined is removed. What the browser would not keep: see `kept`. */
  update(change: { [K in keyof LocalRecord]: LocalRecord[K] | undefined }): void;
  /** False while it holds for this page only: then nothing else may be kept for longer, either. */
  kept(): boolean;
  remove(): void;
  /** The text as it stands, for export. */
  _raw(): string | null;
  /** Whether an earlier version left a grant under the bare name. A refusal is taken over at once. */
  _bare(): boolean;
}

/** `storage` is a function because merely reading `window.localStorage` throws where storage is blocked. */
export function openRecord(storage: () => Storage, key: string, bareKey: string): RecordStore {
  /** Holds for this page what the browser would not keep; undefined while it does. */
  let fallback: string | null | undefined;

  const raw = (): string | null => {
    if (fallback !== undefined) return fallback;
    try {
      return storage().getItem(key);
    } catch {
      return null;
    }
  };
  /** What stood there stays, where the browser will not take what is to stand there. */
  const write = (record: object | null): boolean => {
    let text = null;
    try {
      text = record && JSON.stringify(record);
      // Nothing, or no more than `{}`.
      if (!text?.[2]) storage().removeItem(key);
      else storage().setItem(key, text);
      fallback = undefined;
      return true;
    } catch {
      if (fallback !== undefined) fallback = text;
      return false;
    }
  };
  let knownText: string | null | undefined;
  let known: Readonly<LocalRecord>;
  /** Parsed anew only where the text is another. */
  const read = () => {
    const text = raw();
    if (knownText !== text) known = parse((knownText = text));
    return known;
  };
  const remove = () => {
    if (!write(null)) fallback = null;
  };
  return {
    _raw: raw,
    read,
    kept: () => fallback === undefined,
    update(change) {
      const next = { ...read(), ...change };
      // What would only be convenient gives way to what has to be kept.
      const least = { ...next, ...NOTHING_SHOWN, handed: undefined };
      if (write(next) || write(least) || !(change.time ?? change.erased)) return;
      // An older answer must not stand where a newer one cannot.
      remove();
      if (!write(least)) fallback = JSON.stringify(next);
    },
    remove,
    _bare() {
      try {
        const record = parse(storage().getItem(bareKey));
        if (isGrant(record)) return true;
        // An entry of that name may be anybody's.
        if (record.time) {
          if (!raw()) write(record);
          storage().removeItem(bareKey);
        }
      } catch {
        // Storage is blocked: there is nothing to take over.
      }
      return false;
    },
  };
}

/** Of what kind each member is, where it makes sense. */
const KINDS: { readonly [name in keyof LocalRecord]-?: unknown } = {
  ...ofEach(() => true),
  time: 0,
  text: 0,
  signal: true,
  shown: {},
  until: 0,
  course: 0,
  erased: 0,
  asked: 0,
  erasing: true,
  handed: {},
};

function parse(text: string | null): LocalRecord {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(text ?? '{}') as object).filter(
        ([name, value]) => value !== null && typeof value === typeof KINDS[name as never],
      ),
    );
  } catch {
    return {};
  }
}
