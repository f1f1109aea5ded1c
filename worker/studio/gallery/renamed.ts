import { renamed as underNewNames } from '../../../shared/documents/renamed.ts';
import type { ReadyDefinitions } from '../../../shared/ready-segments/index.ts';

/**
 * The definitions under other names where these are taken: metrics and segments, and all that reads them.
 * `taken` says of a part which ids a document has already.
 */
export function renamed(
  definitions: ReadyDefinitions,
  taken: readonly { readonly part: string; readonly id: string }[],
): ReadyDefinitions {
  return underNewNames(
    definitions,
    taken.map(({ part, id }) => ({ part, id, to: nextOf(part, id) })),
  );
}

/** Ids of segments have dashes, others may have none. */
const nextOf = (part: string, id: string) => (part === 'segments' ? `${id}-2` : `${id}_2`);
