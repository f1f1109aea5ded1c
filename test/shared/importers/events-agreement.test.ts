// Random sources of PostHog and Matomo over random logs: the imported segment, run by the engine, answers as the source does.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportResult, importMatomo, importPostHog } from '../../../shared/importers/index.ts';
import { matomoHolds } from './matomo-meaning.ts';
import * as matomo from './matomo-sources.ts';
import { cohortHolds, flagHolds } from './posthog-meaning.ts';
import * as posthog from './posthog-sources.ts';
import { imported } from './helpers.ts';
import { type Visitor, memberIn } from './run.ts';
import { worlds } from './worlds.ts';

const RUNS = Number(process.env['COVEY_IMPORT_RUNS'] ?? 120);

const answers = new Map<boolean, number>();
beforeEach(() => answers.clear());
afterEach(() => {
  for (const answer of [true, false]) expect(answers.get(answer) ?? 0).toBeGreaterThan(RUNS / 20);
});

const agrees = (result: ImportResult, visitor: Visitor, answer: boolean, json: unknown): void => {
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
  expect(
    memberIn(definitions, visitor),
    JSON.stringify({ json, visitor, definitions, answer }, null, 1),
  ).toBe(answer);
};

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
