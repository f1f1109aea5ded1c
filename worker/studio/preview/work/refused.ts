/** Why a log cannot be read, and the way out: thrown within the reading alone, and told as a value. */
export class Refused extends Error {
  readonly hints: readonly string[];

  constructor(message: string, hints: readonly string[] = []) {
    super(message);
    this.hints = hints;
  }
}

export const isEmpty = (name: string): Refused =>
  new Refused(`${name} is empty.`, ['A log starts with a line of headings.']);

/** As much of a text as says what it is. */
export const startOf = (text: string): string => text.slice(0, 1 << 16).trimStart();

/** @throws Refused for a list, whose rows no line ends. */
export function refuseList(start: string, name: string): void {
  if (/^\[\s*\{/.test(start))
    throw new Refused(`${name} is one list in JSON; a log has an object on each line.`, [
      'jq -c ".[]" log.json takes it apart.',
    ]);
}
