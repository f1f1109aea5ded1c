import { createLoader, type Kept, type Loader } from '../loader/index.ts';
import type { PartLoader } from '../parts/index.ts';
import type { Store } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import { forgetCounting } from './counting.ts';
import type { KeptProgram } from './kept-program.ts';

/** The loader of definitions, which keeps them in the site's store. */
export function createLoaderOn(
  context: ActiveContext,
  store: Store,
  parts: PartLoader,
  program: KeptProgram,
): Loader {
  const { host } = context;
  return createLoader({
    ...context,
    fetch: host.fetch,
    subtle: host.crypto.subtle as never,
    now: host.now,
    async load() {
      const kept = await store.transact(async (tx) => {
        // The first that is read: what rests on no grant that holds is not.
        if ((await tx.get('since')) !== context.since) {
          tx.clear();
          tx.put('since', context.since);
        }
        // A page that withdrew may have ended before it was gone.
        if (!context.measured()) forgetCounting(tx);
        const [found] = await Promise.all([tx.get('definitions'), program.read(tx)]);
        return found;
      });
      const { parts: needed } = (kept ?? {}) as Partial<Kept>;
      // What the definitions need comes while they are verified, or asked for.
      parts.begin(needed);
      return kept;
    },
    save: (kept) => context.background(store.transact(async (tx) => tx.put('definitions', kept))),
    onProblem: context.report,
  });
}
