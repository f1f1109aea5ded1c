import type { Added } from './merge.ts';

/** A definition of a part, and its new id. */
export interface NewName {
  readonly part: string;
  readonly id: string;
  readonly to: string;
}

/** How facts name what stands in a part. */
const FACTS: { readonly [part: string]: string } = {
  traits: 'trait',
  metrics: 'metric',
  segments: 'segment',
};
const GROUP_OPERATORS: readonly string[] = ['$inGroup', '$notInGroup'];

/**
 * The same definitions under other names, all at once, so that two may change theirs; what reads them reads the new
 * ones: conditions, formulas, groups, surveys, and events such as `enter:ID`. The new names are taken as they are:
 * whoever calls sees that no two are the same.
 */
export function renamed<T extends Added>(definitions: T, names: readonly NewName[]): T {
  const ids = new Map(names.map(({ part, id, to }) => [`${part}.${id}`, to]));
  const idOf = (part: string, id: string): string => ids.get(`${part}.${id}`) ?? id;
  const texts = new Map(
    names.flatMap(({ part, id, to }): [string, string][] => [
      ...(part in FACTS
        ? [[`${FACTS[part]}.${id}`, `${FACTS[part]}.${to}`] as [string, string]]
        : []),
      // Coming into a segment and leaving it are events.
      ...(part === 'segments'
        ? ['enter', 'leave'].map((way): [string, string] => [`${way}:${id}`, `${way}:${to}`])
        : []),
    ]),
  );
  const visit = (value: unknown, part: string, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => visit(each, part, key));
    if (typeof value === 'string') {
      if (GROUP_OPERATORS.includes(key)) return idOf('savedGroups', value);
      if (key === 'segments' && part !== 'metrics' && part !== 'segments')
        return idOf('segments', value);
      if (key === 'trait' && part === 'surveys') return idOf('traits', value);
      return texts.get(value) ?? value;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        texts.get(name) ?? name,
        visit(member, part, name),
      ]),
    );
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([part, entries]) => [
      part,
      Object.fromEntries(
        Object.entries(entries ?? {}).map(([id, entry]) => [idOf(part, id), visit(entry, part)]),
      ),
    ]),
  ) as T;
}
