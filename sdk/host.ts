/** A page's window, with the classes of its own realm. */
export type Page = Window & typeof globalThis;

/** What Covey takes from the browser. Tests and special hosts pass their own. */
export interface Host {
  readonly window: Page;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly crypto: Crypto;
  readonly indexedDB: () => IDBFactory | undefined;
  readonly localStorage: () => Storage;
  /** Gives undefined where the browser has none, or blocks it with its storage. */
  readonly channel: (name: string) => BroadcastChannel | undefined;
}

/** As the script has it: what nothing but the active client needs, that takes from the window. */
export type PageHost = Omit<Host, 'fetch' | 'crypto'> & Partial<Host>;

/** A preview (`?covey-preview=ID`) is nobody's: its host has nothing that keeps anything, and that is how it is known. */
export const browserHost = (window: Page): PageHost =>
  ({
    window,
    now: () => Date.now(),
    ...((/^.(.*&)?covey-preview=/.test(window.location.search) || {
      // Reading either throws where storage is blocked.
      indexedDB: () => window.indexedDB,
      localStorage: () => window.localStorage,
      channel(name: string): BroadcastChannel | void {
        try {
          return new BroadcastChannel(name);
        } catch {
          // It is done without.
        }
      },
    }) as object),
  }) as PageHost;
