// Segments that ask for others of the same input.
import { describe, expect, it } from 'vitest';
import {
  importLaunchDarkly,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import { imported, mustPass } from './helpers.ts';

const asks = (key: string) => ({ attribute: '', op: 'segmentMatch', values: [key] });
const plan = (value: string) => ({ attribute: 'plan', op: 'in', values: [value] });
const segment = (key: string, ...clauses: readonly object[]) => ({
  key,
  rules: clauses.map((clause) => ({ clauses: [clause, plan(key)] })),
});
const codes = (notes: readonly { readonly code: string; readonly construct: string }[]) =>
  notes.map(({ code, construct }) => `${code} ${construct}`);

describe('a segment that asks for another', () => {
  it('has what that one says written out, or reads it where the mapping names it', () => {
    const items = [segment('a', asks('b')), segment('b', plan('pro'))];
    const { definitions } = imported(importLaunchDarkly({ items }));
    expect(definitions.segments['a']?.when).toEqual({
      $and: [{ 'trait.plan': 'pro' }, { 'trait.plan': 'b' }, { 'trait.plan': 'a' }],
    });
    const mapped = imported(importLaunchDarkly(items[0], { map: { segments: { b: 'paying' } } }));
    expect(mapped.definitions.segments['a']?.when).toEqual({
      'segment.paying': true,
      'trait.plan': 'a',
    });
  });

  it('is refused where it asks for itself, by whatever way', () => {
    const items = [segment('a', asks('b')), segment('b', asks('a'))];
    const { definitions, notes } = imported(importLaunchDarkly({ items }));
    expect(definitions.segments).toEqual({});
    expect(codes(notes)).toContain('invalid a');
  });

  it('is refused, and soon, where each asks twice for the one before', () => {
    const items = Array.from({ length: 60 }, (_, i) =>
      i === 0 ? segment('s0', plan('pro')) : segment(`s${i}`, asks(`s${i - 1}`), asks(`s${i - 1}`)),
    );
    const { definitions, notes } = imported(importLaunchDarkly({ items }));
    expect(notes.filter(({ code }) => code === 'too-complex').length).toBeGreaterThan(0);
    expect(definitions.segments['s2']).toBeDefined();
    expect(definitions.segments['s59']).toBeUndefined();
    mustPass(definitions);
  });

  it.each([
    [
      'PostHog',
      importPostHog({
        results: [
          {
            id: 1,
            name: 'A',
            filters: {
              properties: { type: 'AND', values: [{ type: 'cohort', key: 'id', value: 9 }] },
            },
          },
        ],
      }),
      'unmapped-name cohort 9',
    ],
    [
      'Unleash',
      importUnleash({ name: 'default', parameters: {}, segments: [9] }),
      'unmapped-name 9',
    ],
    [
      'Statsig',
      importStatsig({
        id: 'a',
        rules: [{ passPercentage: 100, conditions: [{ type: 'passes_gate', targetValue: '9' }] }],
      }),
      'unmapped-name 9',
    ],
  ])('of %s that stands nowhere is named', (_, result, note) => {
    const { definitions, notes } = imported(result);
    expect(definitions.segments).toEqual({});
    expect(codes(notes)).toContain(note);
  });
});

it('a day of Statsig, whose servers go by their own time zone, is said to be one of UTC', () => {
  const on = {
    type: 'custom_field',
    field: 'seen',
    operator: 'on',
    targetValue: Date.UTC(2026, 2, 1),
  };
  const { notes } = imported(
    importStatsig({ id: 'a', rules: [{ passPercentage: 100, conditions: [on] }] }),
  );
  expect(notes.map(({ message }) => message)).toContainEqual(expect.stringMatching(/one of UTC/));
});
