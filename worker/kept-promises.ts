/**
 * Results of costly work, by key: whoever asks while it is being done waits for the same. Those of `most` keys are kept
 * that were asked for last; a failed one is not. What makes them must do no input or output: that belongs to one
 * request and ends with it, and others would wait for ever.
 */
export class KeptPromises<T> {
  private readonly _kept = new Map<string, Promise<T>>();
  private readonly _most: number;

  constructor(most: number) {
    this._most = most;
  }

  recall(key: string): Promise<T> | undefined {
    const known = this._kept.get(key);
    if (known) this._put(key, known);
    return known;
  }

  recallOrMake(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.recall(key);
    if (known) return known;
    const made = make();
    this._put(key, made);
    made.catch(() => {
      if (this._kept.get(key) === made) this._kept.delete(key);
    });
    const [oldest] = this._kept.keys();
    if (this._kept.size > this._most && oldest !== undefined) this._kept.delete(oldest);
    return made;
  }

  private _put(key: string, promise: Promise<T>): void {
    this._kept.delete(key);
    this._kept.set(key, promise);
  }
}
