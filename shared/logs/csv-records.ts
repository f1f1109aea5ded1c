/** Takes text apart into records of cells. */
export interface CsvRecords {
  write(text: string): void;
  end(): void;
  /** How many lines were taken, where the text so far ends with one; null within a record. */
  lines(): number | null;
}

/** Longest record, characters: in more, a quote was not closed. */
const MAX_RECORD = 1 << 20;
const NOT_CLOSED = 'the quote that begins a cell is not closed.';
const WITHIN = 'a quote stands within a cell. Double it, and quote the cell.';
const TOO_LONG = 'the line does not end.';

/** Cells and where the record's text ends; a number alone: not CSV, and the quote in question; null: it goes on. */
type Quoted = { readonly cells: readonly string[]; readonly end: number } | number | null;

/**
 * CSV (RFC 4180): cells may be quoted, and hold then what separates cells and lines. Lines end with LF, CRLF or CR, each
 * for itself: logs put together from parts mix them. Empty lines are none. What is no CSV is told of with the line it
 * begins in, and the next line is read on.
 */
export function csvRecords(
  delimiter: string,
  onRecord: (cells: readonly string[], line: number) => void,
  onBad: (line: number, message: string) => void,
): CsvRecords {
  let rest = '';
  let line = 1;
  let isSkipping = false;

  const take = (text: string, isLast: boolean): void => {
    let at = 0;
    let [newline, carriage, quote, comma] = [-1, -1, -1, -1];
    // Each is looked for once, not anew for each record.
    const next = (sign: string, known: number) => {
      if (known >= at) return known;
      const found = text.indexOf(sign, at);
      return found < 0 ? Infinity : found;
    };
    /** The cells up to an end, where no quote stands: taken one by one, which costs less than to split the line. */
    const cellsTo = (end: number): readonly string[] => {
      const cells: string[] = [];
      let from = at;
      comma = next(delimiter, comma);
      while (comma < end) {
        cells.push(text.slice(from, comma));
        from = comma + 1;
        comma = text.indexOf(delimiter, from);
        if (comma < 0) comma = Infinity;
      }
      cells.push(text.slice(from, end));
      return cells;
    };
    while (at < text.length) {
      newline = next('\n', newline);
      carriage = next('\r', carriage);
      quote = next('"', quote);
      let end = Math.min(newline, carriage);
      const goesOn = !isLast && (end === Infinity || (end === carriage && end === text.length - 1));
      const isTooLong = text.length - at > MAX_RECORD;
      if (end === Infinity) end = text.length;
      if (isSkipping) {
        isSkipping = goesOn;
      } else if (quote >= end) {
        if (goesOn && !isTooLong) break;
        isSkipping = goesOn;
        if (goesOn || end - at > MAX_RECORD) onBad(line, TOO_LONG);
        else if (end > at) onRecord(cellsTo(end), line);
      } else {
        const found = notTooLong(quoted(text, at, delimiter, isLast), at);
        const isBad = found === null || typeof found === 'number';
        if (!isLast && !isTooLong && isBad && (found === null || goesOn)) break;
        if (isBad) {
          onBad(line, found === null ? NOT_CLOSED : WITHIN);
          isSkipping = goesOn;
        } else {
          onRecord(found.cells, line);
          line += linesIn(text, at, found.end);
          end = found.end;
        }
      }
      at = end;
      if (isSkipping) break;
      at += text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1;
      line += 1;
    }
    rest = text.slice(Math.min(at, text.length));
  };

  return {
    write: (text) => take(rest + text, false),
    end() {
      take(rest, true);
      rest = '';
    },
    lines: () => (rest === '' && !isSkipping ? line - 1 : null),
  };
}

/** However the text comes: in a record that is too long, a quote was not closed. */
const notTooLong = (found: Quoted, from: number): Quoted =>
  found !== null && typeof found === 'object' && found.end - from > MAX_RECORD ? null : found;

/** A record in which quotes stand. */
function quoted(text: string, from: number, delimiter: string, isLast: boolean): Quoted {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      let cell = '';
      let close = at;
      for (let start = at + 1; ; start = close + 2) {
        close = text.indexOf('"', start);
        if (close < 0 || (close === text.length - 1 && !isLast)) return null;
        if (text[close + 1] !== '"') {
          cell += text.slice(start, close);
          break;
        }
        cell += text.slice(start, close + 1);
      }
      cells.push(cell);
      at = close + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== delimiter && !isEnd(text[end])) {
        if (text[end] === '"') return end;
        end += 1;
      }
      cells.push(text.slice(at, end));
      at = end;
    }
    const sign = text[at];
    if (sign === undefined) return isLast ? { cells, end: at } : null;
    if (sign === '\r' && at === text.length - 1 && !isLast) return null;
    if (isEnd(sign)) return { cells, end: at };
    if (sign !== delimiter) return at;
    at += 1;
  }
}

const isEnd = (sign: string | undefined): boolean => sign === '\n' || sign === '\r';

/** How many lines end within a record. */
function linesIn(text: string, from: number, to: number): number {
  return text.slice(from, to).split(/\r\n|\n|\r/).length - 1;
}
