// What a thing is called: by its name where that is its own, and always in quotation marks.
import type { Definitions } from '../definitions/types.ts';
import type { Voice } from './voice.ts';

interface Named {
  readonly name?: string;
}
export interface Things {
  readonly [id: string]: object;
}
/** What one reading is made with. */
export interface Context {
  readonly voice: Voice;
  readonly definitions: Definitions;
  /** Ids of metrics that were called by their name, and not read. */
  readonly mentioned: Set<string>;
}

const nameOf = (thing: object): string | undefined => (thing as Named).name;
const shownId = ({ quote }: Voice, id: string) => (/^[\w-]+$/.test(id) ? id : quote(id));

/** Things by how often a word is the name or the id of one. */
const uses = new WeakMap<Things, ReadonlyMap<string, number>>();
const usesOf = (things: Things): ReadonlyMap<string, number> => {
  const known = uses.get(things);
  if (known) return known;
  const all = new Map<string, number>();
  for (const [id, thing] of Object.entries(things))
    for (const word of new Set([id, nameOf(thing)]))
      if (word !== undefined) all.set(word, (all.get(word) ?? 0) + 1);
  uses.set(things, all);
  return all;
};

/** With its id. */
export const titleOf = (voice: Voice, things: Things, id: string): string => {
  const name = Object.hasOwn(things, id) ? nameOf(things[id] ?? {}) : undefined;
  return name === undefined
    ? voice.quote(id)
    : voice.say(voice.words.withId, { name: voice.quote(name), id: shownId(voice, id) });
};

/** With its id only where another thing of the kind is called so, too. */
export const labelOf = (voice: Voice, things: Things, id: string): string => {
  if (!Object.hasOwn(things, id)) return voice.say(voice.words.missing, { name: voice.quote(id) });
  const name = nameOf(things[id] ?? {}) ?? id;
  return (usesOf(things).get(name) ?? 0) > 1 ? titleOf(voice, things, id) : voice.quote(name);
};

export const labelsOf = (voice: Voice, things: Things, ids: readonly string[]): string =>
  voice.list(
    ids.map((id) => labelOf(voice, things, id)),
    'disjunction',
  );
