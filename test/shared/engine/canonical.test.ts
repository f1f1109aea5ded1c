import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../../shared/engine/values/canonical.ts';

/** The same, as one would say it: identities of metrics are stored, so they may never be others. */
const sorted = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`)
    .join()}}`;
};

test('is JSON with the keys of every object sorted, also of numbers and of names that all objects have', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('b', 'a', '10', '9', 'toString', 'length'));
  const leaf = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined));
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      fc.pre(!JSON.stringify(value)?.includes('__proto__'));
      expect(canonical(value)).toBe(sorted(value));
    }),
    { numRuns: 2000 },
  );
});
