/** Counts what went wrong, by code; says it aloud only where a developer looks. */
export interface Problems {
  /** `detail` is for the person installing Covey; it is never stored or sent. */
  add(code: string, detail?: unknown): void;
  counts(): { readonly [code: string]: number };
}

export function createProblems(warn: ((...message: unknown[]) => void) | null): Problems {
  const counts = new Map<string, number>();
  return {
    add(code, detail = '') {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      warn?.(`covey: ${code}`, detail);
    },
    counts: () => Object.fromEntries(counts),
  };
}
