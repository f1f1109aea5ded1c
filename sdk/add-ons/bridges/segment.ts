// Segment's analytics.js 2, as the site calls it: sources and destinations may rename or drop what they like.
import { segment } from '../../../shared/mappings/segment.ts';
import type { Bridge } from './contract.ts';
import { follow } from './follow.ts';
import { hearCalls } from './specified-calls.ts';

/** Gives what ends it. `library`: what `AnalyticsBrowser.load` gives. */
export const connectSegment: Bridge = (covey, options = {}) => {
  const kept: unknown[][] = [];
  return follow(covey, options, {
    mapping: segment,
    name: 'analytics',
    attach: (library, line) => hearCalls(library, line, kept),
  });
};
