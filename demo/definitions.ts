/**
 * Hazel's segments, as its owner writes them. Thresholds are set low, so that a person trying
 * the shop meets most segments within a few minutes; a real shop would tune them.
 */
import { defineSegments } from '../shared/definitions/index.ts';
import { TEXT_VERSION } from './consent-text.ts';

export const definitions = defineSegments({
  covey: 1,
  site: 'localhost',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-11-24T00:00:00Z',
  consent: { text: TEXT_VERSION },
  counting: { epsilon: 2, period: '28d' },

  traits: {
    gardener: {
      type: 'string',
      values: ['new', 'some', 'keen'],
      kind: 'demographic',
      description: 'How long the visitor has been gardening, in their own words',
    },
    household: {
      type: 'string',
      values: ['one', 'two', 'more'],
      kind: 'demographic',
      description: 'For how many people the visitor sets the table',
    },
    matters: {
      type: 'string',
      values: ['price', 'quality', 'sustainability', 'novelty'],
      kind: 'psychographic',
      description:
        'What matters most to the visitor when buying: one question, answered if they like',
    },
  },

  metrics: {
    item_views: { name: 'Product views', count: 'view_item', within: '7d' },
    items_seen: { name: 'Different products seen', distinct: 'view_item.item_id', within: '7d' },
    categories_seen: {
      name: 'Different categories seen',
      distinct: 'view_item.item_category',
      within: '7d',
    },
    last_item: { name: 'Last product seen', last: 'view_item.item_id', within: '60d' },
    last_category: { name: 'Last category seen', last: 'view_item.item_category', within: '7d' },

    added: { name: 'Put in the basket', count: 'add_to_cart', within: '7d' },
    since_added: { name: 'Since something was put in the basket', since: 'add_to_cart' },
    dropped: {
      name: 'Checkouts left for an hour',
      sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }],
      within: '7d',
    },
    wished: { name: 'Put on the wish list', count: 'add_to_wishlist', within: '60d' },
    last_wish: { name: 'Last wish', last: 'add_to_wishlist.item_id', within: '60d' },

    orders_week: { name: 'Orders in 7 days', count: 'purchase', within: '7d' },
    orders_season: { name: 'Orders in 60 days', count: 'purchase', within: '60d' },
    orders: { name: 'Orders in a year', count: 'purchase', within: '365d' },
    spend: {
      name: 'Spent in a year, in euros',
      sum: 'purchase.value',
      within: '365d',
      where: { currency: 'EUR' },
    },
    recency: { name: 'Since the last order', since: 'purchase' },
    with_coupon: {
      name: 'Orders with a coupon',
      count: 'purchase',
      where: { coupon: { $exists: true } },
      within: '180d',
    },
    offers: { name: 'Offers opened', count: 'select_promotion', within: '30d' },

    accounts: { name: 'Signed up or signed in', count: ['sign_up', 'login'], within: '90d' },
    tours: { name: 'Tours finished or closed', count: 'tutorial_complete', within: '365d' },
    empty_searches: {
      name: 'Searches without a result',
      count: 'search',
      where: { results: { $eq: 0 } },
      within: 'session',
    },
    growing_read: {
      name: 'Articles about growing opened',
      count: 'view_article',
      where: { topic: 'growing' },
      within: '7d',
    },
    reading: { name: 'Seconds spent reading', sum: 'read_article.seconds', within: '7d' },
  },

  segments: {
    // Acquisition
    'new-visitor': {
      name: 'New visitor',
      description: 'In their first visit',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'session.number': 1 },
      count: true,
    },
    germany: {
      name: 'In Germany',
      description: 'The request came from Germany',
      kind: 'geographic',
      stage: 'acquisition',
      when: { 'geo.country': 'DE' },
      count: true,
    },
    berlin: {
      name: 'In Berlin',
      description: 'The request came from Berlin, where Hazel has its workshop',
      kind: 'geographic',
      stage: 'acquisition',
      when: { 'segment.germany': true, 'geo.city': 'Berlin' },
    },
    'window-shopper': {
      name: 'Window shopper',
      description: 'Saw five or more products in 7 days and put nothing in the basket',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'metric.items_seen': { $gte: 5 }, 'metric.added': 0 },
      count: true,
    },
    'category-devotee': {
      name: 'One-category devotee',
      description: 'Four product views in 7 days, all in one category',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'metric.item_views': { $gte: 4 }, 'metric.categories_seen': 1 },
    },
    'search-without-result': {
      name: 'Search without result',
      description: 'Two searches in this visit found nothing',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'metric.empty_searches': { $gte: 2 } },
    },
    'growing-enthusiast': {
      name: 'Growing enthusiast',
      description: 'Opened three articles about growing in 7 days',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'metric.growing_read': { $gte: 3 } },
    },
    'deep-reader': {
      name: 'Deep reader',
      description: 'Spent a minute or more reading the journal in 7 days',
      kind: 'behavioral',
      stage: 'acquisition',
      when: { 'metric.reading': { $gte: 60 } },
    },

    // Onboarding
    'wants-tour': {
      name: 'Could use a tour',
      description: 'New here, and has not taken or closed the tour',
      kind: 'behavioral',
      stage: 'onboarding',
      when: { 'segment.new-visitor': true, 'metric.tours': 0 },
    },
    'survey-due': {
      name: 'May be asked one question',
      description: 'Three pages into a visit, and the question is not answered yet',
      kind: 'behavioral',
      stage: 'onboarding',
      when: { 'session.pages': { $gte: 3 }, 'trait.matters': { $exists: false } },
    },
    'first-order-ahead': {
      name: 'First order still ahead',
      description: 'Has an account and has not ordered yet',
      kind: 'behavioral',
      stage: 'onboarding',
      when: { 'metric.accounts': { $gte: 1 }, 'metric.orders': 0 },
      count: true,
    },
    'new-gardener': {
      name: 'New to gardening',
      description: 'Said so on the account page',
      kind: 'demographic',
      stage: 'onboarding',
      when: { 'trait.gardener': 'new' },
    },
    'keen-gardener': {
      name: 'Keen gardener',
      description: 'Said so on the account page',
      kind: 'demographic',
      stage: 'retention',
      when: { 'trait.gardener': 'keen' },
    },
    'long-table': {
      name: 'Sets a long table',
      description: 'Said that they cook for three or more',
      kind: 'demographic',
      stage: 'onboarding',
      when: { 'trait.household': 'more' },
    },
    'values-price': {
      name: 'Price matters most',
      kind: 'psychographic',
      stage: 'onboarding',
      when: { 'trait.matters': 'price' },
    },
    'values-quality': {
      name: 'Quality matters most',
      kind: 'psychographic',
      stage: 'onboarding',
      when: { 'trait.matters': 'quality' },
    },
    'values-sustainability': {
      name: 'Sustainability matters most',
      kind: 'psychographic',
      stage: 'onboarding',
      when: { 'trait.matters': 'sustainability' },
    },
    'values-novelty': {
      name: 'Novelty matters most',
      kind: 'psychographic',
      stage: 'onboarding',
      when: { 'trait.matters': 'novelty' },
    },

    // Retention
    'returning-visitor': {
      name: 'Returning visitor',
      description: 'In their second visit or a later one',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'session.number': { $gte: 2 } },
      count: true,
    },
    'cart-abandoner': {
      name: 'Cart abandoner',
      description: 'Left something in the basket for half an hour or more, up to 7 days',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.added': { $gte: 1 }, 'metric.since_added': { $gte: '30m' } },
      keep: '2d',
      exclude: { 'metric.orders_week': { $gte: 1 } },
      count: true,
    },
    'checkout-abandoner': {
      name: 'Checkout abandoner',
      description: 'Began to check out and did not order within the hour',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.dropped': { $gte: 1 } },
      keep: '3d',
      exclude: { 'metric.orders_week': { $gte: 1 } },
      count: true,
    },
    'wish-waiting': {
      name: 'Wish list without an order',
      description: 'Something on the wish list for up to 60 days, and no order in that time',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.wished': { $gte: 1 }, 'metric.orders_season': 0 },
    },
    'price-sensitive': {
      name: 'Price sensitive',
      description: 'Opened three offers in 30 days, or ordered with a coupon twice in 180',
      kind: 'behavioral',
      stage: 'retention',
      when: { $or: [{ 'metric.offers': { $gte: 3 } }, { 'metric.with_coupon': { $gte: 2 } }] },
      count: true,
    },
    'big-spender': {
      name: 'Big spender',
      description: 'Spent €250 or more in a year',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.spend': { $gte: 250 } },
      count: true,
    },
    champion: {
      name: 'Champion',
      description: 'Three or more orders worth €200 in a year, the last within 60 days',
      kind: 'behavioral',
      stage: 'retention',
      when: {
        'metric.orders': { $gte: 3 },
        'metric.spend': { $gte: 200 },
        'metric.recency': { $lt: '60d' },
      },
    },
    loyal: {
      name: 'Loyal customer',
      description: 'Two or more orders in a year, the last within 60 days',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.orders': { $gte: 2 }, 'metric.recency': { $lt: '60d' } },
    },
    'new-customer': {
      name: 'New customer',
      description: 'First order within the last 30 days',
      kind: 'behavioral',
      stage: 'onboarding',
      when: { 'metric.orders': 1, 'metric.recency': { $lt: '30d' } },
    },
    'one-and-done': {
      name: 'One order, long ago',
      description: 'One order in a year, 90 or more days ago',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.orders': 1, 'metric.recency': { $gte: '90d' } },
    },
    lapsed: {
      name: 'Gone quiet',
      description: 'Two or more orders in a year, none for 60 days',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.orders': { $gte: 2 }, 'metric.recency': { $gte: '60d' } },
    },
  },

  groups: {
    lifecycle: {
      name: 'Life cycle of customers',
      segments: ['champion', 'loyal', 'new-customer', 'one-and-done', 'lapsed'],
      count: true,
    },
    values: {
      name: 'What matters most',
      segments: ['values-price', 'values-quality', 'values-sustainability', 'values-novelty'],
      count: true,
    },
  },

  surveys: {
    matters: {
      trait: 'matters',
      question: 'One question, if you like: what matters most to you when you buy for your home?',
      type: 'choice',
      options: [
        { value: 'price', text: 'A fair price' },
        { value: 'quality', text: 'That it lasts' },
        { value: 'sustainability', text: 'How it is made' },
        { value: 'novelty', text: 'Something new' },
      ],
      show: { segments: ['survey-due'], place: 'slot' },
      words: {
        note: 'Your answer stays on this device. It decides which line you read on each product, and you can change it under Account.',
        thanks: 'Thank you. You will find the answer on each product.',
      },
    },
  },

  experiences: {
    reading: {
      name: 'Home page for readers',
      description: 'Whether who reads the journal would rather read on, or be shown the tools',
      segments: ['deep-reader', 'growing-enthusiast'],
      variants: { stories: { name: 'More to read' }, tools: { name: 'What it takes' } },
      holdout: 0.2,
      goal: 'new-customer',
      count: true,
    },
  },

  histograms: {
    'orders-a-year': { name: 'Orders in a year', metric: 'orders', bins: [1, 2, 3, 5, 10] },
  },
});
