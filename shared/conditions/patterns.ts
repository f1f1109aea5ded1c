/**
 * Characters of a text that a pattern with repetitions is held against; the rest is not looked at. What such
 * a pattern costs grows with a power of the length: the checker judges it on a text of this one.
 */
export const MOST_MATCHED = 256;

/** The longest text that a pattern is held against: one without repetitions is quick on any. */
export const longestText = (source: string): number =>
  /[*+?{]/.test(source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, '')) ? MOST_MATCHED : Infinity;

/** Milliseconds after which a pattern has shown that it is not fit for a page. */
const SLOW_MS = 100;

/** Keeps an eye on the time that patterns take, where somebody waits. */
export interface PatternWatch {
  /** Milliseconds, from whatever start. */
  readonly clock: () => number;
  /** Patterns that took too long once: they are not tried again, and hold for nobody. */
  readonly slow: ReadonlySet<string>;
  readonly onSlow: (source: string) => void;
}

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
    if (watch.slow.has(source)) return false;
    const started = watch.clock();
    const answer = test(value);
    if (watch.clock() - started > SLOW_MS) watch.onSlow(source);
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
