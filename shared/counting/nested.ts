import type { Condition, Definitions } from '../definitions/types.ts';

/** A segment whose members are all in another one, for certain and as the definitions say it. */
export type Nested = readonly [inner: string, outer: string];

/**
 * Counted segments within segments: those whose condition asks for `"segment.OUTER": true`, by itself or among others that
 * must hold too, and theirs. Not of a segment with `keep`, which goes on after the condition ended. Others may be nested
 * as well; this is what is seen without knowing what conditions mean.
 */
export function nestedSegments({
  segments,
  groups = {},
}: Pick<Definitions, 'segments' | 'groups'>): readonly Nested[] {
  const counted = new Set([
    ...Object.keys(segments).filter((id) => segments[id]?.count),
    ...Object.values(groups).flatMap(({ count, segments: those }) => (count ? those : [])),
  ]);
  const required = new Map<string, readonly string[]>();
  const outside = (id: string): readonly string[] => {
    const known = required.get(id);
    if (known) return known;
    const { when, keep } = segments[id] ?? {};
    const found = keep === undefined ? requiredBy(when) : [];
    required.set(id, found);
    return found;
  };
  return [...counted].flatMap((inner) => {
    const found = new Set<string>();
    const left = [...outside(inner)];
    for (let outer = left.pop(); outer !== undefined; outer = left.pop()) {
      if (outer === inner || found.has(outer) || !Object.hasOwn(segments, outer)) continue;
      found.add(outer);
      left.push(...outside(outer));
    }
    return [...found].filter((outer) => counted.has(outer)).map((outer): Nested => [inner, outer]);
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
