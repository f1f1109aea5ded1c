import type { Attributes } from '../attributes.ts';

/** Fields of the user by the facts that hold the same, in both spellings. Others become traits. */
export const FIELDS: { readonly [name: string]: string } = {
  country: 'geo.country',
  browser_name: 'device.browser',
  browserName: 'device.browser',
  os_name: 'device.os',
  osName: 'device.os',
  locale: 'device.language',
};

/** Fields that name one person or browser. */
export const IDENTIFIERS: ReadonlySet<string> = new Set(['userID', 'email', 'stableID']);

/** Fields that no fact holds. */
export const WITHOUT_EQUAL: { readonly [name: string]: string } = {
  ip: 'is the address of the network, which is never kept. Compare the country.',
  userAgent: 'names the browser at length. Compare the browser or the system.',
  browser_version: 'changes every few weeks, and is not kept.',
  browserVersion: 'changes every few weeks, and is not kept.',
  os_version: 'is not kept. Compare the system.',
  osVersion: 'is not kept. Compare the system.',
  device_model: 'is not kept. Compare the type of device.',
};

/** The field that a condition of that type is about, in the words of the Console API. */
export const CONSOLE_TYPES: { readonly [type: string]: string } = {
  user_id: 'userID',
  email: 'email',
  country: 'country',
  locale: 'locale',
  app_version: 'appVersion',
  browser_name: 'browser_name',
  browser_version: 'browser_version',
  os_name: 'os_name',
  os_version: 'os_version',
  ip_address: 'ip',
  device_model: 'device_model',
};

/** Types of which the condition says itself what field it is about. */
export const NAMED_TYPES: ReadonlySet<string> = new Set([
  'custom_field',
  'user_field',
  'ip_based',
  'ua_based',
]);

/** Types that are about something else than the user. */
export const OTHER_TYPES: { readonly [type: string]: string } = {
  environment_tier: 'The environment. Publish the segment there.',
  environment_field: 'The environment. Publish the segment there.',
  target_app: 'The program that asks. Publish the segment on that site.',
  user_bucket: 'A share of visitors by chance is an experience, no segment.',
};

export const OF_USERS: Attributes = {
  fields: FIELDS,
  identifiers: IDENTIFIERS,
  withoutEqual: WITHOUT_EQUAL,
};
