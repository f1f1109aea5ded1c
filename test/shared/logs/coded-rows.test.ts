import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeCoded, takeColumns } from '../../../shared/logs/index.ts';
import type { CodedRows, LogReader } from '../../../shared/logs/index.ts';

const NAMES = ['visitor', 'time', 'event', 'kind', 'value', 'other'];
const columnOf = (values: readonly unknown[]) =>
  fc.array(fc.nat({ max: values.length - 1 }), { minLength: 30, maxLength: 30 });
const VISITORS = [null, 'a', ' a ', 'b', 'Müller', 7, 9007199254740993n];
const EVENTS = [null, 'buy', 'look', ' buy'];
const KINDS = [null, 'x', '', 'true'];
const VALUES = [null, ...Array.from({ length: 40 }, (_, place) => place / 4), NaN, -0];
const LONG = [null, ...Array.from({ length: 60_000 }, (_, place) => `text ${place}`)];

/** A log of 30 rows; by the shares of the first column, some of whose rows have no visitor. */
const logs = fc.record({
  visitors: columnOf(VISITORS),
  events: columnOf(EVENTS),
  kinds: columnOf(KINDS),
  values: columnOf(VALUES),
  // So many pairs of values that rows are looked up.
  others: columnOf(LONG),
  times: fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 30, maxLength: 30 }),
  isFilled: fc.boolean(),
});

const json = (value: unknown) =>
  typeof value === 'bigint' && !Number.isSafeInteger(Number(value)) ? String(value) : value;

function reading(onRows?: (rows: CodedRows) => void) {
  const said: unknown[] = [];
  const reader: LogReader = {
    name: 'log',
    columns: {},
    times: { offsetAt: () => 0, option: (name) => name },
    isRead: (name) => name !== 'nobody',
    onEvent: (visitor, { name, time, props }, line) =>
      said.push([visitor, name, time, props, line]),
    ...(onRows && { onRows }),
    onColumns: (names) => said.push(names),
    onBadRow: (row) => said.push(row),
    onNote: () => {},
    onLocalTime: () => {},
    refuse: (message) => {
      throw new Error(message);
    },
  };
  return { said, reader };
}

describe('rows that are taken at once', () => {
  it('are what they are one by one, or are left to that', async () => {
    let [taken, left] = [0, 0];
    fc.assert(
      fc.property(logs, ({ visitors, events, kinds, values, others, times, isFilled }) => {
        const filled = (codes: readonly number[]) =>
          isFilled ? codes.map((code) => code || 1) : codes;
        const coded = (codes: readonly number[], list: readonly unknown[]) => ({
          codes: Uint32Array.from(codes),
          values: list,
        });
        const columns = new Map([
          ['visitor', coded(filled(visitors), VISITORS)],
          ['event', coded(filled(events), EVENTS)],
          ['kind', coded(kinds, KINDS)],
          ['value', coded(values, VALUES)],
          ['other', coded(others, LONG)],
        ]);
        const one = reading();
        const instants = Float64Array.from(times);
        const plain = new Map(
          [...columns].map(([name, { codes, values: list }]) => [
            name,
            Array.from(codes, (code) => list[code]),
          ]),
        );
        takeColumns({ names: NAMES, values: plain, rows: 30, instants, json, line: 5 }, one.reader);

        const all = reading((rows) => {
          for (const [row, time] of rows.times.entries()) {
            const body = rows.bodies.values[rows.bodies.codes[row] ?? 0];
            const visitor = rows.visitors.values[rows.visitors.codes[row] ?? 0];
            all.said.push([visitor, body?.name, time, body?.props, rows.line + row]);
          }
        });
        if (takeCoded({ names: NAMES, columns, times: instants, json, line: 5 }, all.reader)) {
          taken += 1;
          expect(all.said).toEqual(one.said);
        } else {
          left += 1;
          expect(all.said).toEqual([]);
          expect(one.said.some((each) => !Array.isArray(each))).toBe(true);
        }
      }),
    );
    expect(taken).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
  });

  it.each([
    ['no time', NaN],
    ['a time that no calendar has', 1e15],
    ['a time before all logs', -1e13],
  ])('are none where a row has %s', (_, time) => {
    const columns = new Map(
      ['visitor', 'event'].map((name) => [
        name,
        { codes: Uint32Array.of(1, 1), values: [null, 'a'] },
      ]),
    );
    const { reader } = reading(() => {});
    const log = { names: ['visitor', 'time', 'event'], columns, json, line: 1 };
    expect(takeCoded({ ...log, times: Float64Array.of(1, time) }, reader)).toBe(false);
    expect(takeCoded({ ...log, times: Float64Array.of(1, 2) }, reader)).toBe(true);
    // Rows with ids are told apart one by one.
    const withId = { ...log, names: [...log.names, 'event_id'] };
    expect(takeCoded({ ...withId, times: Float64Array.of(1, 2) }, reader)).toBe(false);
  });
});
