import type { Question } from './question-set.ts';

/** One number that is shown of a question, and the answers it counts, by their indexes. */
export interface ShownAnswer {
  /** Segment, variant or bin; null is who is in none. */
  readonly id: string | null;
  readonly these: readonly [number, ...(readonly number[])];
}

/**
 * A segment's members; of a group each segment, of an experience each variant, of a histogram each bin, and none. Answers
 * are named `EXPERIENCE:VARIANT+` for who converted, `EXPERIENCE:VARIANT-` for all others, `HISTOGRAM:FROM..TO`.
 */
export function shownAnswers({ id, kind, options }: Question): readonly ShownAnswer[] {
  if (kind === 'segment') return [{ id, these: [1] }];
  const found = new Map<string, [number, ...number[]]>();
  for (const [index, option] of options.slice(0, -1).entries()) {
    const name =
      kind === 'experience'
        ? option.slice(id.length + 1, -1)
        : kind === 'histogram'
          ? option.slice(id.length + 1)
          : option;
    const before = found.get(name);
    if (before) before.push(index);
    else found.set(name, [index]);
  }
  return [
    ...[...found].map(([name, these]) => ({ id: name, these })),
    { id: null, these: [options.length - 1] },
  ];
}
