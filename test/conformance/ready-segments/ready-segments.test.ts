import { describe, expect, it } from 'vitest';
import type { Fragment } from '../examples/example.ts';
import { describeExample, hasBothKinds } from '../examples/describe.ts';
import { checked } from '../examples/run.ts';
import { READY } from './index.ts';
import { together } from './together.ts';

describe('ready segments', () => {
  it('are 48, in order', () => {
    const numbers = READY.flatMap(({ number }) => {
      const [first = 0, last = first] = number.split('–').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    expect(numbers).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
  });

  for (const ready of READY) {
    it(`${ready.number} ${ready.name}: one who is in, one who is not`, () => {
      expect(hasBothKinds(ready)).toBe(true);
    });
    describeExample(`${ready.number} ${ready.name}`, ready);
  }

  it('fit into one document, each under an id of its own', () => {
    const all = together(READY.map(({ definitions }) => definitions));
    for (const section of ['traits', 'savedGroups', 'metrics', 'segments', 'groups'] as const)
      expect(Object.keys(all[section] ?? {}).toSorted()).toEqual(
        READY.flatMap(({ definitions }) => Object.keys(sectionOf(definitions, section))).toSorted(),
      );
    expect(checked({ definitions: all, visitors: {} })).toEqual({ errors: [], warnings: [] });
  });
});

const sectionOf = (definitions: Fragment, section: keyof Fragment): object =>
  (definitions[section] as object | undefined) ?? {};
