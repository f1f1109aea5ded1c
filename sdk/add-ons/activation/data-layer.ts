// The data layer of Google Tag Manager and its like: an event with all ids, whenever they are others.
import type { Covey } from '../../api.ts';
import { handOn } from './hand-on.ts';

export interface DataLayerOptions {
  /** Name of the layer on `window`; `dataLayer` by default. */
  readonly layer?: string | undefined;
}

/** Gives what ends it, and pushes an empty list where another was pushed. */
export const connectDataLayer = (
  covey: Covey,
  { layer = 'dataLayer' }: DataLayerOptions = {},
): (() => void) => {
  const page = globalThis as unknown as { [name: string]: unknown };
  return handOn(covey, 'dataLayer', ({ ids }) => {
    let told = '';
    return () => {
      const segments = ids();
      const text = segments.join();
      if (text === told) return;
      const list = (page[layer] ??= []);
      if (!Array.isArray(list)) return;
      told = text;
      // Otherwise a tag manager merges the list into the one before, place by place, and a shorter one leaves its end.
      list.push({ event: 'covey_segments', covey_segments: [...segments], _clear: true });
    };
  });
};
