/** Answers of a segment as numbers, a visitor each; out is 0. `ABSENT`: the visitor's events all come later. */
export const IN = 1;
export const UNKNOWN = 2;
export const ABSENT = 3;

/** How many are in another segment, and in both; of answers in the same order of visitors. */
export function sharedBy(
  own: Uint8Array,
  other: Uint8Array,
): { readonly members: number; readonly both: number } {
  let [members, both] = [0, 0];
  for (let visitor = 0; visitor < own.length; visitor++) {
    if (other[visitor] !== IN) continue;
    members += 1;
    if (own[visitor] === IN) both += 1;
  }
  return { members, both };
}
