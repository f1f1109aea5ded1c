import { describe, expect, it } from 'vitest';
import { csvSink, ndjsonSink } from '../../../shared/logs/index.ts';
import type { BadRow, LogReader, Sink } from '../../../shared/logs/index.ts';
import type { CoveyEvent } from '../../../shared/engine/types.ts';

/** What a log holds. */
function read(sinkOf: (reader: LogReader) => Sink, text: string) {
  const bad: BadRow[] = [];
  const events: CoveyEvent[] = [];
  const sink = sinkOf({
    name: 'log',
    columns: {},
    times: { option: (name) => name, offsetAt: () => 0 },
    onLocalTime: () => {},
    onColumns: () => {},
    onBadRow: (row) => void bad.push(row),
    onNote: () => {},
    onEvent: (_, event) => void events.push(event),
    refuse: (message) => {
      throw new Error(message);
    },
  });
  sink.write(text);
  sink.end();
  return { bad, props: events.map(({ props }) => props) };
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const TIME = '2026-03-01T00:00:00Z';

describe('lists in lists in lists', () => {
  it('of a line of JSON make a bad row of it, and of no other', () => {
    const line = (levels: number) =>
      `{"visitor":"a","time":"${TIME}","event":"e","x":${nested(levels)}}\n`;
    // The row itself is a level.
    const { bad, props } = read(ndjsonSink, line(63) + line(64) + line(1));
    expect(bad).toEqual([{ line: 2, message: 'nested deeper than 64 levels.' }]);
    expect(props).toEqual([{ x: JSON.parse(nested(63)) as unknown }, { x: [] }]);
  });

  it('of a cell are its text', () => {
    const row = (levels: number) => `a,${TIME},e,${nested(levels)}\n`;
    const csv = `visitor,time,event,x\n${row(64)}${row(65)}`;
    const { bad, props } = read((reader) => csvSink(reader, ','), csv);
    expect(bad).toEqual([]);
    expect(props).toEqual([{ x: JSON.parse(nested(64)) as unknown }, { x: nested(65) }]);
  });
});
