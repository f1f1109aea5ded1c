/** Steps that one check spends on guesses at most: a thousand wrong names among a thousand are not all guessed at. */
const MOST_STEPS = 5e7;
let steps = 0;
let mostSteps = Infinity;

/** Runs a check; when so many names are wrong that guessing would take seconds, the rest get no guess. */
export const guessing = <T>(check: () => T): T => {
  steps = 0;
  mostSteps = MOST_STEPS;
  try {
    return check();
  } finally {
    mostSteps = Infinity;
  }
};

/** The known name that is nearest to a mistyped one, if any is near enough to be meant. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const typed = name.slice(0, LONGEST).toLowerCase();
  let best: string | undefined;
  // A name of one or two letters resembles too many.
  let least = Math.floor(typed.length / 3) + 1;
  for (const candidate of known) {
    if (steps > mostSteps) return undefined;
    if (Math.abs(candidate.length - typed.length) >= least) continue;
    const found = edits(typed, candidate.toLowerCase(), least);
    if (found < least) {
      best = candidate;
      least = found;
    }
  }
  return best;
};

/** ` Did you mean "orders"?`, or nothing. */
export const didYouMean = (name: string, known: Iterable<string>): string => {
  const found = nearest(name, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
};

const LONGEST = 100;

/**
 * Edits from one text to the other; two neighboring letters swapped are one (Damerau, restricted). From `enough` on they
 * are not counted to the end: the answer is `enough` or more.
 */
export const edits = (a: string, b: string, enough = Infinity): number => {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  // What both begin or end with needs none.
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a[start] === b[start]) start += 1;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  return editsBetween(codes(a, start, endA), codes(b, start, endB), enough);
};

const codes = (text: string, from: number, to: number): readonly number[] => {
  const found: number[] = [];
  for (let i = from; i < to; i += 1) found.push(text.charCodeAt(i));
  return found;
};

/** Of so many letters at least there is room. The rows are used again: names are compared by the million. */
let rows = [0, 1, 2].map(() => new Int32Array(LONGEST));
const rowsFor = (letters: number): Int32Array[] => {
  if ((rows[0] as Int32Array).length <= letters) rows = rows.map(() => new Int32Array(2 * letters));
  return rows;
};

const editsBetween = (a: readonly number[], b: readonly number[], enough: number): number => {
  // Further from the diagonal than so many edits lead there is nothing to find (Ukkonen, 1985).
  const most = Math.min(enough, Math.max(a.length, b.length));
  let [before, last, row] = rowsFor(b.length) as [Int32Array, Int32Array, Int32Array];
  for (let j = 0; j <= b.length; j += 1) {
    before[j] = row[j] = most;
    last[j] = j;
  }
  let wasFar = false;
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    steps += to - from + 1;
    const letter = a[i - 1];
    const letterBefore = i > 1 ? a[i - 2] : NaN;
    // Beside what is looked at now: above and to the left, and to the left.
    let corner = last[from - 1] as number;
    let left = from === 1 ? i : most;
    row[from - 1] = left;
    if (to < b.length) row[to + 1] = most;
    let closest = left;
    for (let j = from; j <= to; j += 1) {
      const above = last[j] as number;
      let least = corner;
      if (letter !== b[j - 1]) {
        if (left < least) least = left;
        if (above < least) least = above;
        least += 1;
        if (j > 1 && letter === b[j - 2] && letterBefore === b[j - 1])
          least = Math.min(least, (before[j - 2] as number) + 1);
      }
      row[j] = left = least;
      corner = above;
      if (least < closest) closest = least;
    }
    // A swap leaps over one row, not over two.
    const isFar = closest >= enough;
    if (isFar && wasFar) return enough;
    wasFar = isFar;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] as number;
};
