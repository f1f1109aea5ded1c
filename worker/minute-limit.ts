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

  /** Whether there were so many in this minute (`now`: milliseconds since the epoch). */
  isReached(now: number): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#count = 0;
    }
    return this.#count >= this.#limit;
  }

  /** One more. */
  count(): void {
    this.#count += 1;
  }
}
