// What the columns of Adobe's data feed call things.

/** Standard events by the number that the feed has for them. */
export const EVENTS: { readonly [number: string]: string } = {
  1: 'purchase',
  2: 'prodView',
  10: 'scOpen',
  11: 'scCheckout',
  12: 'scAdd',
  13: 'scRemove',
  14: 'scView',
};
/** Hits that came by data sources, and not from a page. */
export const UPLOADED = ['5', '7', '8', '9'];
/** By `post_page_event`, and as `page_event` has it. */
export const LINKS: { readonly [number: string]: 'link' | 'download' | 'exit' } = {
  10: 'link',
  11: 'download',
  12: 'exit',
  100: 'link',
  101: 'download',
  102: 'exit',
};
/** Variables that are no eVars and props, by the columns that hold them. */
export const SET: { readonly [ours: string]: string } = {
  transactionID: 'transactionid',
  purchaseID: 'purchaseid',
  pageName: 'pagename',
  channel: 'channel',
  campaign: 'campaign',
  zip: 'zip',
  state: 'state',
};

/** Columns that hold the time of a hit, of which the first that has one counts. */
export const TIMES: readonly string[] = [
  'post_cust_hit_time_gmt',
  'cust_hit_time_gmt',
  'hit_time_gmt',
];
/** The same of its currency. */
export const CURRENCIES: readonly string[] = ['post_currency', 'currency', 'curr_code'];
/** Custom events: from this number on, up to that one, the first of which is so many. */
export const CUSTOM: readonly (readonly [from: number, to: number, first: number])[] = [
  [200, 299, 1],
  [20_100, 20_999, 101],
];
/** Signs that separate, where they are part of a value: the feed puts a caret before them. */
export const SIGNS = ',;=^';
export const HELD = 0xe000;
