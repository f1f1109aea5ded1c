/** Segments that say what another says, or all but. */
import type { Definitions } from '../types.ts';
import type { Reporter } from './issues.ts';
import { meanings, numbersIn, withoutNumbers } from './meanings.ts';

/** Numbers that are this close make no other segment. */
const NEAR = 0.1;

export const checkSameSegments = (definitions: Definitions, report: Reporter): void => {
  const seen = new Map<string, { readonly id: string; readonly numbers: readonly number[] }[]>();
  const alike = meanings(definitions, withoutNumbers);
  for (const id of Object.keys(definitions.segments)) {
    const shape = alike(`segment.${id}`);
    const numbers = numbersIn(definitions, `segment.${id}`);
    const before = seen.get(shape) ?? [];
    const twin = before.find((one) => areNear(one.numbers, numbers));
    if (twin !== undefined)
      report.warn(
        'same-segment',
        ['segments', id],
        twin.numbers.every((number, i) => number === numbers[i])
          ? `"${id}" holds for the same visitors as "${twin.id}". Keep one, or compose: { "segment.${twin.id}": true }.`
          : `"${id}" and "${twin.id}" differ in their numbers by less than a tenth, and hold for nearly the same visitors. Keep one, or set them further apart.`,
        'key',
      );
    seen.set(shape, [...before, { id, numbers }]);
  }
};

const areNear = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length &&
  some.every((one, i) => {
    const other = others[i] ?? NaN;
    return Math.abs(one - other) <= NEAR * Math.min(Math.abs(one), Math.abs(other));
  });
