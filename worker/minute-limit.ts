/**
 * At most so many in each minute. It knows one number and the minute it belongs to: nobody's
 * address, and nothing of the minute before.
 */
export class MinuteLimit {
  readonly #limit: number;
  #minute = 0;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether one more is allowed now (milliseconds since the epoch); counts it if so. */
  take(now: number): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#count = 0;
    }
    if (this.#count >= this.#limit) return false;
    this.#count += 1;
    return true;
  }
}
