import { kindOf, type SiteKind } from './sites.ts';

interface Visit {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly kind: SiteKind | null;
  readonly paid: boolean;
  /** The place is a shop, or the campaign says so. */
  readonly shopping: boolean;
}

const EMAIL = /^e[-_ ]?mail$/;

/**
 * The default channel group of Google Analytics 4 as its help gives it (answer 9756891, read in November 2026),
 * where tags and addresses alone decide. In order: the first that holds is the channel.
 */
const RULES = [
  ['Direct', ({ source, medium }) => source === '(direct)' && /^\((not set|none)\)$/.test(medium)],
  ['Cross-network', ({ campaign }) => campaign.includes('cross-network')],
  ['Paid Shopping', ({ paid, shopping }) => paid && shopping],
  ['Paid Search', ({ paid, kind }) => paid && kind === 'search'],
  ['Paid Social', ({ paid, kind }) => paid && kind === 'social'],
  ['Paid Video', ({ paid, kind }) => paid && kind === 'video'],
  ['Display', ({ medium }) => /^(display|banner|expandable|interstitial|cpm)$/.test(medium)],
  ['Paid Other', ({ paid }) => paid],
  ['AI Assistant', ({ medium }) => medium === 'ai-assistant'],
  ['Organic Shopping', ({ shopping }) => shopping],
  [
    'Organic Social',
    ({ kind, medium }) => kind === 'social' || /^(social([- ](network|media))?|sm)$/.test(medium),
  ],
  ['Organic Video', ({ kind, medium }) => kind === 'video' || medium.includes('video')],
  ['Organic Search', ({ kind, medium }) => kind === 'search' || medium === 'organic'],
  ['Referral', ({ medium }) => /^(referral|app|link)$/.test(medium)],
  ['Email', ({ source, medium }) => EMAIL.test(source) || EMAIL.test(medium)],
  ['Affiliates', ({ medium }) => /^affiliates?$/.test(medium)],
  ['Audio', ({ medium }) => medium === 'audio'],
  ['SMS', ({ source, medium }) => source === 'sms' || medium === 'sms'],
  [
    'Mobile Push Notifications',
    ({ source, medium }) => /push$|mobile|notification/.test(medium) || source === 'firebase',
  ],
  ['Unassigned', () => true],
] as const satisfies readonly (readonly [string, (visit: Visit) => boolean])[];

export type Channel = (typeof RULES)[number][0];

/** Every channel that a visit can have. */
export const CHANNELS: readonly Channel[] = RULES.map(([channel]) => channel);

/** The channel of a visit. Capitals do not matter. */
export function channelOf(source: string, medium: string, campaign: string | null): Channel {
  const visit = {
    source: source.toLowerCase(),
    medium: medium.toLowerCase(),
    campaign: campaign?.toLowerCase() ?? '',
  };
  const kind = kindOf(visit.source);
  const all: Visit = {
    ...visit,
    kind,
    paid: /cp|^(ppc|retargeting)$|^paid/.test(visit.medium),
    shopping: kind === 'shopping' || /([^a-df-z]|^)shop|shopping/.test(visit.campaign),
  };
  return RULES.find(([, holds]) => holds(all))?.[0] ?? 'Unassigned';
}
