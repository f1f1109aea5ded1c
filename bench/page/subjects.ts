import { definitions as shop } from '../../demo/definitions.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { workload } from '../workload.ts';
import {
  eventsOfMixpanel,
  eventsOfPosthog,
  eventsOfSegment,
  eventsOfSnowplow,
  type Sent,
} from './reported.ts';

/** What is measured: a library with its settings, and what it is to decide. */
export interface Subject {
  readonly name: string;
  /** The file in `subjects/` that starts it. */
  readonly entry: string;
  readonly definitions?: Definitions;
  /** Covey's built files. */
  readonly dist?: string;
  /** How many of the trip's events a request carries; what reports none has none. */
  readonly eventsIn?: (sent: Sent) => number;
}

export const bare: Subject = { name: 'bare page', entry: 'nothing' };

const shopDefinitions: Definitions = { ...shop };
delete (shopDefinitions as { consent?: unknown }).consent;
const many = workload(200);

/** Both loads for one build of Covey; `label` tells builds apart. */
export function coveys(dist: string, label = ''): Subject[] {
  return [
    { name: `Covey, shop${label}`, entry: 'covey', dist, definitions: shopDefinitions },
    { name: `Covey, 200 segments${label}`, entry: 'covey', dist, definitions: many },
  ];
}

/** Ratios are to this one. */
export const REFERENCE = 'posthog-js';

export const peers: readonly Subject[] = [
  { name: REFERENCE, entry: 'posthog', eventsIn: eventsOfPosthog },
  { name: 'mixpanel-browser', entry: 'mixpanel', eventsIn: eventsOfMixpanel },
  { name: '@segment/analytics-next', entry: 'segment', eventsIn: eventsOfSegment },
  { name: '@snowplow/browser-tracker', entry: 'snowplow', eventsIn: eventsOfSnowplow },
  { name: 'growthbook, shop', entry: 'growthbook', definitions: shopDefinitions },
  { name: 'growthbook, 200 segments', entry: 'growthbook', definitions: many },
];
