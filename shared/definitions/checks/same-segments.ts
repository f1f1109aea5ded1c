/** Segments that say what another says, or all but. */
import type { Definitions } from '../types.ts';
import type { Reporter } from './issues.ts';
import { formOf, meanings, numbersIn, withoutNumbers } from './meanings.ts';

/** Numbers that are this close make no other segment. */
const NEAR = 0.1;

export const checkSameSegments = (definitions: Definitions, report: Reporter): void => {
  const form = formOf(definitions);
  const alike = meanings(form, withoutNumbers);
  const numbers = numbersIn(form);
  const byShape = new Map<string, Segment[]>();
  for (const id of Object.keys(definitions.segments)) {
    const shape = alike(`segment.${id}`);
    const before = byShape.get(shape);
    // Most have a shape of their own, and their numbers are never asked for.
    const one: Segment = { id, numbers: once(() => numbers(`segment.${id}`)) };
    if (before === undefined) {
      byShape.set(shape, [one]);
      continue;
    }
    const twin = before.find((other) => areAll(other, one, areNear));
    if (twin !== undefined)
      report.warn(
        'same-segment',
        ['segments', id],
        areAll(twin, one, (a, b) => a === b)
          ? `"${id}" holds for the same visitors as "${twin.id}". Keep one, or compose: { "segment.${twin.id}": true }.`
          : `"${id}" and "${twin.id}" differ in their numbers by less than a tenth, and hold for nearly the same visitors. Keep one, or set them further apart.`,
        'key',
      );
    before.push(one);
  }
};

interface Segment {
  readonly id: string;
  readonly numbers: () => Numbers;
}
/** A list for each thing that is read, in one order. */
type Numbers = readonly (readonly number[])[];

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const areNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= NEAR * Math.min(Math.abs(one), Math.abs(other));

/** Whether both have as many numbers, and each two fit. */
const areAll = (
  some: Segment,
  others: Segment,
  fit: (one: number, other: number) => boolean,
): boolean => {
  const [a, b] = [new Reader(some.numbers()), new Reader(others.numbers())];
  for (;;) {
    const [left, right] = [a.list(), b.list()];
    if (left === undefined || right === undefined) return left === right;
    // What both read has the same numbers.
    if (left === right && a.isAtStart() && b.isAtStart()) {
      a.skip();
      b.skip();
    } else if (!fit(a.take(), b.take())) return false;
  }
};

/** Reads the numbers one after the other. */
class Reader {
  readonly #all: Numbers;
  #at = 0;
  #within = 0;

  constructor(all: Numbers) {
    this.#all = all;
  }
  /** The list that the next number stands in; undefined at the end. */
  list(): readonly number[] | undefined {
    while (this.#within >= (this.#all[this.#at]?.length ?? Infinity)) this.skip();
    return this.#all[this.#at];
  }
  isAtStart(): boolean {
    return this.#within === 0;
  }
  skip(): void {
    this.#at += 1;
    this.#within = 0;
  }
  take(): number {
    const number = this.#all[this.#at]?.[this.#within] ?? NaN;
    this.#within += 1;
    return number;
  }
}
