import type { Attributes } from '../attributes.ts';

/** Attributes that GrowthBook's SDKs set by themselves, by the facts that hold the same. Others become traits. */
export const ATTRIBUTES: { readonly [name: string]: string } = {
  country: 'geo.country',
  region: 'geo.region',
  city: 'geo.city',
  deviceType: 'device.type',
  browser: 'device.browser',
  language: 'device.language',
  path: 'page.path',
  host: 'page.host',
  pageTitle: 'page.title',
  utmSource: 'source.session.source',
  utmMedium: 'source.session.medium',
  utmCampaign: 'source.session.campaign',
  utmTerm: 'source.session.term',
  utmContent: 'source.session.content',
};

/** What the SDK calls a browser, which names itself otherwise here. */
export const BROWSERS: { readonly [name: string]: string } = {
  chrome: 'Google Chrome',
  edge: 'Microsoft Edge',
  firefox: 'Firefox',
  safari: 'Safari',
};

/** Attributes that name one browser or person: what is said of them in definitions is public. */
export const IDENTIFIERS: ReadonlySet<string> = new Set([
  'id',
  'userId',
  'user_id',
  'anonymousId',
  'anonymous_id',
  'deviceId',
  'device_id',
  'sessionId',
  'email',
]);

/** Attributes that the SDKs set, and that no fact holds. */
export const WITHOUT_EQUAL: { readonly [name: string]: string } = {
  url: 'is the whole address. Compare "path" and "host", or map it to a trait that the page declares.',
  query: 'is the query of the address. Map it to a trait that the page declares.',
};

export const OF_USERS: Attributes = {
  fields: ATTRIBUTES,
  identifiers: IDENTIFIERS,
  withoutEqual: WITHOUT_EQUAL,
};
