import { inList, notInList, same } from './lists.ts';
import { eq, gt, gte, lt, lte, ne, operandTest } from './operand.ts';
import { type MoreOperator, isOperatorObject } from './operators.ts';
import { longestText, pattern, watched } from './patterns.ts';
import { type Context, type Make, type Test, never, record } from './tests.ts';
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

const lowerCase = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** An unknown group is an empty list; one that is no list of values is none. */
const groupValues = (id: unknown, to: Context): unknown => {
  const group = to.groups[String(id)];
  const { type, values } = record(group);
  return type === 'list' ? values : group === undefined ? [] : group;
};

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return /^(function|symbol|bigint)$/.test(typeof value) ? 'unknown' : typeof value;
};

/** Operators that fewer documents have. */
export const moreOperators: { readonly [name in MoreOperator]: Make } = {
  $veq: asVersions(eq),
  $vne: asVersions(ne),
  $vlt: asVersions(lt),
  $vlte: asVersions(lte),
  $vgt: asVersions(gt),
  $vgte: asVersions(gte),
  $ini: (list, to) => inList(list, lowerCase, to.readNumbers),
  $nini: (list, to) => notInList(list, lowerCase, to.readNumbers),
  $inGroup: (id, to) => inList(groupValues(id, to), same, to.readNumbers),
  $notInGroup: (id, to) => notInList(groupValues(id, to), same, to.readNumbers),
  $type: (expected) => (value) => typeName(value) === expected,
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
