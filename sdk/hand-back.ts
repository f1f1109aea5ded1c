import type { ActiveContext } from './active/context.ts';
import { EDGE } from './active/from-edge.ts';
import type { Ingest } from './ingest/index.ts';

/**
 * Elements that the edge has decided stand without the attributes by which the page would. They get them back once the
 * engine has an answer of its own to all that they ask.
 */
export function handBack(context: ActiveContext, ingest: Ingest): void {
  const { document } = context.host.window;
  const isKnown = (id: string) => typeof ingest.engine()?.member(id) === 'boolean';
  if (context.stopped || !context.personal()) return;
  // Others are still to come.
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', () => handBack(context, ingest), { once: true });
  for (const element of document.querySelectorAll(`[${EDGE}-show],[${EDGE}-hide]`))
    for (const name of element.getAttributeNames()) {
      const ids = element.getAttribute(name) as string;
      if (!name.startsWith(EDGE) || !ids.split(/\s+/).every(isKnown)) continue;
      element.removeAttribute(name);
      element.setAttribute(name.replace('edge-', ''), ids);
    }
}
