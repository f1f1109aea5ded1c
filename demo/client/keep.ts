/** What the shop itself keeps in this browser, because the visitor asked for it by using it. */
export interface Line {
  readonly id: string;
  readonly quantity: number;
}

export interface Order {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly lines: readonly Line[];
  readonly subtotal: number;
  readonly discount: number;
  readonly delivery: number;
  readonly total: number;
  readonly coupon?: string;
  readonly deliveryTier: string;
  readonly payment: string;
  /** The purchase has been told to `dataLayer`. */
  readonly told?: boolean;
  readonly returned?: boolean;
}

interface Kept {
  readonly 'hazel-basket': readonly Line[];
  readonly 'hazel-coupon': string;
  readonly 'hazel-wishes': readonly string[];
  readonly 'hazel-orders': readonly Order[];
  readonly 'hazel-account': string;
}

/** Where storage is blocked, the page's own memory has to do. */
const memory = new Map<string, string>();

export function read<Key extends keyof Kept>(key: Key, empty: Kept[Key]): Kept[Key] {
  let text: string | null;
  try {
    text = localStorage.getItem(key);
  } catch {
    text = memory.get(key) ?? null;
  }
  if (text === null) return empty;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty)
      ? (value as Kept[Key])
      : empty;
  } catch {
    return empty;
  }
}

export function write<Key extends keyof Kept>(key: Key, value: Kept[Key]) {
  const gone = value.length === 0;
  try {
    if (gone) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    memory.set(key, JSON.stringify(value));
  }
  document.dispatchEvent(new CustomEvent('hazel:kept', { detail: key }));
}

/** Calls `listener` after a change in this tab or another. */
export function onKept(listener: () => void) {
  document.addEventListener('hazel:kept', listener);
  window.addEventListener('storage', (event) => {
    if (event.key?.startsWith('hazel-')) listener();
  });
}
