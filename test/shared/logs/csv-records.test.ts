import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../shared/logs/csv-records.ts';

interface Read {
  readonly records: readonly (readonly [line: number, ...cells: string[]])[];
  readonly bad: readonly number[];
}

/** Reads texts that come one after the other. */
function read(texts: readonly string[], delimiter = ','): Read {
  const records: [number, ...string[]][] = [];
  const bad: number[] = [];
  const reading = csvRecords(
    delimiter,
    (cells, line) => records.push([line, ...cells]),
    (line) => bad.push(line),
  );
  for (const text of texts) reading.write(text);
  reading.end();
  return { records, bad };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cellText = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', '\n', '\r', ' ', ';') });

describe('records of CSV', () => {
  it('are the cells that were written, however they are quoted, and wherever the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(cellText, fc.boolean()), { minLength: 1, maxLength: 4 }), {
          maxLength: 6,
        }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(200), { maxLength: 4 }),
        (rows, newline, cuts) => {
          // An empty line would be no record.
          const written = rows.filter((row) => row.length > 1 || row[0]?.[0] !== '');
          const text = written
            .map((row) => {
              const cells = row.map(([cell, isQuoted]) =>
                isQuoted || /[",\r\n]/.test(cell) ? quoted(cell) : cell,
              );
              return cells.join(',') + newline;
            })
            .join('');
          const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((end, at) => text.slice(places[at], end));
          const { records, bad } = read(pieces);
          expect(bad).toEqual([]);
          expect(records.map(([, ...cells]) => cells)).toEqual(
            written.map((row) => row.map(([cell]) => cell)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('name the line in which they begin, whatever lines end with, and though cells hold some', () => {
    expect(read(['a\r\nb\rc\n\n"d\ne",f\r\ng']).records).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [5, 'd\ne', 'f'],
      [7, 'g'],
    ]);
  });

  it.each([
    ['a quote after the closing one', 'a,"b" x\nc,d\n'],
    ['a quote within a cell', 'a,b"c\nc,d\n'],
    ['a quote that is never closed', 'a,"b\nc,d\n'],
  ])('are read on in the next line after %s', (_, text) => {
    const found = { records: [[2, 'c', 'd']], bad: [1] };
    expect(read([text])).toEqual(found);
    expect(read(text.split(/(?<=.)/s))).toEqual(found);
  });

  it('that do not end are told of once, and held no longer', () => {
    const piece = 'x'.repeat(1 << 16);
    expect(read([...Array.from({ length: 40 }, () => piece), '\na\n'])).toEqual({
      records: [[2, 'a']],
      bad: [1],
    });
    expect(read(['"', ...Array.from({ length: 40 }, () => `${piece}\n`)]).bad).toEqual([1]);
  });
});
