/** So many in a row; a row's earliest time is kept. */
const ROW = 16;

/**
 * When each of `size` places is next due: their times in rows, and the earliest of every row. Unlike
 * a heap it holds nothing out of date, and finding the next asks little that cannot be foreseen.
 */
export class Agenda {
  readonly times: Float64Array;
  private readonly rows: Float64Array;
  /** The earliest of all; Infinity where nothing is due. */
  first = Infinity;

  constructor(size: number) {
    const rows = Math.ceil(size / ROW);
    this.times = new Float64Array(rows * ROW).fill(Infinity);
    this.rows = new Float64Array(rows).fill(Infinity);
  }

  /** Lets a place be due at a time, or earlier if it is already. */
  bring(place: number, time: number): void {
    if (time >= (this.times[place] as number)) return;
    this.times[place] = time;
    const row = Math.floor(place / ROW);
    this.rows[row] = Math.min(this.rows[row] as number, time);
    this.first = Math.min(this.first, time);
  }

  /** Takes off all places that are due at the earliest time, and shows each to `wake`. */
  take(wake: (place: number) => void): void {
    const { first, times, rows } = this;
    for (let row = 0; row < rows.length; row++) {
      if (rows[row] !== first) continue;
      const end = (row + 1) * ROW;
      for (let place = row * ROW; place < end; place++) {
        if (times[place] !== first) continue;
        times[place] = Infinity;
        wake(place);
      }
      let least = Infinity;
      for (let place = row * ROW; place < end; place++)
        least = Math.min(least, times[place] as number);
      rows[row] = least;
    }
    let least = Infinity;
    for (let row = 0; row < rows.length; row++) least = Math.min(least, rows[row] as number);
    this.first = least;
  }
}
