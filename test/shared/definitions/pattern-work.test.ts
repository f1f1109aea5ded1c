import { afterEach, describe, expect, it } from 'vitest';
import { patternSteps } from '../../../shared/definitions/checks/pattern-danger.ts';
import { stepsTaken } from '../../../shared/definitions/checks/pattern-work.ts';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import { LIMITS } from '../../../shared/definitions/limits.ts';

const most = LIMITS.patternSteps;
/** As many steps as a document of the test may take. */
const allow = (steps: number) => Object.assign(LIMITS, { patternSteps: steps });
afterEach(() => void allow(most));

const stepsOf = (source: string) => stepsTaken(() => patternSteps(source, false, 256)).steps;
const documentOf = (patterns: readonly string[]) => ({
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  segments: Object.fromEntries(
    patterns.map((pattern, i) => [`s${i}`, { when: { 'page.path': { $regex: pattern } } }]),
  ),
});
const tooMany = (patterns: readonly string[]) =>
  checkDefinitions(documentOf(patterns)).errors.filter(({ code }) => code === 'too-many');
const pathOf = (i: number) => `^/(shop|garden)/number-${i}/[^/]+$`;

describe('the regular expressions of a document', () => {
  const patterns = Array.from({ length: 60 }, (_, i) => pathOf(i));
  const steps = patterns.map(stepsOf);
  const sumOf = (count: number) => steps.slice(0, count).reduce((sum, one) => sum + one, 0);

  it('are judged as long as they take no more work than one document may, which is said once', () => {
    allow(sumOf(20) - 1);
    const errors = tooMany(patterns);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('From segments.s20.when["page.path"].$regex on');
    expect(tooMany(patterns.slice(0, 20))).toEqual([]);
  });

  it('count the same when they are known from a document before', () => {
    allow(sumOf(20) - 1);
    const [first] = tooMany(patterns);
    const [again] = tooMany(patterns);
    expect(again).toEqual(first);
    expect(checkDefinitions(documentOf(patterns.slice(0, 1))).ok).toBe(true);
  });

  it('count once, in however many places they stand', () => {
    allow(sumOf(1) + 1);
    expect(tooMany(Array.from({ length: 60 }, () => pathOf(0)))).toEqual([]);
  });

  it('are many in any document that is meant: 500 of usual length take a quarter of what they may', () => {
    expect(sumOf(60) * (500 / 60)).toBeLessThan(most / 4);
  });

  it('take more steps the longer they are', () => {
    const optional = (count: number) => stepsOf('[a-z]?'.repeat(count));
    expect(optional(20)).toBeGreaterThan(4 * optional(5));
    expect(optional(40)).toBeGreaterThan(2 * optional(20));
  });
});
