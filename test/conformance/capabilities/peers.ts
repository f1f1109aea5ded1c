import { adobe } from './adobe/index.ts';
import { ga4 } from './ga4/index.ts';
import { mixpanel } from './mixpanel/index.ts';
import { edgekit, growthbook } from './others.ts';
import { permutive } from './permutive.ts';
import { posthog } from './posthog.ts';
import type { Peer } from './types.ts';

export const peers: readonly Peer[] = [
  ga4,
  adobe,
  mixpanel,
  posthog,
  permutive,
  growthbook,
  edgekit,
];
