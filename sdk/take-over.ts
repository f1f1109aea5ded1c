import { decodeBase64url } from '../shared/wire/index.ts';
import type { RecordStore } from './consent/index.ts';
import { inheritCounted } from './inherit-counted.ts';
import type { PageHost } from './host.ts';
import { BARE_NAME, nameOf } from './names.ts';
import { eraseDatabase, moveDatabase } from './store/index.ts';

export interface TakeOverOptions {
  readonly host: PageHost;
  readonly site: string;
  readonly record: RecordStore;
  /** The page is left: the next one takes it up. */
  readonly left: AbortSignal;
}

/**
 * What an earlier version stored under the bare name goes to this site, where the definitions in it
 * are this site's and the visitor has not refused here; then it is erased, whosever it was.
 */
export async function takeOver({ host, site, record, left }: TakeOverOptions): Promise<void> {
  const factory = host.indexedDB();
  const storage = host.localStorage();
  const name = nameOf(site);
  const text = storage.getItem(BARE_NAME);
  const answered = () => record.read().time !== undefined;
  const refused = () => {
    const { personalisation, measurement } = record.read();
    return answered() && !personalisation && !measurement;
  };
  if (text !== null) inheritCounted(storage, text);
  if (factory && text !== null) {
    let ours = false;
    await moveDatabase(factory, { from: BARE_NAME, to: name }, left, (state) => {
      ours = !refused() && siteOf(state['definitions']) === site;
      return ours ? { ...state, since: record.read().erased } : null;
    }).catch(() => {});
    if (left.aborted) return;
    if (ours && !answered()) storage.setItem(name, text);
    // The answer came meanwhile.
    if (ours && refused()) await eraseDatabase(host.indexedDB, name, left);
  }
  if (await eraseDatabase(host.indexedDB, BARE_NAME, left)) storage.removeItem(BARE_NAME);
}

/** The site of stored definitions, as they say themselves: whether that is true is verified when they are used. */
function siteOf(kept: unknown): unknown {
  try {
    const text = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? undefined);
    const { envelope } = kept as { readonly envelope: Uint8Array };
    const { payload } = JSON.parse(text(envelope)) as { readonly payload: string };
    return (JSON.parse(text(decodeBase64url(payload))) as { readonly site?: unknown }).site;
  } catch {
    return null;
  }
}
