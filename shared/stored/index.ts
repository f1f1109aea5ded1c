// What a page stores of a visitor beside events: of traits, place, source and visit only what some definition reads. The
// page stores by it, and the papers say it: there is no second list. Imports nothing.

/** Facts that definitions read: nothing is kept for others. */
export type FactsRead = ReadonlySet<string>;

/** Under which names a trait is read: also as the date that something lies before or after. */
const OF_TRAITS = ['trait', 'until', 'since', 'anniversary'];
/** `source.*`: where a visitor came from at first, lately, and this time. */
export const TOUCHES = ['first', 'last', 'session'] as const;
/** Properties of `session_start` that say where a session came from. */
const OF_SOURCE = /^(source|medium|campaign|channel)$/;

/** What a plan's definitions read: its facts and, since it stands in the first event of a session, its source. */
export function factsRead(plan: {
  readonly facts: ReadonlySet<string>;
  readonly stored: ReadonlyMap<string, { readonly properties: readonly string[] }>;
}): FactsRead {
  const ofSource = ['session_start', '*']
    .flatMap((name) => plan.stored.get(name)?.properties ?? [])
    .filter((name) => OF_SOURCE.test(name));
  return new Set([...plan.facts, ...ofSource.map((name) => `source.session.${name}`)]);
}

export const isTraitRead = (id: string, facts: FactsRead): boolean =>
  OF_TRAITS.some((kind) => facts.has(`${kind}.${id}`));

/** `country`, `city`: the parts of the coarse place. */
export const placePartsRead = (facts: FactsRead): readonly string[] =>
  [...facts].filter((fact) => fact.startsWith('geo.')).map((fact) => fact.slice(4));

export const isSourcePartRead = (
  touch: (typeof TOUCHES)[number],
  part: string,
  facts: FactsRead,
): boolean => facts.has(`source.${touch}.${part}`);
