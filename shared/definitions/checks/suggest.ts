/** The known name that is nearest to a mistyped one, if any is near enough to be meant. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const typed = name.slice(0, LONGEST).toLowerCase();
  let best: string | undefined;
  // A name of one or two letters resembles too many.
  let least = Math.floor(typed.length / 3) + 1;
  for (const candidate of known) {
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
  // Further from the diagonal than so many edits lead there is nothing to find (Ukkonen, 1985).
  const most = Math.min(enough, Math.max(a.length, b.length));
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  let isFar = false;
  for (let i = 1; i <= a.length; i += 1) {
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    const row: number[] = [];
    row[from - 1] = from === 1 ? i : most;
    let nearest = row[from - 1] ?? 0;
    for (let j = from; j <= to; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (last[j] ?? most) + 1,
        (row[j - 1] ?? most) + 1,
        (last[j - 1] ?? most) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? most) + 1);
      row[j] = least;
      if (least < nearest) nearest = least;
    }
    // A swap leaps over one row, not over two.
    if (nearest >= enough && isFar) return enough;
    isFar = nearest >= enough;
    before = last;
    last = row;
  }
  return last[b.length] ?? enough;
};
