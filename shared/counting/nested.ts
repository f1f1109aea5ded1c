import type { Condition, Definitions } from '../definitions/types.ts';

/** A segment whose members are all in another one, for certain and as the definitions say it. */
export type Nested = readonly [inner: string, outer: string];

/**
 * Segments within segments: those whose condition asks for `"segment.OUTER": true`, by itself or among others that must
 * hold too, and theirs. Not of a segment with `keep`, which goes on after the condition ended. Others may be nested as
 * well; this is what is seen without knowing what conditions mean.
 */
export function nestedSegments({ segments }: Pick<Definitions, 'segments'>): readonly Nested[] {
  return Object.keys(segments).flatMap((inner) => {
    const found = new Set<string>();
    const visit = (id: string) => {
      const { when, keep } = segments[id] ?? {};
      if (keep !== undefined) return;
      for (const outer of requiredBy(when)) {
        if (outer === inner || found.has(outer) || !Object.hasOwn(segments, outer)) continue;
        found.add(outer);
        visit(outer);
      }
    };
    visit(inner);
    return [...found].map((outer): Nested => [inner, outer]);
  });
}

/** The segments that a visitor must be in for the condition to hold. */
function requiredBy(when: Condition | undefined): readonly string[] {
  return Object.entries(Object(when) as { readonly [fact: string]: unknown }).flatMap(
    ([fact, value]) => {
      if (fact === '$and')
        return Array.isArray(value) ? value.flatMap((each) => requiredBy(each as Condition)) : [];
      return fact.startsWith('segment.') && value === true ? [fact.slice('segment.'.length)] : [];
    },
  );
}
