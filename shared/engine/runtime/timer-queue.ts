/** When each place is next due: a tournament, in which the earliest of eight goes on to meet others. */
export class TimerQueue {
  /**
   * The places come last, each with its time; Infinity where it is not due. Before them, at i, stands the earliest of the
   * eight that stand from 8 × i + 1 on; and so at 0 the earliest of all.
   */
  private readonly _tree: number[];
  /** Where the places begin. */
  private readonly _places: number;

  /** `never` is Infinity, so often that there is room for a time for each place: `roomFor`. */
  constructor(never: readonly number[]) {
    this._tree = never.slice();
    this._places = never.length >> 3;
  }

  /** The earliest time of all; Infinity where nothing is due. */
  get first(): number {
    return this._tree[0] as number;
  }

  /** By place, when it is due; Infinity where it is not. */
  get dueTimes(): readonly number[] {
    return this._tree.slice(this._places);
  }

  /** Lets a place be due at a time, or earlier if it is already. */
  schedule(place: number, time: number): void {
    const { _tree: tree, _places: places } = this;
    let at = places + place;
    while (time < (tree[at] as number)) {
      tree[at] = time;
      if (at === 0) return;
      at = (at - 1) >> 3;
    }
  }

  /** Takes off a place that is due at `first`, where there is one. */
  pop(): number {
    const { _tree: tree, _places: places, first } = this;
    let at = 0;
    while (at < places) {
      at = 8 * at + 1;
      while (tree[at] !== first) at++;
    }
    const found = at - places;
    tree[at] = Infinity;
    while (at > 0) {
      at = (at - 1) >> 3;
      let earliest = Infinity;
      for (let i = 8 * at + 1; i < 8 * at + 9; i++)
        if ((tree[i] as number) < earliest) earliest = tree[i] as number;
      tree[at] = earliest;
    }
    return found;
  }

  /** Lets all be due as they are in another queue; where a time is 0, that place is not. */
  scheduleAll(times: readonly number[]): void {
    for (const [place, time] of times.entries()) this.schedule(place, time || Infinity);
  }
}

/** How many times a queue of so many places has. */
export const roomFor = (places: number): number => 8 * Math.ceil((places - 1) / 7) + 1;
