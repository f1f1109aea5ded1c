/**
 * Characters of a text that a pattern with repetitions is held against; the rest is not looked at. What such
 * a pattern costs grows with a power of the length: the checker judges it on a text of this one.
 */
export const MOST_MATCHED = 256;

/** The longest text that a pattern is held against: one without repetitions is quick on any. */
export const longestText = (source: string): number =>
  /[*+?{]/.test(source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, '')) ? MOST_MATCHED : Infinity;

/** Milliseconds that all patterns together may take, on a page, within the span that begins with one of them. */
const MOST_MS = 100;
const SPAN_MS = 1000;
/** Times that they may take longer in one span; then those that still come are not tried. */
const MOST_OVERRUNS = 2;

/** Keeps an eye on the time that patterns take, where somebody waits. */
export interface PatternWatch {
  /** Milliseconds, from whatever start. */
  readonly clock: () => number;
  /** Patterns that are not tried again, and hold for nobody. */
  readonly slow: ReadonlySet<string>;
  /** Whether a pattern is to be tried now. */
  readonly admits: (source: string, at: number) => boolean;
  readonly took: (source: string, ms: number) => void;
}

/**
 * A watch over the patterns of a page. When they have taken too long together, however little each, the costliest
 * are slow from then on, until the others leave half of the time free.
 */
export const watchPatterns = (
  clock: () => number,
  onSlow: (source: string) => void,
): PatternWatch => {
  const slow = new Set<string>();
  const spent = new Map<string, number>();
  let [began, total, overruns] = [-Infinity, 0, 0];
  const refuse = (source: string) => {
    total -= spent.get(source) ?? 0;
    spent.delete(source);
    slow.add(source);
    onSlow(source);
  };
  return {
    clock,
    slow,
    admits(source, at) {
      if (slow.has(source)) return false;
      if (!(Math.abs(at - began) < SPAN_MS)) {
        [began, total, overruns] = [at, 0, 0];
        spent.clear();
      }
      if (overruns < MOST_OVERRUNS) return true;
      refuse(source);
      return false;
    },
    took(source, ms) {
      // Most take less than the clock can tell.
      if (!(ms > 0)) return;
      total += ms;
      spent.set(source, (spent.get(source) ?? 0) + ms);
      if (total <= MOST_MS) return;
      overruns++;
      for (const [costliest] of [...spent].toSorted(([, a], [, b]) => b - a)) {
        if (total <= MOST_MS / 2) break;
        refuse(costliest);
      }
    },
  };
};

/** Whether the pattern holds for a value's text, within limits; throws for what has no text. */
export const watched = (
  source: string,
  expression: RegExp,
  longest: number,
  watch: PatternWatch | undefined,
): ((value: unknown) => boolean) => {
  const test = (value: unknown) => expression.test(`${value as string}`.slice(0, longest));
  if (!watch) return test;
  return (value) => {
    const started = watch.clock();
    if (!watch.admits(source, started)) return false;
    const answer = test(value);
    watch.took(source, watch.clock() - started);
    return answer;
  };
};

const cached = new Map<string, RegExp | undefined>();
const MOST_CACHED = 1000;

/** The regular expression, or undefined where the pattern is not one. */
export const pattern = (source: unknown, flags: '' | 'i'): RegExp | undefined => {
  if (typeof source !== 'string') return;
  const key = flags + '/' + source;
  if (!cached.has(key)) {
    if (cached.size >= MOST_CACHED) cached.clear();
    cached.set(key, parsed(source, flags));
  }
  return cached.get(key);
};

const parsed = (source: string, flags: string): RegExp | undefined => {
  try {
    return new RegExp(source, flags);
  } catch {
    return;
  }
};
