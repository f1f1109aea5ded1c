import { definitions as shop } from '../../demo/definitions.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { TAGS } from '../../scripts/build/add-ons.ts';
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
  /** What is loaded beside Covey: names of `ADD_ONS`. */
  readonly addOns?: readonly string[];
  /** The file in `subjects/` of a library beside Covey: it is told the events, and a bridge hears them. */
  readonly heard?: string;
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

const shopWith = (what: string, addOns: readonly string[], heard?: string): Subject => ({
  name: `Covey, ${what}`,
  entry: 'covey',
  dist: 'dist',
  definitions: shopDefinitions,
  addOns,
  ...(heard !== undefined && { heard }),
});

const paths = TAGS.map(({ path }) => path);
/** Covey with one thing beside it, each in turn, on a page that has nothing for it to find. */
export const withEach: readonly Subject[] = paths.map((path) => shopWith(path, [path]));

const family = (name: string) => paths.filter((path) => path.startsWith(`${name}/`));
/** Covey with all of a kind, and with everything. */
export const withFamilies: readonly Subject[] = [
  shopWith('nothing beside it', []),
  shopWith('all consent adapters', family('consent')),
  shopWith('all bridges', family('bridge')),
  shopWith('all captures', family('capture')),
  shopWith('all activations', family('activation')),
  shopWith('everything', paths),
];

/** Covey that hears a library's events by its bridge. */
export const hearing: readonly Subject[] = [
  ['posthog-js', 'posthog', eventsOfPosthog] as const,
  ['mixpanel-browser', 'mixpanel', eventsOfMixpanel] as const,
  ['@segment/analytics-next', 'segment', eventsOfSegment] as const,
].map(([name, file, eventsIn]) => ({
  ...shopWith(`hearing ${name}`, [`bridge/${file}`], file),
  eventsIn,
}));

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
