import type { Definitions } from '../../../shared/definitions/types.ts';
import { draft } from '../draft/index.ts';
import { loadLive, site } from '../site/index.ts';
import { daysGiven, lookAtLive, source, versionGiven } from './state.ts';

/**
 * The draft says what is live; the next version begins from there. `from`: the draft that was open when publishing began,
 * null where an older version was published. Another that was opened meanwhile is left as it is.
 */
export function published(definitions: Definitions, from: string | null): void {
  const { version, issued, expires } = definitions;
  if (from !== null && draft.id.peek() === from)
    draft.editAll(
      Object.entries({ version, issued, expires }).map(([name, value]) => ({
        path: [name],
        value,
      })),
    );
  source.value = { kind: 'draft' };
  versionGiven.value = null;
  daysGiven.value = null;
  site.value = definitions.site;
  loadLive();
  void lookAtLive();
}
