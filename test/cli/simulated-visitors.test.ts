import { describe, expect, it } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { simulatedVisitor } from '../../scripts/simulated-visitors/index.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { createEngine } from '../../shared/engine/index.ts';
import { compile } from '../shared/engine/compile.ts';
import { kinds } from '../../shared/metrics/kinds.ts';

const now = Date.UTC(2026, 10, 24, 12);
const visitors = (seed: number, count: number) => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => simulatedVisitor(random, now));
};

describe('simulated visitors', () => {
  it('are the same for the same seed', () => {
    expect(visitors(3, 50)).toEqual(visitors(3, 50));
    expect(visitors(3, 50)).not.toEqual(visitors(4, 50));
  });

  it('have a past in the order of time, and are here now', () => {
    for (const { events } of visitors(1, 500)) {
      const times = events.map(({ time }) => time);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(now);
      expect(times.at(-1)).toBeGreaterThan(now - 30 * 60_000);
      expect(times[0]).toBeGreaterThan(now - 366 * 86_400_000);
    }
  });

  it('meet every counted segment of the shop, and none meets all', () => {
    const plan = compile(definitions, kinds);
    const members = new Map(plan.segments.map((id) => [id, 0]));
    const crowd = visitors(1, 3000);
    for (const { events, facts } of crowd) {
      const engine = createEngine(plan, { offsetAt: () => 60 }, { now: events[0]!.time });
      engine.setFacts(facts);
      for (const event of events) engine.apply(event);
      engine.advance(now);
      for (const id of plan.segments) if (engine.has(id)) members.set(id, members.get(id)! + 1);
    }
    const counted = Object.entries(definitions.segments).filter(
      ([, segment]) => 'count' in segment,
    );
    expect(counted.length).toBeGreaterThan(5);
    for (const [id] of counted) {
      expect(members.get(id), id).toBeGreaterThan(0);
      expect(members.get(id), id).toBeLessThan(crowd.length);
    }
  });
});
