import { describe, expect, it } from 'vitest';
import { beyondLimits } from '../../../shared/definitions/beyond.ts';
import { checkDefinitions, LIMITS } from '../../../shared/definitions/index.ts';
import { definitions as demo } from '../../../demo/definitions.ts';

const many = <T>(count: number, one: T) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, one]));
const nested = (levels: number): object =>
  levels === 0 ? { 'metric.m': { $gte: 1 } } : { $and: [nested(levels - 1)] };
const base = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  metrics: { m: { count: 'purchase', within: '7d' } },
  segments: { s: { when: { 'metric.m': { $gte: 1 } } } },
};
const verdict = (change: object) => {
  const document = { ...base, ...change };
  const beyond = beyondLimits(document, JSON.stringify(document).length);
  return { beyond, isRefused: !checkDefinitions(document).ok };
};

describe('limits of a document in the page', () => {
  const segment = base.segments.s;
  const { m } = base.metrics;
  it.each<[string, object, RegExp]>([
    ['6,000 segments', { segments: many(6000, segment) }, /^documentBytes|^segments/],
    ['one segment more', { segments: many(LIMITS.segments + 1, segment) }, /^segments: 501 > 500$/],
    ['4,000 metrics', { metrics: many(4000, m) }, /^metrics: 4000/],
    ['traits', { traits: many(LIMITS.traits + 1, { type: 'string' }) }, /^traits/],
    ['groups', { groups: many(LIMITS.groups + 1, { segments: ['s'] }) }, /^groups/],
    ['saved groups', { savedGroups: many(LIMITS.savedGroups + 1, ['a']) }, /^savedGroups/],
    [
      'values of saved groups',
      { savedGroups: { a: Array.from({ length: 10_001 }, (_, at) => at) } },
      /^savedGroupValues: 10001/,
    ],
    [
      'history',
      {
        history: Array.from({ length: 101 }, (_, at) => ({ event: `e${at}`, for: '1d', why: 'w' })),
      },
      /^history: 101/,
    ],
    ['levels', { segments: { s: { when: nested(30) } } }, /^depth/],
    [
      'a pattern',
      { segments: { s: { when: { 'page.path': { $regex: 'a'.repeat(251) } } } } },
      /^patternLength: 251/,
    ],
    ['experiences', { experiences: many(21, { variants: { a: {} } }) }, /^experiences: 21/],
    ['histograms', { histograms: many(21, { metric: 'm', bins: [1] }) }, /^histograms: 21/],
    ['variants', { experiences: { e: { variants: many(11, {}) } } }, /^variants: 11/],
    [
      'metrics of a session',
      { metrics: { m: { sessions: { 'each.x0': 1 }, each: many(21, { count: 'a' }) } } },
      /^sessionMetrics: 21/,
    ],
  ])('%s: what it refuses the checker refuses, too', (_, change, words) => {
    const { beyond, isRefused } = verdict(change);
    expect(beyond).toMatch(words);
    expect(isRefused).toBe(true);
  });

  it('lets through what the checker lets through', () => {
    expect(verdict({})).toEqual({ beyond: null, isRefused: false });
    expect(verdict({ segments: many(LIMITS.segments, segment) })).toEqual({
      beyond: null,
      isRefused: false,
    });
    expect(beyondLimits(demo as never, JSON.stringify(demo).length)).toBeNull();
  });

  it('never throws, whatever was signed', () => {
    for (const odd of [
      { metrics: null },
      { segments: 7 },
      { savedGroups: [null, 'x'] },
      { history: 'x' },
      { histograms: null },
      { histograms: [null, 7, { bins: null }, { bins: 'x' }] },
    ])
      expect(() => beyondLimits(odd, 10)).not.toThrow();
  });
});
