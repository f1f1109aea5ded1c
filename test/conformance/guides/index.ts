// What the guides for users of other tools show, audience by audience, with visitors whose answer was worked out by hand.
import type { Capability } from '../capabilities/types.ts';
import { adobe } from './adobe.ts';
import { ga4 } from './ga4.ts';
import { mixpanel } from './mixpanel.ts';

/** PostHog's cohorts are told criterion by criterion: what is shown there is in `capabilities/posthog.ts`. */
export const GUIDES: { readonly [guide: string]: readonly Capability[] } = { ga4, adobe, mixpanel };
