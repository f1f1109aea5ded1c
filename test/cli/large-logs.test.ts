import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { simulate } from '../../cli/simulate/index.ts';
import { zoneOffsets } from '../../shared/logs/index.ts';
import { definitionsOf, temporaryFolder } from './helpers.ts';

// The system's temporary folder, for this file alone.
const folder = temporaryFolder();
vi.stubEnv('TMPDIR', folder);
afterAll(() => void vi.unstubAllEnvs());

const DAY_MS = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const VISITORS = 3000;

/** Visitor v makes v mod 7 orders, one a day from the first day on; rows come by time or shuffled. */
function rowsOf(order: 'time' | 'visitor' | 'shuffled'): string[] {
  const rows: { visitor: number; day: number }[] = [];
  for (let visitor = 0; visitor < VISITORS; visitor++) {
    rows.push({ visitor, day: 0 });
    for (let day = 1; day <= visitor % 7; day++) rows.push({ visitor, day });
  }
  if (order === 'time') rows.sort((a, b) => a.day - b.day);
  if (order === 'shuffled') rows.sort((a, b) => hash(a) - hash(b));
  return rows.map(
    ({ visitor, day }) =>
      `v${visitor},${new Date(start + day * DAY_MS).toISOString()},${day === 0 ? 'visit' : 'purchase'},${day}`,
  );
}
const hash = ({ visitor, day }: { visitor: number; day: number }) =>
  Math.imul(visitor * 31 + day + 7, 2654435761) >>> 0;

async function run(order: 'time' | 'visitor' | 'shuffled', blockBytes: number) {
  const text = ['visitor,time,event,day', ...rowsOf(order), ''].join('\n');
  const seen: string[] = [];
  const result = await simulate({
    definitions: definitionsOf({
      metrics: {
        orders: { count: 'purchase' },
        latest: { last: 'purchase.day' },
        oneThenFive: {
          sequence: [
            { event: 'purchase', where: { day: 1 } },
            { event: 'purchase', where: { day: 5 } },
          ],
        },
      },
      segments: {
        three: { when: { 'metric.orders': { $gte: 3 } } },
        five: { when: { 'metric.oneThenFive': 1 } },
        six: { when: { 'metric.latest': 6 } },
      },
    }),
    input: {
      name: 'log',
      size: undefined,
      // Small chunks, so that rows and characters are cut anywhere.
      stream: () =>
        Readable.from(
          Buffer.from(text)
            .toString('latin1')
            .match(/[^]{1,997}/g)!
            .map((part) => Buffer.from(part, 'latin1')),
        ),
    },
    at: null,
    offsetAt: zoneOffsets('UTC')!,
    skipBad: false,
    onVisitor: (visitor) => seen.push(visitor),
    startProgress: () => ({ update() {}, stop() {} }),
    blockBytes,
  });
  return { result, seen };
}

/** Visitors who made at least so many orders. */
const atLeast = (orders: number) =>
  Array.from({ length: VISITORS }, (_, visitor) => visitor % 7).filter((left) => left >= orders)
    .length;

describe('logs larger than memory', () => {
  it.each(['time', 'visitor', 'shuffled'] as const)(
    'sorted by %s give the same, in memory and from disk, each visitor once',
    async (order) => {
      // All in memory; to disk every few events; one event at a time.
      for (const blockBytes of [1 << 18, 300, 1]) {
        const { result, seen } = await run(order, blockBytes);
        expect(result.visitors).toBe(VISITORS);
        expect(new Set(seen).size).toBe(VISITORS);
        expect(result.segments.map(({ members }) => members)).toEqual([
          atLeast(3),
          atLeast(5),
          atLeast(6),
        ]);
      }
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('time zones', () => {
  it('give the offset at each instant, through summer time and odd quarters', () => {
    const berlin = zoneOffsets('Europe/Berlin')!;
    expect(berlin(Date.UTC(2026, 0, 1))).toBe(60);
    expect(berlin(Date.UTC(2026, 6, 1))).toBe(120);
    // 29 March 2026, 01:00 UTC: the clock goes from 2 to 3.
    expect(berlin(Date.UTC(2026, 2, 29, 1) - 1)).toBe(60);
    expect(berlin(Date.UTC(2026, 2, 29, 1))).toBe(120);
    expect(zoneOffsets('Asia/Kathmandu')!(Date.UTC(2026, 0, 1))).toBe(345);
    expect(zoneOffsets('America/St_Johns')!(Date.UTC(2026, 0, 1))).toBe(-210);
    expect(zoneOffsets('utc')!(0)).toBe(0);
    expect(zoneOffsets('Nowhere/Land')).toBeNull();
  });
});
