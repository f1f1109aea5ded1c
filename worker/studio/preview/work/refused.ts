/** Why a log cannot be read, and the way out: thrown within the reading alone, and told as a value. */
export class Refused extends Error {
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[] = []) {
    super(message);
    this.hints = hints;
  }
}
