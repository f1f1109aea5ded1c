// RudderStack's SDK 3, as the site calls it.
import { rudderstack } from '../../../shared/mappings/rudderstack.ts';
import type { Bridge } from './contract.ts';
import { follow } from './follow.ts';
import { hearCalls } from './specified-calls.ts';

/** Gives what ends it. The package makes the same global as the script. */
export const connectRudderstack: Bridge = (covey, options = {}) =>
  follow(covey, options, {
    mapping: rudderstack,
    name: 'rudderanalytics',
    // What its stub has kept it calls inside, and not by the methods that are listened to.
    attach: (library, line) => hearCalls(library, line, []),
  });
