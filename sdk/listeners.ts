import type { ChangeEvent } from './api.ts';

type Listener = (change: ChangeEvent) => void;

/** Listeners by type. One that throws does not keep the others from being called. */
export function createListeners(onError: (error: unknown) => void) {
  const all = new Map<string, Set<Listener>>();
  return {
    on(type: string, listener: Listener): () => void {
      const list = all.get(type) ?? new Set();
      all.set(type, list.add(listener));
      return () => void list.delete(listener);
    },
    emit(type: string, change: ChangeEvent): void {
      for (const listener of new Set(all.get(type))) {
        try {
          listener(change);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
