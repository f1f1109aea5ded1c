import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { linkTo, parseRoute } from '../../../worker/studio/routes/index.ts';
import { day } from '../../../worker/studio/watch/day.ts';
import { OtherVersions } from '../../../worker/studio/watch/other-versions.tsx';
import { SORTS } from '../../../worker/studio/watch/order.ts';
import { parseView, show, type View, writeView } from '../../../worker/studio/watch/view.ts';

const id = fc.string({ minLength: 1, unit: 'grapheme' });
const view: fc.Arbitrary<View> = fc.record({
  query: fc.record(
    {
      period: fc.nat(),
      version: fc.nat(),
      together: fc.integer({ min: 1, max: 13 }),
      baseline: fc.nat(),
    },
    { requiredKeys: [] },
  ),
  search: fc.string(),
  sort: fc.constantFrom(...SORTS.map(([sort]) => sort)),
  isOneAxis: fc.boolean(),
  folded: fc.array(id),
  compared: fc.tuple(fc.oneof(id, fc.constant('')), fc.oneof(id, fc.constant(''))),
});

test('all that is chosen comes back from the address, whatever things are called', () => {
  fc.assert(
    fc.property(view, (chosen) => {
      const address = linkTo('watch', ...writeView(chosen));
      expect(parseView(parseRoute(address).inside)).toEqual(chosen);
    }),
  );
});

test('an address that nobody wrote shows the counts as they come', () => {
  const plain = parseView([]);
  for (const inside of [
    ['period'],
    ['period', '-1', 'together', '99', 'baseline', 'x', 'sort', 'nonsense', 'axis', 'two'],
    ['constructor', 'x', 'period', '1e3'],
  ])
    expect(parseView(inside)).toEqual(plain);
  expect(writeView(plain)).toEqual([]);
});

beforeEach(() => {
  const put = (kind: string) => (_: unknown, __: string, address: string) => {
    visited.push([kind, address]);
    location.hash = address;
  };
  visited = [];
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { pushState: put('step'), replaceState: put('in place') });
});
let visited: string[][];
afterEach(() => {
  vi.unstubAllGlobals();
});

test('who took part under another version of the period is said, and a step leads there and back', () => {
  const plain = parseView([]);
  const stats = { version: 12, elsewhere: [{ version: 8, reports: 4000, same: [] }] } as const;
  const told = JSON.stringify(OtherVersions({ stats, view: plain }));
  expect(told).toContain('4,000 devices took part under version 8 of this period.');
  expect(told).toContain('Show version 8');
  const { query } = parseView(['version', '8']);
  expect(query).toEqual({ version: 8 });
  const there = OtherVersions({ stats: { version: 8 }, view: { ...plain, query } });
  expect(JSON.stringify(there)).toContain('These are the questions of version 8.');
  expect(JSON.stringify(OtherVersions({ stats: { version: 12 }, view: plain }))).not.toMatch(
    /took part|Show/,
  );
});

test('another period is a step of the browser’s history; a letter of a search is none', () => {
  show({ ...parseView([]), search: 'cart' });
  show({ ...parseView([]), query: { period: 7 } }, true);
  expect(visited).toEqual([
    ['in place', '#/watch/search/cart'],
    ['step', '#/watch/period/7'],
  ]);
});

test('a day is the one that it is in UTC, where periods begin, wherever it is looked at', () => {
  const { TZ } = process.env;
  try {
    for (const zone of ['America/New_York', 'UTC', 'Pacific/Auckland']) {
      process.env['TZ'] = zone;
      expect([day('2026-10-22T00:00:00.000Z'), day('2026-11-18T23:59:59.999Z')]).toEqual([
        '22 October 2026',
        '18 November 2026',
      ]);
    }
  } finally {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  }
});
