// Adobe's Client Data Layer: what is pushed with an `event`. Its own listeners would be told of all that was pushed before.
import { adobeDataLayer } from '../../../shared/mappings/adobe-data-layer.ts';
import type { Bridge, Fields } from './contract.ts';
import { follow } from './follow.ts';

/** Gives what ends it. */
export const connectAdobeDataLayer: Bridge = (covey, options = {}) =>
  follow(covey, options, {
    mapping: adobeDataLayer,
    name: 'adobeDataLayer',
    attach: (library, line) =>
      line.calls(library, 'push', (items) => {
        for (const item of items as readonly (Fields | null)[])
          // Functions, and listeners that are added or taken off, have none.
          if (item?.['event'] !== undefined) line.event(item['event'], item);
      }),
  });
