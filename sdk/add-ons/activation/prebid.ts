// Prebid 11: ids of segments as first-party data, one entry of ours in `ortb2.user.data`.
import type { Covey } from '../../api.ts';
import { handOn } from './hand-on.ts';

export interface PrebidOptions {
  /** Of the entry, which tells bidders whose segments these are; `covey` by default. */
  readonly name?: string | undefined;
  /** Number of the taxonomy that bidders are to look the ids up in (`ext.segtax`), where you have agreed on one with them. */
  readonly segtax?: number | undefined;
  /** Name of Prebid's global; `pbjs` by default. */
  readonly library?: string | undefined;
}

type Members = { readonly [key: string]: unknown };

/** What is used of Prebid, and of the list that stands in for it until it has come. */
interface Prebid {
  readonly que: { push(command: () => void): unknown };
  getConfig?(topic: 'ortb2'): Members | undefined;
  setConfig?(config: { readonly ortb2: Members }): void;
  onEvent?(event: 'requestBids', work: () => void): void;
}

/** Gives what ends it, and takes the entry out. */
export const connectPrebid = (covey: Covey, options: PrebidOptions = {}): (() => void) => {
  const { name = 'covey', segtax, library = 'pbjs' } = options;
  const page = globalThis as unknown as { [library: string]: Prebid | undefined };
  return handOn(covey, 'prebid', ({ ids, safely }) => {
    let waiting: Prebid | undefined;
    let listening: Prebid | undefined;
    const apply = () => {
      const prebid = page[library];
      if (!prebid?.getConfig || !prebid.setConfig) return;
      const before = prebid.getConfig('ortb2') ?? {};
      const own = ids().map((id) => ({ id }));
      const entry = own.length > 0 && {
        name,
        ...(segtax !== undefined && { ext: { segtax } }),
        segment: own,
      };
      const ortb2 = withEntry(before, name, entry);
      if (JSON.stringify(ortb2) !== JSON.stringify(before)) prebid.setConfig({ ortb2 });
    };
    /** Right before each auction: the page may have put others in the place of all that was set. */
    const beforeAuction = safely(apply);
    return () => {
      const found = page[library];
      const isNeeded = ids().length > 0;
      if (!isNeeded && !found) return;
      const prebid: Prebid = found ?? (page[library] = { que: [] });
      if (waiting === prebid) return;
      waiting = prebid;
      prebid.que.push(
        safely(() => {
          waiting = undefined;
          apply();
          const here = page[library];
          if (!here?.onEvent || here === listening) return;
          listening = here;
          here.onEvent('requestBids', beforeAuction);
        }),
      );
    };
  });
};

/**
 * With this entry in the place of the one of its name, or without. To merge, as Prebid does, adds to lists what is not
 * there yet, and so leaves what was there before.
 */
function withEntry(ortb2: Members, name: string, entry: Members | false): Members {
  const { user, ...rest } = ortb2 as { readonly user?: Members };
  const { data, ...about } = (user ?? {}) as { readonly data?: unknown };
  const others = (Array.isArray(data) ? (data as readonly (Members | null)[]) : []).filter(
    (each) => each?.['name'] !== name,
  );
  const all = entry ? [...others, entry] : others;
  // What held nothing but ours was ours.
  const next = { ...about, ...(all.length > 0 && { data: all }) };
  return { ...rest, ...(Object.keys(next).length > 0 && { user: next }) };
}
