/**
 * Events and properties by the names the web already uses, so that a mistyped one is pointed out.
 * A site may use any other name: all that is found here only warns.
 */
import { SESSION_START_PROPERTIES } from '../session-start.ts';
import { edits } from './suggest.ts';

const list = (names: string): readonly string[] => names.split(' ');

/** The script adds these to every event. */
const PAGE = list('page_location page_path page_title page_referrer');
const ITEM = list(
  'item_id item_name item_brand item_category item_category2 item_category3 item_category4 item_category5 item_variant ' +
    'item_list_id item_list_name price quantity discount coupon index affiliation location_id',
);
const SHOP = [
  ...ITEM,
  ...list(
    'currency value items transaction_id tax shipping coupon payment_type shipping_tier promotion_id promotion_name ' +
      'creative_name creative_slot customer_type',
  ),
];
const SHOP_EVENTS = list(
  'view_item_list select_item view_item add_to_wishlist add_to_cart remove_from_cart view_cart begin_checkout ' +
    'add_shipping_info add_payment_info purchase refund view_promotion select_promotion',
);

/** What the usual events carry beside `page_*`. */
const EVENTS: { readonly [event: string]: readonly string[] } = {
  page_view: [],
  first_visit: [],
  session_start: SESSION_START_PROPERTIES,
  user_engagement: ['engagement_time_msec'],
  scroll: ['percent_scrolled'],
  click: list('link_url link_domain link_id link_classes link_text outbound'),
  file_download: list('file_extension file_name link_url link_id link_text link_classes'),
  form_start: list('form_id form_name form_destination'),
  form_submit: list('form_id form_name form_destination form_submit_text'),
  video_start: list(
    'video_title video_url video_provider video_duration video_current_time video_percent visible',
  ),
  video_progress: list(
    'video_title video_url video_provider video_duration video_current_time video_percent visible',
  ),
  video_complete: list(
    'video_title video_url video_provider video_duration video_current_time video_percent visible',
  ),
  view_search_results: list('search_term results'),
  search: list('search_term results'),
  login: ['method'],
  sign_up: ['method'],
  share: list('method content_type item_id'),
  select_content: list('content_type content_id item_id'),
  generate_lead: list('currency value lead_source'),
  exception: list('description fatal'),
  ...Object.fromEntries(SHOP_EVENTS.map((event) => [event, SHOP])),
};

const PARAMETERS: ReadonlySet<string> = new Set([...PAGE, ...Object.values(EVENTS).flat()]);
const NUMBERS = new Set(
  list(
    'value tax shipping price quantity discount index engagement_time_msec percent_scrolled video_duration video_current_time video_percent',
  ),
);
const TEXTS = new Set(
  list(
    'page_location page_path page_title page_referrer currency item_id item_name item_brand item_category item_variant coupon ' +
      'transaction_id payment_type shipping_tier search_term method content_type promotion_id promotion_name file_extension link_url ' +
      SESSION_START_PROPERTIES.join(' '),
  ),
);

export const isUsualEvent = (event: string): boolean => Object.hasOwn(EVENTS, event);

/** The usual event that this name, but for one slip, would be. */
export const usualEvent = (event: string): string | undefined =>
  isUsualEvent(event) ? undefined : oneSlipAway(event, Object.keys(EVENTS));

/** `items.price` and `price` alike. */
const bare = (property: string): string => property.replace(/^items\./, '');

/** The usual property that this name, but for one slip, would be: asked of usual events only. */
export const usualProperty = (property: string, events: readonly string[]): string | undefined => {
  const name = bare(property);
  if (!events.every(isUsualEvent) || PARAMETERS.has(name)) return undefined;
  return oneSlipAway(
    name,
    events.flatMap((event) => [...(EVENTS[event] ?? []), ...PAGE]),
  );
};

/** A usual event that carries this usual property, where the ones at hand do not. */
export const carriesInstead = (property: string, events: readonly string[]): string | undefined => {
  const name = bare(property);
  if (events.length === 0 || !events.every(isUsualEvent)) return undefined;
  if (!PARAMETERS.has(name) || PAGE.includes(name)) return undefined;
  if (events.some((event) => EVENTS[event]?.includes(name))) return undefined;
  return Object.keys(EVENTS).find((event) => EVENTS[event]?.includes(name));
};

export const isUsuallyNumber = (property: string): boolean => NUMBERS.has(bare(property));
export const isUsuallyText = (property: string): boolean => TEXTS.has(bare(property));

/**
 * One letter too many, too few, changed, or two swapped. Names of few letters resemble too many;
 * capitals or blanks (`Page View`) are another tool's way to write, and a plural or a number at
 * the end (`item_category6`) makes another name.
 */
const oneSlipAway = (name: string, known: readonly string[]): string | undefined => {
  if (name.length < 5 || !/^[a-z0-9_-]+$/.test(name) || known.includes(name)) return undefined;
  const plain = letters(name);
  return known.find(
    (one) => letters(one) === plain || (edits(name, one, 2) === 1 && stem(one) !== stem(name)),
  );
};

const letters = (text: string): string => text.replace(/[_-]/g, '');
const stem = (text: string): string => text.replace(/[s\d]+$/, '');
