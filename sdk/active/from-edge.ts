import type { Context } from '../../shared/wire/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { ActiveContext } from './context.ts';

// A page that came through a Worker may be personalised already: docs/personalising-at-the-edge.md.

const EDGE = 'data-covey-edge';

/** Where the page was asked from; null where no edge says so. Of something else than a place nothing is read. */
export const placeFromEdge = ({ host, safely }: ActiveContext): Partial<Context> | null =>
  safely(() => {
    const root = host.window.document.documentElement;
    const place = JSON.parse(root.getAttribute(`${EDGE}-geo`) as string) as Partial<Context>;
    const isPlace = isObject(place) && Object.values(place).every(isPart);
    return isPlace && root.hasAttribute(EDGE) ? place : null;
  }, null);

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** As `parseContext` has it. */
const isPart = (part: unknown) =>
  part === null || (typeof part === 'string' && part !== '' && part.length <= 100);

/**
 * Elements that the edge has decided stand without the attributes by which the page would. They get them back once the
 * engine has an answer of its own to all that they ask.
 */
export function handBack(context: ActiveContext, ingest: Ingest): void {
  const { document } = context.host.window;
  const isKnown = (id: string) => ingest.engine()?.member(id) !== null;
  if (!context.personal() || !document.documentElement.hasAttribute(EDGE)) return;
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
