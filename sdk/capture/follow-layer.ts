import type { CaptureContext } from './capture.ts';

interface Layer extends Array<unknown> {
  push(...items: unknown[]): number;
}

export interface FollowOptions {
  /** The layer's name on `window`. */
  readonly name: string;
  /** Whether what stands in the first layer already is read. */
  readonly past: boolean;
  /** Takes what is pushed, each item once. */
  readonly read: (item: unknown) => void;
}

/**
 * Follows a list on `window`: the one that is there, one that appears, and one put in its place. None is made.
 * Gives a function that looks again, for pages where the property itself cannot be watched.
 */
export function followLayer(
  { window, guard, signal }: Pick<CaptureContext, 'window' | 'guard' | 'signal'>,
  { name, past, read }: FollowOptions,
): () => void {
  const page = window as unknown as { [name: string]: unknown };
  const followed = new WeakSet<object>();
  /** Items that were read, or were not to be: a copy of a list brings them again. */
  const seen = new WeakSet<object>();
  const isNew = (item: unknown) => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return false;
    seen.add(item);
    return true;
  };
  const follow = guard((all: boolean) => {
    const layer = page[name];
    if (!Array.isArray(layer) || followed.has(layer)) return;
    followed.add(layer);
    const there = (layer as unknown[]).filter(isNew);
    if (all) there.forEach(read);
    const original = (layer as Layer).push;
    const push = function (this: Layer, ...items: unknown[]) {
      const length = original.apply(this, items);
      if (!signal.aborted) {
        items.forEach(isNew);
        items.forEach(read);
      }
      return length;
    };
    // Unlike an assignment, it is not met by the page's own loops over the list.
    Object.defineProperty(layer, 'push', { value: push, writable: true, configurable: true });
  });
  const look = () => follow(true);
  const watch = guard(() => {
    const own = Object.getOwnPropertyDescriptor(page, name);
    // What a `var` has declared, or the page guards itself.
    if (own && !(own.configurable && own.writable)) return;
    let layer = page[name];
    const set = (next: unknown) => {
      layer = next;
      look();
    };
    const enumerable = own?.enumerable ?? true;
    Object.defineProperty(page, name, { configurable: true, enumerable, get: () => layer, set });
    signal.addEventListener('abort', () => {
      if (Object.getOwnPropertyDescriptor(page, name)?.set !== set) return;
      delete page[name];
      if (layer !== undefined) page[name] = layer;
    });
  });
  // Watched first: what is there may be unusable, and another may take its place.
  watch();
  follow(past);
  return look;
}
