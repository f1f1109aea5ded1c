/** Steps that one check spends on guesses at most: half a second, for a thousand wrong names among a thousand. */
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

const editsBetween = (a: readonly number[], b: readonly number[], enough: number): number => {
  // Further from the diagonal than so many edits lead there is nothing to find (Ukkonen, 1985).
  const most = Math.min(enough, Math.max(a.length, b.length));
  let before: number[] = b.map(() => most).concat(most);
  let last = before.map((_, j) => j);
  let row = before.slice();
  let wasFar = false;
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    steps += to - from + 1;
    row[from - 1] = from === 1 ? i : most;
    if (to < b.length) row[to + 1] = most;
    let closest = row[from - 1] ?? most;
    for (let j = from; j <= to; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = (last[j - 1] ?? most) + (same ? 0 : 1);
      least = Math.min(least, (last[j] ?? most) + 1, (row[j - 1] ?? most) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? most) + 1);
      row[j] = least;
      if (least < closest) closest = least;
    }
    // A swap leaps over one row, not over two.
    const isFar = closest >= enough;
    if (isFar && wasFar) return enough;
    wasFar = isFar;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? enough;
};
