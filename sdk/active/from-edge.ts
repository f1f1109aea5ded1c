import type { Context } from '../../shared/wire/index.ts';
import type { ActiveContext } from './context.ts';

// A page that came through a Worker may be personalised already: docs/personalising-at-the-edge.md.

/** Stands on the page's root where an edge has decided, and begins the names of what it left on elements. */
export const EDGE = 'data-covey-edge';

/** Where the page was asked from; null where no edge says so. Of something else than a place nothing is read. */
export const placeFromEdge = ({ host, safely }: ActiveContext): Partial<Context> | null =>
  safely(() => {
    const root = host.window.document.documentElement;
    const place = JSON.parse(root.getAttribute(`${EDGE}-geo`) as string) as Partial<Context>;
    const isPlace =
      // On most pages it is null, which is no fault.
      place &&
      typeof place === 'object' &&
      !Array.isArray(place) &&
      Object.values(place).every(isPart);
    return isPlace && root.hasAttribute(EDGE) ? place : null;
  }, null);

/** As `parseContext` has it. */
const isPart = (part: unknown) =>
  part === null || (typeof part === 'string' && part !== '' && part.length <= 100);
