import { type Context, parseContext } from '../../shared/wire/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { ActiveContext } from './context.ts';

// A page that came through a Worker may be personalised already: docs/personalising-at-the-edge.md.

/** Where the page was asked from; null where it does not say. */
export function placeFromEdge({ host, safely }: ActiveContext): Partial<Context> | null {
  const written = host.window.document.documentElement.getAttribute('data-covey-edge-geo');
  return safely(() => {
    const place = JSON.parse(written ?? 'null') as Partial<Context> | null;
    const whole = { country: null, region: null, city: null, timezone: null, ...place };
    return place && parseContext(whole) && place;
  }, null);
}

const NAMES = [
  ['data-covey-edge-show', 'data-covey-show'],
  ['data-covey-edge-hide', 'data-covey-hide'],
] as const;

/**
 * Elements that the edge has decided stand without the attributes by which the page would. They get them back once the
 * engine has an answer of its own to all that they ask.
 */
export function createHandBack({ host }: ActiveContext, ingest: Ingest): () => void {
  const { document } = host.window;
  let isDone = false;
  return () => {
    const engine = ingest.engine();
    if (isDone || !engine) return;
    isDone = document.readyState !== 'loading';
    for (const element of document.querySelectorAll(NAMES.map(([was]) => `[${was}]`).join())) {
      const written = NAMES.flatMap(([was, name]) => {
        const ids = element.getAttribute(was);
        return ids === null ? [] : [{ was, name, ids }];
      });
      const isKnown = (id: string) => engine.member(id) !== null;
      if (!written.every(({ ids }) => ids.split(/\s+/).every(isKnown))) {
        isDone = false;
        continue;
      }
      for (const { was, name, ids } of written) {
        element.removeAttribute(was);
        element.setAttribute(name, ids);
      }
    }
  };
}
