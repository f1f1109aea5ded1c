import type { ReadyDefinitions } from '../../../shared/ready-segments/index.ts';

/** Spaces of facts, by the part of the document that names them. */
const SPACES = { metrics: 'metric', segments: 'segment', traits: 'trait' } as const;

/**
 * The definitions under other names where these are taken: metrics and segments, and all that reads them.
 * `taken` says of a part which ids a document has already.
 */
export function renamed(
  definitions: ReadyDefinitions,
  taken: readonly { readonly part: string; readonly id: string }[],
): ReadyDefinitions {
  const isTaken = (part: string, id: string) =>
    taken.some((each) => each.part === part && each.id === id);
  const facts = new Map<string, string>();
  const segments = new Map<string, string>();
  for (const { part, id } of taken) {
    if (part === 'segments') segments.set(id, `${id}-2`);
    const space = part in SPACES ? SPACES[part as keyof typeof SPACES] : undefined;
    if (space) facts.set(`${space}.${id}`, `${space}.${nextOf(part, id)}`);
  }
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return facts.get(value) ?? value;
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        facts.get(key) ?? key,
        key === 'segments' && Array.isArray(each)
          ? each.map((id: unknown) => segments.get(String(id)) ?? id)
          : key === 'trait' && typeof each === 'string'
            ? (facts.get(`trait.${each}`)?.slice('trait.'.length) ?? each)
            : visit(each),
      ]),
    );
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([part, things]) => [
      part,
      Object.fromEntries(
        Object.entries(things).map(([id, thing]) => [
          isTaken(part, id) ? nextOf(part, id) : id,
          visit(thing),
        ]),
      ),
    ]),
  ) as unknown as ReadyDefinitions;
}

/** Ids of segments have dashes, others may have none. */
const nextOf = (part: string, id: string) => (part === 'segments' ? `${id}-2` : `${id}_2`);
