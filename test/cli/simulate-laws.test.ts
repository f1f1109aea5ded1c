import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../cli/simulate/index.ts';
import { zoneOffsets } from '../../shared/logs/index.ts';
import type { SimulateOptions, SimulateResult } from '../../cli/simulate/index.ts';
import { createEngine } from '../../shared/engine/index.ts';
import { compile } from '../shared/engine/compile.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { definitionsOf } from './helpers.ts';

const HOUR_MS = 3_600_000;
const start = Date.UTC(2026, 2, 27);
const offsetAt = zoneOffsets('Europe/Berlin')!;

// Segments that hang on the order of events, on time alone, on sessions, days and one another.
const definitions = definitionsOf({
  metrics: {
    count: { count: 'a', within: '2d' },
    sum: { sum: 'b.n' },
    latest: { last: 'b.n' },
    recency: { since: 'a' },
    aThenB: { sequence: [{ event: 'a' }, { event: 'b', after: 'next' }] },
    left: { sequence: [{ event: 'a' }, { not: 'b', for: '5h' }], within: '3d' },
    today: { count: '*', within: 'today' },
    came: { count: 'enter:often' },
  },
  segments: {
    often: { when: { 'metric.count': { $gte: 2 } } },
    even: { when: { 'metric.latest': { $in: [0, 2, 4] } } },
    rich: { when: { 'metric.sum': { $gte: 6 } }, keep: '6h' },
    recent: { when: { 'metric.recency': { $lt: '7h' } } },
    pair: { when: { 'metric.aThenB': { $gte: 1 } } },
    left: { when: { 'metric.left': { $gte: 1 } } },
    today: { when: { 'metric.today': { $gte: 2 } } },
    returner: { when: { 'visitor.sessions': { $gte: 3 } } },
    again: { when: { 'metric.came': { $gte: 2 } }, exclude: { 'segment.recent': true } },
    german: { when: { 'geo.country': 'DE' } },
    either: { when: { $or: [{ 'segment.rich': true }, { 'geo.country': 'DE' }] } },
  },
});
const ids = Object.keys(definitions.segments);

interface Row {
  readonly visitor: string;
  /** Hours from the start, some of them so often that many rows have the same time. */
  readonly hour: number;
  readonly name: string;
  readonly n: number;
}

const rows = fc.array(
  fc.record({
    visitor: fc.oneof(
      fc.constantFrom('1', '2', '3', 'v"4', 'ü, 5'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }).map((text) => text.trim() || 'v'),
    ),
    hour: fc.oneof(fc.nat({ max: 80 }), fc.constantFrom(20, 21, 60)),
    name: fc.constantFrom('a', 'b', 'c'),
    n: fc.nat({ max: 5 }),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);
const sameMoment = ({ hour, visitor }: Row) => `${hour} ${visitor}`;
const timeOf = ({ hour }: Row) => start + hour * HOUR_MS;

async function run(log: readonly Row[], options: Partial<SimulateOptions> = {}) {
  const lines = log.map((row) =>
    JSON.stringify({ visitor: row.visitor, time: timeOf(row), event: row.name, n: row.n }),
  );
  const held: (readonly [visitor: string, segments: readonly string[]])[] = [];
  const result = await simulate({
    definitions,
    input: {
      name: 'log',
      size: undefined,
      stream: () => Readable.from([Buffer.from(lines.join('\n'))]),
    },
    at: null,
    offsetAt,
    skipBad: false,
    complete: true,
    onVisitor: (visitor, segments) => held.push([visitor, segments]),
    startProgress: () => ({ update() {}, stop() {} }),
    ...options,
  });
  return { result, held };
}
const membersOf = ({ segments }: SimulateResult) => segments.map(({ members }) => members);

describe('a simulation of any log', () => {
  it('is the same in memory and from disk, to the order of visitors', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 400 }), async (log, blockBytes) => {
        const stepMs = 11 * HOUR_MS;
        expect(await run(log, { blockBytes, stepMs })).toEqual(await run(log, { stepMs }));
      }),
      { numRuns: 150 },
    );
  });

  it('is what an engine says that is shown the rows of one visitor, by time and then as they stand', async () => {
    const plan = compile(definitions, kinds);
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 400 }), async (log, blockBytes) => {
        const at = Math.max(...log.map(timeOf)) + 1;
        const visitors = [...new Set(log.map(({ visitor }) => visitor))];
        const expected = visitors.map((visitor) => {
          const own = log
            .filter((row) => row.visitor === visitor)
            .toSorted((one, other) => one.hour - other.hour);
          const engine = createEngine(plan, { offsetAt }, { now: timeOf(own[0]!) });
          let last: number | null = null;
          for (const row of own) {
            const time = timeOf(row);
            // What a page adds.
            if (last === null) engine.apply({ name: 'first_visit', time });
            if (last === null || time - last >= HOUR_MS / 2)
              engine.apply({ name: 'session_start', time });
            last = time;
            engine.apply({ name: row.name, time: timeOf(row), props: { n: row.n } });
          }
          engine.advance(at);
          return [visitor, ids.filter((id) => engine.member(id) === true)] as const;
        });
        const { held, result } = await run(log, { blockBytes });
        expect(new Map(held)).toEqual(new Map(expected));
        expect(held.length).toBe(visitors.length);
        expect(result).toMatchObject({ at, visitors: visitors.length, events: log.length });
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of rows of different times', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.infiniteStream(fc.nat()), async (log, keys) => {
        const shuffled = log
          .map((row) => ({ row, key: keys.next().value }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ row }) => row);
        // Rows of one visitor and time keep their places among themselves.
        const moments = new Map<string, Row[]>();
        for (const row of log) {
          moments.set(sameMoment(row), [...(moments.get(sameMoment(row)) ?? []), row]);
        }
        const reordered = shuffled.map((row) => moments.get(sameMoment(row))!.shift()!);
        const [one, other] = [await run(log), await run(reordered)];
        expect(other.result).toEqual(one.result);
        expect(new Map(other.held)).toEqual(new Map(one.held));
      }),
      { numRuns: 100 },
    );
  });
});

describe('sizes over time', () => {
  it('are at the end of each step what a simulation at that instant says', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 5, max: 60 }), async (log, hours) => {
        const stepMs = hours * HOUR_MS;
        const { result } = await run(log, { stepMs });
        const { times, visitors, members } = result.overTime!;
        expect(times.at(-1)).toBe(result.at);
        expect(members.map((sizes) => sizes.at(-1))).toEqual(membersOf(result));
        // The first step is the first that has an event in it.
        const first = Math.min(...log.map(timeOf));
        expect(times[0]).toBeGreaterThanOrEqual(Math.min(first, result.at));
        expect(times[0]! - stepMs).toBeLessThan(first);
        for (const [step, at] of times.entries()) {
          const then = await run(log, { at });
          expect(visitors[step], `visitors at step ${step}`).toBe(then.result.visitors);
          expect(
            members.map((sizes) => sizes[step]),
            `step ${step}`,
          ).toEqual(membersOf(then.result));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('end at an instant between or before all events, if that is asked', async () => {
    const log = [{ visitor: 'x', hour: 10, name: 'a', n: 1 }];
    const later = await run(log, { at: start + 12 * HOUR_MS, stepMs: HOUR_MS });
    expect(later.result.overTime).toMatchObject({ visitors: [1, 1, 1] });
    const before = await run(log, { at: start, stepMs: HOUR_MS });
    expect(before.result).toMatchObject({
      visitors: 0,
      later: 1,
      overTime: { times: [start], visitors: [0] },
    });
  });
});

describe('overlaps', () => {
  it('are those of the visitors, the largest first, with share and lift', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (log) => {
        const { result, held } = await run(log);
        const inAll = (...wanted: string[]) =>
          held.filter(([, segments]) => wanted.every((id) => segments.includes(id))).length;
        const pairs = ids
          .flatMap((one, place) => ids.slice(place + 1).map((other) => [one, other] as const))
          .filter(([one, other]) => inAll(one, other) > 0);
        expect(result.overlaps.map(({ segments }) => segments.join()).toSorted()).toEqual(
          pairs.map((pair) => pair.join()).toSorted(),
        );
        const sizes = result.overlaps.map(({ both }) => both);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        for (const { segments, both, share, lift } of result.overlaps) {
          const [one, other] = segments;
          expect(both).toBe(inAll(one, other));
          expect(share).toBe(both / Math.min(inAll(one), inAll(other)));
          const expectedByChance = (inAll(one) * inAll(other)) / result.visitors;
          expect(lift).toBeCloseTo(both / expectedByChance, 9);
        }
      }),
      { numRuns: 100 },
    );
  });
});
