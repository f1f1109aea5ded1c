/** Dimensions of the visit by the facts that hold the same. */
export const VISIT_FIELDS: { readonly [name: string]: string } = {
  countryCode: 'geo.country',
  countryName: 'geo.country',
  regionCode: 'geo.region',
  city: 'geo.city',
  languageCode: 'device.language',
  browserCode: 'device.browser',
  browserName: 'device.browser',
  operatingSystemCode: 'device.os',
  operatingSystemName: 'device.os',
  deviceType: 'device.type',
  visitCount: 'session.number',
  visitDuration: 'session.duration',
  daysSinceFirstVisit: 'visitor.age',
  secondsSinceFirstVisit: 'visitor.age',
  daysSinceLastVisit: 'visitor.away',
  secondsSinceLastVisit: 'visitor.away',
  visitLocalHour: 'now.hour',
  entryPageUrl: 'session.landing',
  referrerKeyword: 'source.session.term',
  campaignName: 'source.session.campaign',
  campaignSource: 'source.session.source',
  campaignMedium: 'source.session.medium',
  campaignKeyword: 'source.session.term',
  campaignContent: 'source.session.content',
};

/** Dimensions of an action: a property, and the events that have it. */
export const ACTION_FIELDS: {
  readonly [name: string]: { readonly of: string; readonly target: string };
} = {
  pageUrl: { of: 'page_view', target: 'event.page_location' },
  pageTitle: { of: 'page_view', target: 'event.page_title' },
  siteSearchKeyword: { of: 'search', target: 'event.search_term' },
  outlinkUrl: { of: 'click', target: 'event.link_url' },
  downloadUrl: { of: 'file_download', target: 'event.link_url' },
  productName: { of: 'purchase', target: 'event.items.item_name' },
  productSku: { of: 'purchase', target: 'event.items.item_id' },
  productCategory: { of: 'purchase', target: 'event.items.item_category' },
  productPrice: { of: 'purchase', target: 'event.items.price' },
  productViewName: { of: 'view_item', target: 'event.items.item_name' },
  productViewSku: { of: 'view_item', target: 'event.items.item_id' },
  productViewCategory: { of: 'view_item', target: 'event.items.item_category' },
  productViewPrice: { of: 'view_item', target: 'event.items.price' },
  eventCategory: { of: '*', target: 'event.event_category' },
  eventName: { of: '*', target: 'event.event_label' },
  eventValue: { of: '*', target: 'event.value' },
  orderId: { of: 'purchase', target: 'event.transaction_id' },
  revenueOrder: { of: 'purchase', target: 'event.value' },
};

/** Numbers of a visit: how many of these events it has. */
export const VISIT_COUNTS: { readonly [name: string]: readonly string[] } = {
  actions: ['page_view', 'click', 'file_download', 'search'],
  searches: ['search'],
};

/** Dimensions that are numbers. */
export const NUMBERS: ReadonlySet<string> = new Set([
  'visitCount',
  'visitLocalHour',
  'productPrice',
  'productViewPrice',
  'eventValue',
  'revenueOrder',
]);

/** Dimensions that are lengths of time: milliseconds in one of their units. */
export const LENGTHS: { readonly [name: string]: number } = {
  visitDuration: 1000,
  daysSinceFirstVisit: 86_400_000,
  secondsSinceFirstVisit: 1000,
  daysSinceLastVisit: 86_400_000,
  secondsSinceLastVisit: 1000,
  daysSinceLastEcommerceOrder: 86_400_000,
  secondsSinceLastEcommerceOrder: 1000,
};

/** Addresses of pages, which are compared without "https://" and "www.". */
export const ADDRESSES: ReadonlySet<string> = new Set(['pageUrl', 'exitPageUrl']);

/** What the first or last page of the visit had. */
export const PAGES: {
  readonly [name: string]: { readonly kind: 'first' | 'last'; readonly property: string };
} = {
  entryPageTitle: { kind: 'first', property: 'page_title' },
  exitPageTitle: { kind: 'last', property: 'page_title' },
  exitPageUrl: { kind: 'last', property: 'page_location' },
};

/** Dimensions of orders: what is asked of them is asked of another row than what is asked of an action. */
export const OF_ORDERS = /^(product(?!View)|orderId|revenueOrder|visitConvertedGoalId)/;

/** What Matomo calls the values of a fact, in small letters. */
export const VALUES: { readonly [name: string]: { readonly [value: string]: string } } = {
  deviceType: {
    desktop: 'desktop',
    smartphone: 'mobile',
    'feature phone': 'mobile',
    phablet: 'mobile',
    tablet: 'tablet',
  },
  browserCode: {
    ch: 'Google Chrome',
    cm: 'Google Chrome',
    ff: 'Firefox',
    fm: 'Firefox',
    sf: 'Safari',
    mf: 'Safari',
    ps: 'Microsoft Edge',
    op: 'Opera',
  },
  operatingSystemCode: { win: 'Windows', mac: 'macOS', lin: 'Linux', and: 'Android', ios: 'iOS' },
  operatingSystemName: { mac: 'macOS' },
};

/** Which channels a visit of that type came by; one by a campaign has a campaign. */
export const REFERRER_TYPES: { readonly [type: string]: readonly string[] } = {
  direct: ['Direct'],
  search: ['Organic Search', 'Organic Shopping'],
  social: ['Organic Social'],
  website: ['Referral', 'Organic Video'],
};

/** Dimensions that tell who or where someone is. */
export const PERSONAL: ReadonlySet<string> = new Set([
  'userId',
  'visitorId',
  'visitId',
  'visitIp',
  'latitude',
  'longitude',
]);

/** Dimensions that nothing here holds. */
export const WITHOUT_EQUAL: { readonly [name: string]: string } = {
  referrerName:
    'is the name of a site, of a search engine or of a campaign. Compare campaignName, or map it.',
  referrerUrl: 'is a whole address, and of the site before this one only its host is kept.',
  visitEcommerceStatus:
    'goes by carts that were left, too. Ask for the events: purchase, add_to_cart.',
  visitConverted:
    'goes by goals, which stand in the settings. Ask for the goal: visitConvertedGoalId.',
};
