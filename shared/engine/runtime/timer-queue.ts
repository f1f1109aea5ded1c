/** When each of `size` places is next due: a heap of places, the earliest first, that knows where each stands. */
export class TimerQueue {
  /** By place, when it is due; Infinity where it is not. */
  readonly dueTimes: number[];
  private readonly _heap: number[] = [];
  /** By place, where it stands in the heap; -1 where it is not due. */
  private readonly _at: number[];
  private _size = 0;
  /** The earliest time of all; Infinity where nothing is due. */
  first = Infinity;

  /** `never` is Infinity for each place, and `nowhere` -1. */
  constructor(never: readonly number[], nowhere: readonly number[]) {
    this.dueTimes = never.slice();
    this._at = nowhere.slice();
  }

  /** Lets a place be due at a time, or earlier if it is already. */
  schedule(place: number, time: number): void {
    const { dueTimes: times, _heap: heap, _at: at } = this;
    if (time >= (times[place] as number)) return;
    times[place] = time;
    let hole = at[place] as number;
    if (hole < 0) hole = this._size++;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const other = heap[above] as number;
      if ((times[other] as number) <= time) break;
      heap[hole] = other;
      at[other] = hole;
      hole = above;
    }
    heap[hole] = place;
    at[place] = hole;
    if (hole === 0) this.first = time;
  }

  /** Lets all be due as they are in another queue; where a time is 0, that place is not. */
  scheduleAll(times: readonly number[]): void {
    for (const [place, time] of times.entries()) this.schedule(place, time || Infinity);
  }

  /** Takes off a place that is due at `first`, where there is one. */
  pop(): number {
    const { dueTimes: times, _heap: heap, _at: at } = this;
    const found = heap[0] as number;
    const size = --this._size;
    times[found] = Infinity;
    at[found] = -1;
    if (size === 0) {
      this.first = Infinity;
      return found;
    }
    const last = heap[size] as number;
    const time = times[last] as number;
    let hole = 0;
    for (let below = 1; below < size; below = 2 * hole + 1) {
      let other = heap[below] as number;
      if (below + 1 < size) {
        const right = heap[below + 1] as number;
        if ((times[right] as number) < (times[other] as number)) {
          below++;
          other = right;
        }
      }
      if ((times[other] as number) >= time) break;
      heap[hole] = other;
      at[other] = hole;
      hole = below;
    }
    heap[hole] = last;
    at[last] = hole;
    this.first = times[heap[0] as number] as number;
    return found;
  }
}
