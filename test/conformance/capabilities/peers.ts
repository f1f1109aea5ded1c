import { adobe } from './adobe/index.ts';
import { launchDarkly, statsig, unleash } from './flags.ts';
import { ga4 } from './ga4/index.ts';
import { matomo } from './matomo.ts';
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
  matomo,
  permutive,
  growthbook,
  launchDarkly,
  unleash,
  statsig,
  edgekit,
];
