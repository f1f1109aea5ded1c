import type { Condition } from '../../definitions/types.ts';
import type { MetricTarget } from '../types.ts';

/** Dimensions that mean the same on every site. Props, eVars and lists are the site's own: the mapping says what they hold. */
export const ADOBE_FIELDS: { readonly [name: string]: string } = {
  'variables/page': 'event.page_title',
  'variables/pageurl': 'event.page_location',
  'variables/geocountry': 'geo.country',
  'variables/georegion': 'geo.region',
  'variables/geocity': 'geo.city',
  'variables/mobiledevicetype': 'device.type',
  'variables/browser': 'device.browser',
  'variables/browsertype': 'device.browser',
  'variables/operatingsystem': 'device.os',
  'variables/operatingsystemtype': 'device.os',
  'variables/referringdomain': 'source.session.referrer',
  'variables/referringdomainoriginal': 'source.first.referrer',
  'variables/campaign': 'source.last.campaign',
  'variables/marketingchannel': 'source.last.channel',
  'variables/lasttouchchannel': 'source.last.channel',
  'variables/firsttouchchannel': 'source.first.channel',
  'variables/product': 'event.item_name',
  'variables/category': 'event.item_category',
  'variables/visitnumber': 'event.session.number',
  'variables/referrertype': 'source.session.channel',
  'variables/timeparthourofday': 'event.time.hour',
  'variables/timepartdayofweek': 'event.time.weekday',
  'variables/exitlink': 'event.link_url',
  'variables/downloadlink': 'event.link_url',
};

/** Dimensions that go on having the last value: by default hits without one of their own count too. */
export const PERSISTS = /^variables\/(evar\d+|listvar\d+|campaign|.*channel|product|category)$/;

/** Their values are written otherwise than anything here ("Munich (Bavaria, Germany)", "Chrome 131.0"): whole values need a mapping. */
export const VALUES_DIFFER: ReadonlySet<string> = new Set([
  'variables/geocity',
  'variables/georegion',
  'variables/browser',
  'variables/browsertype',
  'variables/operatingsystem',
  'variables/operatingsystemtype',
]);

/** Which channels a visit of that type came by, in small letters. */
export const REFERRER_TYPES: { readonly [type: string]: readonly string[] } = {
  'typed/bookmarked': ['Direct'],
  'search engines': ['Organic Search', 'Paid Search', 'Organic Shopping', 'Paid Shopping'],
  'social networks': ['Organic Social', 'Paid Social'],
  'other web sites': ['Referral', 'Affiliates', 'Organic Video', 'Paid Video', 'Paid Other'],
};

/** What Adobe calls the values of a fact, in small letters. */
export const ADOBE_VALUES: { readonly [name: string]: { readonly [value: string]: string } } = {
  'variables/mobiledevicetype': { 'mobile phone': 'mobile', tablet: 'tablet', other: 'desktop' },
  ...Object.fromEntries(
    ['marketingchannel', 'lasttouchchannel', 'firsttouchchannel'].map((name) => [
      `variables/${name}`,
      {
        'natural search': 'Organic Search',
        'social networks': 'Organic Social',
        'social campaigns': 'Paid Social',
        'referring domains': 'Referral',
        affiliate: 'Affiliates',
      },
    ]),
  ),
};

export const ADOBE_METRICS: { readonly [name: string]: MetricTarget } = {
  'metrics/occurrences': { count: '*' },
  'metrics/pageviews': { count: 'page_view' },
  'metrics/orders': { count: 'purchase' },
  'metrics/revenue': { sum: 'purchase.value' },
  'metrics/units': { sum: 'purchase.items.quantity' },
  'metrics/cartadditions': { count: 'add_to_cart' },
  'metrics/cartremovals': { count: 'remove_from_cart' },
  'metrics/cartviews': { count: 'view_cart' },
  'metrics/checkouts': { count: 'begin_checkout' },
  'metrics/productviews': { count: 'view_item' },
  'metrics/prodviews': { count: 'view_item' },
  'metrics/filedownloads': { count: 'file_download' },
};

/** Metrics of a visit: what a session has to be to count. */
export const VISIT_METRICS: { readonly [name: string]: Condition } = {
  'metrics/visits': {},
  'metrics/entries': {},
  // A visit that saw one page; Covey keeps more of it than the tool's one hit.
  'metrics/bounces': { 'session.pages': { $eq: 1 } },
  'metrics/singlepagevisits': { 'session.pages': { $eq: 1 } },
};

export const WEEKDAYS: { readonly [name: string]: number } = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};
