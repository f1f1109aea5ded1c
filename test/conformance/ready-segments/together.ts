import type { Fragment } from '../examples/example.ts';

/** Several fragments as one. */
export const together = (fragments: readonly Fragment[]): Fragment => {
  const all: { [section: string]: { [id: string]: unknown } } = {};
  for (const fragment of fragments)
    for (const [section, entries] of Object.entries(fragment))
      all[section] = { ...all[section], ...(entries as object) };
  return all as unknown as Fragment;
};
