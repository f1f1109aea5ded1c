import type { Peer } from '../types.ts';
import { composition } from './composition.ts';
import { containers } from './containers.ts';
import { dimensions } from './dimensions.ts';
import { numbers } from './numbers.ts';
import { nestedSequences } from './sequences-nested.ts';
import { sequences } from './sequences.ts';
import { text } from './text.ts';
import { windows } from './windows.ts';

/** Containers, operators and sequences of the segment builder and the 2.0 API. */
export const adobe: Peer = {
  name: 'Adobe Analytics segments',
  groups: {
    'Containers and logic': containers,
    'Text (asked of each hit; capital letters do not matter)': text,
    'Numbers and aggregates': numbers,
    Dimensions: dimensions,
    'Date ranges': windows,
    Sequences: sequences,
    'Sequences of containers and logic groups': nestedSequences,
    'Composition and membership': composition,
  },
};
