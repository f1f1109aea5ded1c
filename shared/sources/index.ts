// Sources: what kind of place a visit came from, and by which channel, as Google Analytics 4 tells it. Pure
// tables over host names and campaign parameters, so that page, checker and importers use the same words.
export { CHANNELS, channelOf } from './channels.ts';
export type { Channel } from './channels.ts';
export { isOfCampaign } from './click-ids.ts';
export { clickOf } from './clicks.ts';
export type { Click } from './clicks.ts';
export { isSameSite, registeredName } from './hosts.ts';
export { ignoredHosts } from './ignored.ts';
export { kindOf } from './sites.ts';
export type { SiteKind } from './sites.ts';
