import { describe, expect, it } from 'vitest';
import { type Example, isIn } from './example.ts';
import { byEngine, byMeaning, checked, expected } from './run.ts';

/** Runs an example: checker, engine, engine restarted at every step, and the meaning of the language. */
export const describeExample = (name: string, example: Example): void => {
  describe(name, () => {
    it('passes the checker', () => {
      expect(checked(example)).toEqual({
        errors: [],
        warnings: [...(example.warnings ?? [])].toSorted(),
      });
    });
    for (const [who, entries] of Object.entries(example.visitors)) {
      it(who, () => {
        const known = expected(example, entries);
        expect(known.length).toBeGreaterThan(0);
        expect({ engine: byEngine(example, entries) }).toEqual({ engine: known });
        expect({ restarted: byEngine(example, entries, true) }).toEqual({ restarted: known });
        expect({ meaning: byMeaning(example, entries) }).toEqual({ meaning: known });
      });
    }
  });
};

/** One who is in, and one who is not. */
export const hasBothKinds = ({ visitors }: Example): boolean => {
  const kinds = Object.values(visitors).map(isIn);
  return kinds.includes(true) && kinds.includes(false);
};
