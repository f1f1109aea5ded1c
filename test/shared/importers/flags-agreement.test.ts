// Random segments of tools that know attributes only: the imported segment, run by the engine, answers as the source does.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ImportResult,
  importLaunchDarkly,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import * as sources from './flag-sources.ts';
import { type Attributes, launchDarklyHolds, statsigHolds, unleashHolds } from './flags-meaning.ts';
import { imported } from './helpers.ts';
import { DAY, START, memberIn } from './run.ts';

const RUNS = Number(process.env['COVEY_IMPORT_RUNS'] ?? 120);
const PEOPLE = fc.constantFrom('u1', 'u2', 'u3');

const visitors: fc.Arbitrary<Attributes> = fc.record(
  {
    country: fc.constantFrom('DE', 'FR'),
    plan: fc.constantFrom('x', 'xl', 'L', 'other'),
    age: fc.integer({ min: 0, max: 4 }),
    beta: fc.boolean(),
    release: fc.constantFrom('1.9.0', '1.10.0', '2.0.0'),
    born: fc.constantFrom('2026-10-31T08:00:01Z', '2026-09-15T00:00:00Z', '2026-12-01T09:00:00Z'),
  },
  { requiredKeys: [] },
);

const answers = new Map<boolean, number>();
beforeEach(() => answers.clear());
afterEach(() => {
  for (const answer of [true, false]) expect(answers.get(answer) ?? 0).toBeGreaterThan(RUNS / 20);
});

const agrees = (result: ImportResult, of: Attributes, now: number, answer: boolean): void => {
  const { definitions, notes } = imported(result);
  const errors = notes.filter(({ severity }) => severity === 'error');
  // All of these sources can be said, if in few enough pieces, but for those that hold for nobody.
  const ofNobody = errors.filter(({ message }) => /\bnobody\b/i.test(message));
  expect(errors.filter(({ code }) => code !== 'too-complex')).toEqual(ofNobody);
  fc.pre(errors.length === ofNobody.length);
  if (definitions.segments['a'] === undefined) {
    expect(answer).toBe(false);
    return;
  }
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const { country, ...given } = of;
  const trait = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as { [id: string]: string | number | boolean };
  const facts = { geo: country === undefined ? {} : { country: String(country) }, trait };
  expect(
    memberIn(definitions, { log: [], facts, now }),
    JSON.stringify({ of, now, definitions, answer }, null, 1),
  ).toBe(answer);
};

describe('imported segments answer as their source does', () => {
  it('LaunchDarkly segments', () => {
    fc.assert(
      fc.property(sources.launchDarkly(false), visitors, PEOPLE, (json, attributes, key) => {
        const of = { ...attributes, key };
        agrees(importLaunchDarkly(json), of, START, launchDarklyHolds(json, 'a', of));
      }),
      { numRuns: RUNS },
    );
  });

  it('Unleash features and segments', () => {
    fc.assert(
      fc.property(
        sources.unleash(false),
        visitors,
        PEOPLE,
        fc.constantFrom(0, DAY, 3 * DAY),
        (json, attributes, userId, later) => {
          const of = { ...attributes, userId };
          const now = START + later;
          agrees(importUnleash(json), of, now, unleashHolds(json, of, now));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('Statsig segments', () => {
    fc.assert(
      fc.property(sources.statsig(false), visitors, PEOPLE, (json, attributes, userID) => {
        const of = { ...attributes, userID };
        agrees(importStatsig(json), of, START, statsigHolds(json, 'a', of));
      }),
      { numRuns: RUNS },
    );
  });
});
