type Listener = (news: never) => void;

/** Listeners by type. One that throws does not keep the others from being called. */
export function createListeners(onError: (error: unknown) => void) {
  const all = new Map<string, Set<Listener>>();
  /** Tells one listener, if it still listens. */
  const tell = (type: string, listener: Listener, news: unknown): void => {
    try {
      if (all.get(type)?.has(listener)) listener(news as never);
    } catch (error) {
      onError(error);
    }
  };
  return {
    on(type: string, listener: Listener): () => void {
      const list = all.get(type) ?? new Set();
      all.set(type, list.add(listener));
      return () => void list.delete(listener);
    },
    tell,
    clear: () => all.clear(),
    emit(type: string, news: unknown): void {
      for (const listener of new Set(all.get(type))) tell(type, listener, news);
    },
  };
}
