/** What stands before a segment in its group can leave nobody to it, or decide it without being shown. */
import type { Definitions } from '../types.ts';
import { type Ask, type Reading, follows, isGiven, isLooser } from './implied.ts';
import type { Reporter } from './issues.ts';

export const checkOrder = (
  definitions: Definitions,
  id: string,
  read: (segment: string) => Reading,
  report: Reporter,
): void => {
  const before = new Taking();
  const seen = new Set<string>();
  let shadow: string | undefined;
  (definitions.groups?.[id]?.segments ?? []).forEach((name, i) => {
    const segment = definitions.segments[name];
    if (segment === undefined) return;
    const path = ['groups', id, 'segments', i];
    const taken = segment.keep === undefined ? before.find(name, read(name)) : undefined;
    if (taken !== undefined)
      report.error(
        'never-holds',
        path,
        `"${taken}" stands before it and takes everyone who meets "${name}", so nobody is ever in it. Put the narrower segment first.`,
      );
    if (shadow !== undefined && !segment.shadow)
      report.warn(
        'shadow-read',
        path,
        `"${shadow}" is a dry run, and takes visitors from "${name}", which is shown to the page. Put it last, or end the dry run.`,
      );
    if (segment.shadow) shadow ??= name;
    if (segment.exclude === undefined && segment.excludeEver === undefined && !seen.has(name))
      before.add(name, read(name));
    seen.add(name);
  });
};

/** Segments of a group so far, by the fact that they ask for first: most others say nothing of it. */
class Taking {
  #size = 0;
  /** Under null those that ask for nothing. */
  readonly #byFact = new Map<string | null, Takers[]>();

  add(name: string, reading: Reading): void {
    if (reading.asks === null) return;
    const [first] = reading.asks;
    const fact = first?.fact ?? null;
    const known = this.#byFact.get(fact) ?? [];
    this.#byFact.set(fact, known);
    const operator = first?.bound?.operator;
    let takers = known.find((some) => some.operator === operator);
    if (takers === undefined) known.push((takers = { operator, loosest: first, list: [] }));
    if (first?.bound && isLooser(first.bound, takers.loosest?.bound)) takers.loosest = first;
    takers.list.push({ name, place: this.#size, reading, first });
    this.#size += 1;
  }

  /** The first that takes everyone who meets `when`. */
  find(name: string, when: Reading): string | undefined {
    let found: Taker | undefined;
    for (const fact of [null, ...when.facts]) {
      const said = fact === null ? undefined : when.says(fact);
      for (const { operator, loosest, list } of this.#byFact.get(fact) ?? []) {
        if (operator !== undefined && loosest && !isGiven(loosest, said)) continue;
        for (const taker of list) {
          const { place, reading, first } = taker;
          if (place > (found?.place ?? Infinity)) break;
          // Most fail at the first: it is looked at before all else.
          if (first !== undefined && !isGiven(first, said)) continue;
          if (taker.name === name || !follows(reading, when)) continue;
          found = taker;
          break;
        }
      }
    }
    return found?.name;
  }
}
interface Taker {
  readonly name: string;
  readonly place: number;
  readonly reading: Reading;
  /** What it asks for first. */
  readonly first: Ask | undefined;
}
/** Those that ask for a bound on one side first, or for something else. */
interface Takers {
  readonly operator: string | undefined;
  /** The bound that is given most easily. Where it is not, no other is: tiers need not be compared one by one. */
  loosest: Ask | undefined;
  /** In their order. */
  readonly list: Taker[];
}
