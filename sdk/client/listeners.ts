import type { Problems } from '../problems.ts';

type Listener = (news: never) => void;

/** Listeners by type. One that throws does not keep the others from being called. */
export interface Listeners {
  /** Gives what ends it. */
  _on(type: string, listener: Listener): () => void;
  /** Tells one listener, if it still listens. */
  _tell(type: string, listener: Listener, news: unknown): void;
  _emit(type: string, news: unknown): void;
  _clear(): void;
}

export function createListeners(problems: Problems): Listeners {
  const all = new Map<string, Set<Listener>>();
  const tell = (type: string, listener: Listener, news: unknown): void => {
    try {
      if (all.get(type)?.has(listener)) listener(news as never);
    } catch (error) {
      problems.add('listener-threw', error);
    }
  };
  return {
    _on(type, listener) {
      const list = all.get(type) ?? new Set();
      all.set(type, list.add(listener));
      return () => list.delete(listener);
    },
    _tell: tell,
    _clear: () => all.clear(),
    _emit(type, news) {
      for (const listener of new Set(all.get(type))) tell(type, listener, news);
    },
  };
}
