// Random segments of tools that know attributes only: the imported segment, run by the engine, answers as the source does.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  importLaunchDarkly,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import { RUNS, agreement } from './agreeing.ts';
import * as sources from './flag-sources.ts';
import { type Attributes, launchDarklyHolds, statsigHolds, unleashHolds } from './flags-meaning.ts';
import { DAY, START, type Visitor } from './run.ts';

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

const agrees = agreement();

/** A visitor of whom this is known, and who has done nothing. */
const known = ({ country, ...given }: Attributes, now = START): Visitor => ({
  log: [],
  now,
  facts: {
    geo: country === undefined ? {} : { country: String(country) },
    trait: Object.fromEntries(
      Object.entries(given).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
    ),
  },
});

describe('imported segments answer as their source does', () => {
  it('LaunchDarkly segments', () => {
    fc.assert(
      fc.property(sources.launchDarkly(false), visitors, PEOPLE, (json, attributes, key) => {
        const of = { ...attributes, key };
        agrees(importLaunchDarkly(json), known(of), launchDarklyHolds(json, 'a', of), json);
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
          agrees(importUnleash(json), known(of, now), unleashHolds(json, of, now), json);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('Statsig segments', () => {
    fc.assert(
      fc.property(sources.statsig(false), visitors, PEOPLE, (json, attributes, userID) => {
        const of = { ...attributes, userID };
        agrees(importStatsig(json), known(of), statsigHolds(json, 'a', of), json);
      }),
      { numRuns: RUNS },
    );
  });
});
