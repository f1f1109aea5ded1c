/** What things of the draft are called, and lists of them to choose from. */
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Section } from '../../../shared/reading/index.ts';
import { listed } from '../../../shared/reading/called.ts';
import { metricTitle } from './facts.ts';

const thingsIn = (definitions: Definitions, part: string): { readonly [id: string]: unknown } =>
  (definitions[part as Section] as { readonly [id: string]: unknown } | undefined) ?? {};

export const nameIn = (definitions: Definitions, part: string, id: string): string =>
  part === 'metrics' ? metricTitle(id, definitions) : listed(id, thingsIn(definitions, part)[id]);

/** All of a part, as ids and what they are called; an id where two are called the same. */
export function choicesOf(
  definitions: Definitions,
  part: Section,
): readonly (readonly [id: string, name: string])[] {
  const ids = Object.keys(thingsIn(definitions, part));
  const names = ids.map((id) => nameIn(definitions, part, id));
  return ids.map((id, at) => {
    const name = names[at] ?? id;
    return [id, names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${id})`];
  });
}
