// Random sources of PostHog and Matomo over random logs: the imported segment, run by the engine, answers as the source does.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { importMatomo, importPostHog } from '../../../shared/importers/index.ts';
import { RUNS, agreement } from './agreeing.ts';
import { matomoHolds } from './matomo-meaning.ts';
import * as matomo from './matomo-sources.ts';
import { cohortHolds, flagHolds } from './posthog-meaning.ts';
import * as posthog from './posthog-sources.ts';
import { worlds } from './worlds.ts';

const agrees = agreement();

describe('imported segments answer as their source does', () => {
  it('PostHog cohorts', () => {
    fc.assert(
      fc.property(posthog.cohorts(false), worlds, (json, world) =>
        agrees(importPostHog(json), world, cohortHolds(json, 1, world), json),
      ),
      { numRuns: RUNS },
    );
  });

  it('PostHog release conditions', () => {
    fc.assert(
      fc.property(posthog.flags(false), worlds, (json, world) =>
        agrees(importPostHog(json), world, flagHolds(json, world), json),
      ),
      { numRuns: RUNS },
    );
  });

  it('Matomo segments, of the visit that goes on', () => {
    fc.assert(
      fc.property(matomo.segments(false), matomo.visits, (json, visited) =>
        agrees(importMatomo(json), visited, matomoHolds(String(json['definition']), visited), json),
      ),
      { numRuns: RUNS },
    );
  });
});
