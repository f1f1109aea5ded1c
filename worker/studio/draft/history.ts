/** Texts that undo and redo lead through. */
export interface History {
  readonly past: readonly string[];
  readonly present: string;
  readonly future: readonly string[];
  /** What made the present, and when, in milliseconds. Null: nothing may be put together with it. */
  readonly by: { readonly what: string; readonly at: number } | null;
}

const STEPS = 300;
/** What is done to the same place within this time is one step: a word that is typed, not its letters. */
const TOGETHER_MS = 1000;

export const historyOf = (present: string): History => ({
  past: [],
  present,
  future: [],
  by: null,
});

export function step(history: History, text: string, what: string, at: number): History {
  if (text === history.present) return history;
  const { past, present, by } = history;
  const continues = by !== null && by.what === what && at - by.at < TOGETHER_MS;
  return {
    past: continues ? past : [...past, present].slice(-STEPS),
    present: text,
    future: [],
    by: { what, at },
  };
}

export function back({ past, present, future }: History): History | null {
  const text = past.at(-1);
  if (text === undefined) return null;
  return { past: past.slice(0, -1), present: text, future: [present, ...future], by: null };
}

export function forth({ past, present, future }: History): History | null {
  const [text, ...later] = future;
  if (text === undefined) return null;
  return { past: [...past, present], present: text, future: later, by: null };
}
