import type { MetricTarget } from '../types.ts';

/** Dimensions by the API's names: facts of the visitor now, or properties of the event. */
export const GA4_FIELDS: { readonly [name: string]: string } = {
  country: 'geo.country',
  countryId: 'geo.country',
  region: 'geo.region',
  city: 'geo.city',
  deviceCategory: 'device.type',
  operatingSystem: 'device.os',
  browser: 'device.browser',
  languageCode: 'device.language',
  hostName: 'page.host',
  landingPage: 'session.landing',
  landingPagePlusQueryString: 'session.landing',
  ...sources('firstUser', 'source.first'),
  ...sources('session', 'source.session'),
  ...sources('', 'source.last'),
  pagePath: 'event.page_path',
  unifiedPagePathScreen: 'event.page_path',
  pageLocation: 'event.page_location',
  pageTitle: 'event.page_title',
  unifiedScreenName: 'event.page_title',
  unifiedScreenClass: 'event.page_title',
  pageReferrer: 'event.page_referrer',
  itemId: 'event.item_id',
  itemName: 'event.item_name',
  itemBrand: 'event.item_brand',
  itemVariant: 'event.item_variant',
  itemCategory: 'event.item_category',
  itemCategory2: 'event.item_category2',
  itemCategory3: 'event.item_category3',
  itemCategory4: 'event.item_category4',
  itemCategory5: 'event.item_category5',
  itemListId: 'event.item_list_id',
  itemListName: 'event.item_list_name',
  itemAffiliation: 'event.affiliation',
  itemPromotionId: 'event.promotion_id',
  itemPromotionName: 'event.promotion_name',
  transactionId: 'event.transaction_id',
  orderCoupon: 'event.coupon',
  shippingTier: 'event.shipping_tier',
  searchTerm: 'event.search_term',
  method: 'event.method',
  contentType: 'event.content_type',
  contentId: 'event.content_id',
  contentGroup: 'event.content_group',
  fileName: 'event.file_name',
  fileExtension: 'event.file_extension',
  linkUrl: 'event.link_url',
  linkDomain: 'event.link_domain',
  linkText: 'event.link_text',
  linkId: 'event.link_id',
  linkClasses: 'event.link_classes',
  outbound: 'event.outbound',
  percentScrolled: 'event.percent_scrolled',
  videoTitle: 'event.video_title',
  videoUrl: 'event.video_url',
  videoProvider: 'event.video_provider',
  hour: 'event.time.hour',
  dayOfWeek: 'event.time.weekday',
  dayOfWeekName: 'event.time.weekday',
  firstSessionDate: 'visitor.firstSeen',
};

/** Source and medium in one text, of these sources. */
export const SOURCE_MEDIUM: { readonly [name: string]: string } = {
  firstUserSourceMedium: 'source.first',
  firstUserManualSourceMedium: 'source.first',
  sessionSourceMedium: 'source.session',
  sessionManualSourceMedium: 'source.session',
  sourceMedium: 'source.last',
  manualSourceMedium: 'source.last',
};

/** Parts of `page_location` up to its hash: a regular expression for what stands before them. */
export const BEFORE: { readonly [name: string]: string } = {
  fullPageUrl: '[a-z]+:\\/\\/',
  pagePathPlusQueryString: '[a-z]+:\\/\\/[^/?#]+',
  unifiedPageScreen: '[a-z]+:\\/\\/[^/?#]+',
};

/** Dimensions whose value is a number here, though the tool's is a text. */
export const GA4_NUMBERS: ReadonlySet<string> = new Set(['hour', 'dayOfWeek', 'percentScrolled']);

export const GA4_METRICS: { readonly [name: string]: MetricTarget } = {
  eventValue: { sum: '*.value' },
  screenPageViews: { count: 'page_view' },
  transactions: { count: 'purchase' },
  ecommercePurchases: { count: 'purchase' },
  purchaseRevenue: { sum: 'purchase.value' },
  totalRevenue: { sum: 'purchase.value' },
  itemsPurchased: { sum: 'purchase.items.quantity' },
  itemPurchaseQuantity: { sum: 'purchase.items.quantity' },
  itemViewEvents: { count: 'view_item' },
  itemListViewEvents: { count: 'view_item_list' },
  addToCarts: { count: 'add_to_cart' },
  checkouts: { count: 'begin_checkout' },
  promotionViews: { count: 'view_promotion' },
  promotionClicks: { count: 'select_promotion' },
  userEngagementDuration: { sum: 'user_engagement.engagement_time_msec' },
};

/** Metrics in seconds of properties in milliseconds. */
export const GA4_SECONDS: ReadonlySet<string> = new Set(['userEngagementDuration']);

/** Why nothing here is like it. */
export const GA4_WITHOUT_EQUAL: { readonly [name: string]: string } = {
  userAgeBracket: 'Google infers age. Covey does not: ask the visitor, and map it to a trait.',
  userGender: 'Google infers gender. Covey does not: ask the visitor, and map it to a trait.',
  brandingInterest: 'Google infers interests from other sites. Covey sees this site only.',
  isConversionEvent:
    'Which events are key events stands in the settings of the property. Name the events instead.',
  isKeyEvent:
    'Which events are key events stands in the settings of the property. Name the events instead.',
  language: 'Languages are names there and codes here. Use languageCode.',
  platform: 'Covey runs on the web only.',
  signedInWithUserId: 'Covey keeps no user ID. Declare a trait, and map this dimension to it.',
  audienceName:
    'Audiences of other definitions cannot be read. Import that audience, and combine the segments.',
};

/** Predictions by Google's models over all visitors. */
export const isPrediction = (name: string): boolean =>
  /(probability|likely)/i.test(name) || /^predicted/i.test(name);

function sources(prefix: string, touch: string): { readonly [name: string]: string } {
  const name = (dimension: string): string =>
    prefix === '' ? dimension : prefix + dimension.charAt(0).toUpperCase() + dimension.slice(1);
  return Object.fromEntries(
    Object.entries({
      source: 'source',
      medium: 'medium',
      campaignName: 'campaign',
      defaultChannelGroup: 'channel',
      defaultChannelGrouping: 'channel',
      primaryChannelGroup: 'channel',
      manualSource: 'source',
      manualMedium: 'medium',
      manualCampaignName: 'campaign',
      manualTerm: 'term',
      manualAdContent: 'content',
    }).map(([dimension, field]) => [name(dimension), `${touch}.${field}`]),
  );
}
