import type { PublishedList } from '../../shared/wire/index.ts';
import type { Sighting } from './probe.ts';

/** A newest document may be unknown to caches for a minute, and to slow ones for five. */
const SETTLING_MS = 5 * 60_000;

/** The public list as one edge shows it, in one guise. */
export interface ListSighting {
  readonly place: string;
  readonly guise: string;
  readonly list: PublishedList;
}

export interface Seen {
  readonly sightings: readonly Sighting[];
  readonly lists: readonly ListSighting[];
  /** A hash that was seen elsewhere. */
  readonly expected?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What would show that visitors are served different documents; empty when all places agree with each
 * other and with the public list.
 */
export function differences({ sightings, lists, expected, now }: Seen): readonly string[] {
  const found: string[] = [];
  const where = ({ place, guise }: { readonly place: string; readonly guise: string }) =>
    `${place}, asked as ${guise}`;
  for (const sighting of sightings)
    for (const oddity of sighting.oddities) found.push(`${where(sighting)}: ${oddity}.`);

  const documents = lists.flatMap(({ list }) => list.documents);
  const newest = lists[0]?.list.documents[0];
  const settling = newest?.published != null && now - Date.parse(newest.published) < SETTLING_MS;
  const [first] = sightings.filter(({ document }) => document);
  for (const sighting of sightings) {
    const { document, bytes } = sighting;
    if (!document) continue;
    const { hash, definitions } = document;
    const what = `${where(sighting)}: version ${definitions.version}, hash ${hash}`;
    const listed = documents.find((one) => one.hash === hash);
    if (expected !== undefined && hash !== expected)
      found.push(`${what}, where ${expected} was expected.`);
    if (!listed && lists.length > 0) found.push(`${what}, is not in the public list.`);
    else if (listed && listed.version !== definitions.version)
      found.push(`${what}, is listed as version ${listed.version}.`);
    else if (newest && hash !== newest.hash && !settling)
      found.push(`${what}, is not the newest of the public list, version ${newest.version}.`);
    if (!first?.document || sighting === first) continue;
    if (hash !== first.document.hash && !(settling && listed))
      found.push(`${what}, differs from ${where(first)}: ${first.document.hash}.`);
    else if (hash === first.document.hash && bytes !== first.bytes)
      found.push(`${what}, comes in another envelope than from ${where(first)}.`);
  }

  const [reference] = lists;
  for (const other of lists.slice(1)) {
    for (const [one, two] of [
      [reference, other],
      [other, reference],
    ] as const) {
      const missing = one?.list.documents.find(
        ({ hash, version }) =>
          !two?.list.documents.some((same) => same.hash === hash && same.version === version),
      );
      if (one && two && missing && !(settling && missing.hash === newest?.hash))
        found.push(
          `${where(two)}: its public list lacks version ${missing.version}, hash ${missing.hash}, which ${where(one)} lists.`,
        );
    }
  }
  return [...new Set(found)];
}
