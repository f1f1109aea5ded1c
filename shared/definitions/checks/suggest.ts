/** The known name that is nearest to a mistyped one, if any is near enough to be meant. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const typed = name.slice(0, LONGEST).toLowerCase();
  let best: string | undefined;
  // A name of one or two letters resembles too many.
  let least = Math.floor(typed.length / 3) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - typed.length) >= least) continue;
    const found = edits(typed, candidate.toLowerCase());
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

/** Edits from one text to the other; two neighboring letters swapped are one (Damerau, restricted). */
export const edits = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
};
