/**
 * Results of costly work, by key: whoever asks while it is being done waits for the same. Those of `most` keys are kept
 * that were asked for last; a failed one is not. What makes them must do no input or output: that belongs to one
 * request and ends with it, and others would wait for ever.
 */
export class KeptPromises<T> {
  private readonly kept = new Map<string, Promise<T>>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  recall(key: string): Promise<T> | undefined {
    const known = this.kept.get(key);
    if (known) this.put(key, known);
    return known;
  }

  recallOrMake(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.recall(key);
    if (known) return known;
    const made = make();
    this.put(key, made);
    made.catch(() => {
      if (this.kept.get(key) === made) this.kept.delete(key);
    });
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
    return made;
  }

  private put(key: string, promise: Promise<T>): void {
    this.kept.delete(key);
    this.kept.set(key, promise);
  }
}
