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

  /** Takes off all places that are due at the earliest time, and shows each to `wake`, which brings none of them to that time again. */
  take(wake: (place: number) => void): void {
    const { first, times, rows } = this;
    let least = Infinity;
    // Whatever is brought meanwhile counts from here on.
    this.first = Infinity;
    for (let row = 0; row < rows.length; row++) {
      if (rows[row] === first) {
        let leastInRow = Infinity;
        const start = row * ROW;
        for (let place = start; place < start + ROW; place++)
          if (times[place] === first) {
            times[place] = Infinity;
            wake(place);
          }
        for (let place = start; place < start + ROW; place++)
          leastInRow = Math.min(leastInRow, times[place] as number);
        rows[row] = leastInRow;
      }
      least = Math.min(least, rows[row] as number);
    }
    this.first = Math.min(this.first, least);
  }
}
