import { adobe } from './adobe/index.ts';
import { ga4 } from './ga4/index.ts';
import type { Peer } from './types.ts';

export const peers: readonly Peer[] = [ga4, adobe];
