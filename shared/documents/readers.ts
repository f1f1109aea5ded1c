import { referencesIn } from './references.ts';

/** A thing of a document. */
export interface Place {
  readonly part: string;
  readonly id: string;
}

const known = new WeakMap<object, ReadonlyMap<string, readonly Place[]>>();

/** What reads each thing of a document, by part and id. */
function readersIn(definitions: object): ReadonlyMap<string, readonly Place[]> {
  const there = known.get(definitions);
  if (there) return there;
  const found = new Map<string, Map<string, Place>>();
  for (const { part, id, path } of referencesIn(definitions)) {
    const [where = '', who = ''] = path.map(String);
    if (where === part && who === id) continue;
    const readers = found.get(`${part}/${id}`) ?? new Map<string, Place>();
    found.set(`${part}/${id}`, readers.set(`${where}/${who}`, { part: where, id: who }));
  }
  const all = new Map([...found].map(([read, by]) => [read, [...by.values()]]));
  known.set(definitions, all);
  return all;
}

/** What reads a thing, each once, but the thing itself. Of a value that is not changed any more. */
export const readersOf = (definitions: unknown, part: string, id: string): readonly Place[] =>
  (typeof definitions === 'object' && definitions !== null
    ? readersIn(definitions).get(`${part}/${id}`)
    : undefined) ?? [];
