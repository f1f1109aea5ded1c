import { eq, gt, gte, lt, lte, ne, operandTest } from './operand.ts';
import { type MoreOperator, isOperatorObject } from './operators.ts';
import { longestText, pattern, watched } from './patterns.ts';
import { type Context, type Make, type Test, never } from './tests.ts';
import { versionKey } from './versions.ts';
import { whole } from './whole.ts';

const asVersions =
  (compare: Make): Make =>
  (expected, to) => {
    const test = compare(versionKey(expected), to);
    return (value) => test(versionKey(value));
  };

/** Every expected value is met by some element. */
const all = (list: unknown, to: Context, ignoreCase = false): Test => {
  if (!Array.isArray(list)) return never;
  const tests = list.map((expected) => operandTest(expected, to, ignoreCase));
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const test of tests) if (!value.some(test)) return false;
    return true;
  };
};

const matching = (source: unknown, flags: '' | 'i', to: Context): Test => {
  const expression = pattern(source, flags);
  // The plain matcher looks at all of a text, as GrowthBook does.
  const longest = to.missingIsFalse ? longestText(String(source)) : Infinity;
  const test = expression ? watched(String(source), expression, longest, to.watch) : never;
  return (value) => {
    try {
      return test(value);
    } catch {
      return false;
    }
  };
};

/** Operators that fewer documents have. */
export const moreOperators: { readonly [name in MoreOperator]: Make } = {
  $veq: asVersions(eq),
  $vne: asVersions(ne),
  $vlt: asVersions(lt),
  $vlte: asVersions(lte),
  $vgt: asVersions(gt),
  $vgte: asVersions(gte),
  $all: (list, to) => all(list, to),
  $alli: (list, to) => all(list, to, true),
  $size: (expected, to) => {
    const test = operandTest(expected, to);
    return (value) => Array.isArray(value) && test(value.length);
  },
  $elemMatch: (expected, to) => {
    const test = isOperatorObject(expected) ? operandTest(expected, to) : whole(expected, to);
    const present: Test = (item) => item != null && test(item);
    return (value) => Array.isArray(value) && value.some(present);
  },
  $regex: (source, to) => matching(source, '', to),
  $regexi: (source, to) => matching(source, 'i', to),
};
