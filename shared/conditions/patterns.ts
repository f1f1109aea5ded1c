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
