/** When each place is next due: a tournament, in which the earlier of two goes on to meet another. */
export class TimerQueue {
  /**
   * The second half are the places, each with its time; Infinity where it is not due. Before them, at i, stands the
   * earlier of what stands at 2 × i and beside it; and so at 1 the earliest of all.
   */
  private readonly _tree: number[];

  /** `never` is Infinity, two for each place. */
  constructor(never: readonly number[]) {
    this._tree = never.slice();
  }

  /** The earliest time of all; Infinity where nothing is due. */
  get first(): number {
    return this._tree[1] as number;
  }

  /** By place, when it is due; Infinity where it is not. */
  get dueTimes(): readonly number[] {
    return this._tree.slice(this._tree.length >> 1);
  }

  /** Lets a place be due at a time, or earlier if it is already. */
  schedule(place: number, time: number): void {
    const { _tree: tree } = this;
    for (let at = (tree.length >> 1) + place; at > 0 && time < (tree[at] as number); at >>= 1)
      tree[at] = time;
  }

  /** Lets all be due as they are in another queue; where a time is 0, that place is not. */
  scheduleAll(times: readonly number[]): void {
    for (const [place, time] of times.entries()) this.schedule(place, time || Infinity);
  }

  /** Takes off a place that is due at `first`, where there is one. */
  pop(): number {
    const { _tree: tree, first } = this;
    const size = tree.length >> 1;
    let at = 1;
    while (at < size) {
      at *= 2;
      // A number, not a branch: nobody can guess which of the two it is.
      at += +(tree[at] !== first);
    }
    const found = at - size;
    let earliest = (tree[at] = Infinity);
    while (at > 1) {
      const other = tree[at ^ 1] as number;
      if (other < earliest) earliest = other;
      at >>= 1;
      tree[at] = earliest;
    }
    return found;
  }
}
