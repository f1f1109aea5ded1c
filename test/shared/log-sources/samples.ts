// Rows of each export, written after its documentation: what is ordinary, then what is odd.
import { SNOWPLOW_COLUMNS } from '../../../shared/log-sources/snowplow-columns.ts';
import type { Row } from '../../../shared/log-sources/index.ts';

const param = (key: string, value: string | number) => ({
  key,
  value:
    typeof value === 'string'
      ? { string_value: value, int_value: null, float_value: null, double_value: null }
      : Number.isInteger(value)
        ? { string_value: null, int_value: String(value), float_value: null, double_value: null }
        : { string_value: null, int_value: null, float_value: null, double_value: value },
});
const lamp = {
  item_id: 'lamp-2',
  item_name: 'Reading lamp',
  item_category: 'Lamps',
  price: 120,
  quantity: '1',
};

const ga4 = (over: object): object => ({
  event_date: '20261102',
  event_timestamp: '1793613600123456',
  event_name: 'page_view',
  event_params: [
    param('page_location', 'https://shop.example/lamps?ref=mail'),
    param('page_title', 'Lamps'),
    param('ga_session_id', 1793613600),
    param('engagement_time_msec', 12.5),
  ],
  user_pseudo_id: '1144.1793613600',
  user_id: null,
  privacy_info: { analytics_storage: 'Yes', ads_storage: 'No', uses_transient_token: 'No' },
  device: { category: 'mobile', operating_system: 'iOS' },
  geo: { country: 'Germany', city: '(not set)' },
  platform: 'WEB',
  ecommerce: null,
  items: [],
  batch_page_id: '1793613590000',
  batch_ordering_id: '1',
  batch_event_index: '1',
  session_traffic_source_last_click: {
    cross_channel_campaign: {
      source: 'news',
      medium: 'email',
      campaign_name: 'autumn',
      default_channel_group: 'Email',
    },
  },
  ...over,
});

const mixpanel = (event: unknown, properties: unknown): object => ({ event, properties });
const mx = {
  distinct_id: '$device:d-1',
  $device_id: 'd-1',
  $insert_id: 'i-1',
  time: 1793613600,
  mp_lib: 'web',
  token: 't',
};

const posthog = (event: unknown, properties: unknown, over: object = {}): object => ({
  uuid: '0195-0',
  event,
  distinct_id: 'u1',
  person_id: 'p1',
  timestamp: '2026-11-02T10:00:00.123456Z',
  properties,
  ...over,
});
const ph = {
  $device_id: 'd-1',
  $current_url: 'https://shop.example/lamps?a=1',
  $pathname: '/lamps',
  $device_type: 'Mobile',
  $host: 'shop.example',
};

const call = (over: object): object => ({
  type: 'track',
  event: 'Product Added',
  anonymousId: 'a-1',
  userId: null,
  messageId: 'm-1',
  timestamp: '2026-11-02T10:00:00.000Z',
  originalTimestamp: '2026-11-02T09:59:59.000Z',
  properties: {
    product_id: 'lamp-2',
    name: 'Reading lamp',
    price: 120,
    quantity: 2,
    category: 'Lamps',
  },
  context: {
    page: { url: 'https://shop.example/lamps', path: '/lamps', title: 'Lamps', referrer: '' },
    ip: '0.0.0.0',
  },
  ...over,
});
const tableRow = (over: object): object => ({
  id: 't-1',
  received_at: '2026-11-02 10:00:01+00',
  anonymous_id: 'a-2',
  user_id: null,
  event: 'order_completed',
  event_text: 'Order Completed',
  timestamp: '2026-11-02 10:00:00.5',
  context_page_url: 'https://shop.example/done',
  context_ip: '0.0.0.0',
  order_id: '1001',
  total: 240,
  products: '[{"product_id":"lamp-2","price":120,"quantity":2}]',
  ...over,
});
const calls: readonly object[] = [
  call({}),
  call({
    messageId: 'm-2',
    event: 'Order Completed',
    properties: {
      order_id: '1001',
      total: '49,90',
      products: [{ sku: 'a', price: '24.95', quantity: 2, coupon: null }, 7],
    },
  }),
  call({
    messageId: 'm-3',
    type: 'page',
    event: undefined,
    name: 'Home',
    properties: {
      url: 'https://shop.example/',
      path: '/',
      title: 'Shop',
      referrer: 'https://search.example/',
    },
  }),
  call({
    messageId: 'm-4',
    event: 'Lamp Dimmed',
    properties: { level: 3, deep: { a: null, b: [null, 1] } },
  }),
  call({ messageId: 'm-1', event: 'Product Added' }),
  tableRow({}),
  tableRow({
    id: 't-2',
    event: null,
    event_text: null,
    url: 'https://shop.example/lamps',
    path: '/lamps',
    title: 'Lamps',
    order_id: null,
    total: null,
    products: null,
  }),
  // Without an event: who somebody is.
  call({ messageId: 'm-5', type: 'identify', traits: { plan: 'pro' } }),
  tableRow({ id: 't-3', event: null, event_text: null }),
  call({ messageId: 'm-6', anonymousId: null, userId: 'u1' }),
  call({ messageId: 'm-7', anonymousId: '', userId: null }),
  call({
    messageId: 'm-8',
    context: { consent: { categoryPreferences: { Advertising: false, Analytics: false } } },
  }),
  call({
    messageId: 'm-9',
    context: { consent: { categoryPreferences: { Advertising: false, Analytics: true } } },
  }),
  call({
    messageId: 'm-10',
    context: { consentManagement: { allowedConsentIds: [], deniedConsentIds: ['c1'] } },
  }),
  tableRow({
    id: 't-4',
    context_consent_category_preferences_advertising: 'false',
    context_consent_category_preferences_analytics: null,
  }),
  call({ messageId: 'm-11', context: { isBot: true } }),
  call({ messageId: 'm-12', type: 'screen' }),
  call({ messageId: 'm-13', context: { device: { type: 'ios' } } }),
  call({ messageId: 'm-14', event: 'enter:champion' }),
  call({ messageId: 'm-15', event: 'x'.repeat(101) }),
  call({ messageId: 'm-16', event: '' }),
  call({ messageId: 'm-17', event: 'Session Start' }),
  call({ messageId: 'm-18', properties: 'none', context: null }),
  call({ messageId: 'm-19', properties: { products: 'many', sku: '', price: false, value: '' } }),
  {},
];

const visit = (over: object, actions: readonly unknown[]): object => ({
  idSite: '1',
  idVisit: '7',
  visitorId: 'a1f0c2d3e4b59687',
  siteCurrency: 'EUR',
  deviceType: 'Smartphone',
  actionDetails: actions,
  ...over,
});
const order = {
  type: 'ecommerceOrder',
  orderId: '1001',
  revenue: 120,
  revenueSubTotal: 100.84,
  revenueTax: 19.16,
  revenueShipping: 0,
  revenueDiscount: false,
  itemDetails: [
    {
      itemSKU: 'lamp-2',
      itemName: 'Reading lamp',
      itemCategory: 'Lamps',
      price: 120,
      quantity: '1',
      categories: ['Lamps', 'Home'],
    },
  ],
  timestamp: 1793613900,
};

const shopifyRow = (over: object): object => ({
  Name: '#1001',
  Email: 'Anna@mail.example',
  'Financial Status': 'paid',
  'Paid at': '2026-11-02 11:05:00 +0100',
  'Created at': '2026-11-02 11:04:00 +0100',
  'Cancelled at': '',
  Currency: 'EUR',
  Subtotal: '120.00',
  Shipping: '0.00',
  Taxes: '19.16',
  Total: '120.00',
  'Discount Code': 'WELCOME10',
  'Lineitem quantity': '1',
  'Lineitem name': 'Reading lamp',
  'Lineitem price': '120.00',
  'Lineitem sku': 'lamp-2',
  Vendor: 'Hazel',
  'Payment Method': 'Shopify Payments',
  ...over,
});
const shopifyOrder = (over: object): object => ({
  id: 450789469,
  name: '#1002',
  email: 'cleo@mail.example',
  created_at: '2026-11-04T10:10:00+01:00',
  processed_at: '2026-11-04T10:09:00+01:00',
  financial_status: 'partially_refunded',
  cancelled_at: null,
  test: false,
  currency: 'EUR',
  total_price: '30.00',
  total_tax: '4.79',
  total_shipping_price_set: { shop_money: { amount: '4.90', currency_code: 'EUR' } },
  discount_codes: [],
  customer: { id: 207119551, email: 'cleo@mail.example' },
  line_items: [
    {
      sku: 'mug-1',
      product_id: 1,
      title: 'Mug',
      vendor: 'Hazel',
      variant_title: null,
      price: '15.00',
      quantity: 1,
    },
    {
      sku: '',
      product_id: 2,
      title: 'Saucer',
      vendor: 'Hazel',
      variant_title: 'Blue',
      price: '15.00',
      quantity: 1,
    },
  ],
  refunds: [
    {
      created_at: '2026-11-05T09:00:00+01:00',
      transactions: [{ amount: '10.10' }, { amount: '4.9' }],
    },
  ],
  ...over,
});

const snowplow = (over: object): object => ({
  ...Object.fromEntries(SNOWPLOW_COLUMNS.map((column) => [column, ''])),
  app_id: 'shop',
  platform: 'web',
  collector_tstamp: '2026-11-02 10:00:01.000',
  derived_tstamp: '2026-11-02 10:00:00.123',
  event: 'page_view',
  event_id: 'c6ef3124-b53a-4b13-a233-0088f79dcbcb',
  domain_userid: 'bc2e92ec6c204a14',
  page_url: 'https://shop.example/lamps?ref=mail',
  page_urlpath: '/lamps',
  page_title: 'Lamps',
  dvce_type: 'Computer',
  ...over,
});
const described = (schema: string, data: unknown): string =>
  JSON.stringify({
    schema: 'iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0',
    data: { schema, data },
  });
const contexts = (...entities: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify({
    schema: 'iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0',
    data: entities.map(([schema, data]) => ({ schema, data })),
  });
const PRODUCT = 'iglu:com.snowplowanalytics.snowplow.ecommerce/product/jsonschema/1-0-0';
const ACTION =
  'iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2';
const BOT = 'iglu:com.iab.snowplow/spiders_and_robots/jsonschema/1-0-0';
const STEP = 'iglu:com.snowplowanalytics.snowplow.ecommerce/checkout_step/jsonschema/1-0-0';

const hit = (over: object): object => ({
  exclude_hit: '0',
  hit_source: '1',
  hit_time_gmt: '1793613601',
  cust_hit_time_gmt: '1793613600',
  hitid_high: '3441',
  hitid_low: '77',
  visid_high: '1',
  visid_low: '2',
  post_visid_high: '304',
  post_visid_low: '881',
  post_visid_type: '3',
  post_page_event: '0',
  post_page_url: 'https://shop.example/lamps',
  post_pagename: 'Lamps',
  post_event_list: '',
  post_product_list: '',
  evar1: 'raw',
  post_evar1: 'ruled',
  evar2: 'kept',
  post_evar2: '',
  post_prop3: 'p3',
  post_currency: 'EUR',
  duplicate_purchase: '0',
  ...over,
});

const ROWS: { readonly [source: string]: readonly object[] } = {
  'ga4-bigquery': [
    ga4({}),
    ga4({
      event_name: 'view_item',
      event_timestamp: 1793613660000000,
      batch_event_index: '2',
      items: [
        {
          ...lamp,
          coupon: '(not set)',
          item_list_index: '2',
          item_brand: null,
          item_params: [param('colour', 'red')],
        },
      ],
      event_params: [param('value', 120), param('currency', 'EUR')],
    }),
    ga4({
      event_name: 'purchase',
      batch_event_index: null,
      event_params: [param('transaction_id', '1001')],
      ecommerce: { transaction_id: '(not set)', purchase_revenue: 120, tax_value: 19.16 },
      items: [lamp, lamp],
    }),
    ga4({
      event_name: 'add_to_cart',
      batch_event_index: '4',
      items: [lamp, { ...lamp, price: '7.5', quantity: 2 }],
    }),
    // A list as older Parquet has it.
    ga4({
      event_name: 'generate_lead',
      batch_event_index: '5',
      event_params: {
        list: [
          { element: param('value', 2.5) },
          { element: param('page_location', 'https://shop.example') },
        ],
      },
      items: { list: [{ element: lamp }] },
    }),
    ga4({
      event_name: 'lamp_dimmed',
      batch_event_index: '6',
      event_params: [
        { key: 'big', value: { int_value: '9007199254740993' } },
        param('level', 0),
        { key: 'none', value: {} },
        { key: '', value: { string_value: 'x' } },
        null,
      ],
    }),
    ga4({}),
    ga4({ event_name: 'session_start', batch_event_index: '7' }),
    ga4({ event_name: 'first_visit', batch_event_index: '8' }),
    ga4({ privacy_info: { analytics_storage: 'No' }, user_pseudo_id: null }),
    ga4({ user_pseudo_id: null }),
    ga4({ batch_event_index: '9', event_params: [param('debug_mode', 1)] }),
    ga4({ batch_event_index: '10', event_params: [param('traffic_type', 'internal')] }),
    ga4({ batch_event_index: '11', platform: 'ANDROID' }),
    ga4({
      batch_event_index: '12',
      event_params: 'none',
      items: 'none',
      device: null,
      session_traffic_source_last_click: null,
      ecommerce: {},
    }),
    ga4({ batch_event_index: '13', event_name: null }),
    ga4({ batch_event_index: '14', event_name: 'enter:champion' }),
    {},
  ],
  'mixpanel-export': [
    mixpanel('$mp_web_page_view', {
      ...mx,
      $current_url: 'https://shop.example/lamps?a=1',
      current_url_path: '/lamps',
      current_page_title: 'Lamps',
    }),
    mixpanel('Product Viewed', {
      ...mx,
      $insert_id: 'i-2',
      time: 1793613660123,
      product_id: 'lamp-2',
      name: 'Reading lamp',
      price: 120,
    }),
    mixpanel('Order Completed', {
      ...mx,
      $insert_id: 'i-3',
      order_id: 1001,
      revenue: 120,
      products: [{ product_id: 'lamp-2', price: '120', quantity: '1' }],
    }),
    mixpanel('Checkout', {
      ...mx,
      $insert_id: 'i-4',
      items: [
        { sku: 'a', price: 1.1 },
        { sku: 'b', price: 2.2, quantity: 3 },
      ],
    }),
    mixpanel('Plan Chosen', { ...mx, $insert_id: 'i-5', plan: 'pro', nothing: null }),
    // The same browser, before its id stood apart, and after somebody signed in.
    mixpanel('login', { distinct_id: '$device:d-1', time: 1793613700, $insert_id: 'i-6' }),
    mixpanel('Product Added', {
      ...mx,
      distinct_id: 'u1',
      $insert_id: 'i-7',
      sku: 'pan-1',
      price: 'dear',
    }),
    mixpanel('Order Placed', {
      distinct_id: 'u1',
      time: 1793613800,
      $insert_id: 'i-8',
      order_id: '7',
      total: 12,
    }),
    mixpanel('Order Completed', { ...mx, $insert_id: 'i-3', order_id: 1001 }),
    mixpanel('$identify', { ...mx, $insert_id: 'i-9' }),
    mixpanel('$mp_unknown', { ...mx, $insert_id: 'i-10' }),
    mixpanel('Nobody', { time: 1793613600 }),
    mixpanel('Texted', JSON.stringify({ ...mx, $insert_id: 'i-11', a: 1 })),
    mixpanel('', mx),
    mixpanel(7, mx),
    mixpanel('none', null),
    {},
  ],
  'posthog-events': [
    posthog('$pageview', { ...ph, title: 'Lamps' }),
    posthog('Product Viewed', JSON.stringify({ ...ph, product_id: 'lamp-2', price: 120 }), {
      uuid: '0195-1',
      timestamp: '2026-11-02 10:01:00.5',
    }),
    posthog(
      'Order Completed',
      { ...ph, order_id: '1001', revenue: 120, products: [{ product_id: 'lamp-2', price: 120 }] },
      { uuid: '0195-2', timestamp: '2026-11-02 11:02:00+01' },
    ),
    posthog('Order Completed', { order_id: '1002', revenue: '30.00' }, { uuid: '0195-3' }),
    posthog('$pageview', ph),
    posthog('$pageleave', ph, { uuid: '0195-4' }),
    posthog('$feature_flag_called', ph, { uuid: '0195-5' }),
    posthog('read', { ...ph, $cookieless_mode: true }, { uuid: '0195-6' }),
    posthog('read', { $device_id: null }, { uuid: '0195-7', distinct_id: '$posthog_cookieless' }),
    posthog('read', { ...ph, $browser_type: 'bot' }, { uuid: '0195-8' }),
    posthog('read', { ...ph, $virt_is_bot: true }, { uuid: '0195-9' }),
    posthog('read', { ...ph, $host: 'localhost:8000' }, { uuid: '0195-10' }),
    posthog('read', {}, { uuid: '0195-11', distinct_id: '' }),
    posthog('read', 'not json', { uuid: '0195-12' }),
    posthog(null, ph, { uuid: '0195-13' }),
    {},
  ],
  segment: calls,
  rudderstack: calls,
  matomo: [
    visit({}, [
      {
        type: 'action',
        url: 'https://shop.example/lamps?a=1',
        pageTitle: 'Lamps',
        timestamp: 1793613600,
      },
      {
        type: 'action',
        url: 'https://shop.example/lamps/reading',
        pageTitle: 'Reading lamp',
        productViewSku: 'lamp-2',
        productViewName: 'Reading lamp',
        productViewCategories: ['Lamps'],
        productViewPrice: 120,
        timestamp: 1793613660,
      },
      {
        type: 'action',
        url: 'https://shop.example/lamps',
        productViewCategories: ['Lamps'],
        timestamp: 1793613670,
      },
      {
        type: 'search',
        siteSearchKeyword: 'lamp',
        siteSearchCategory: null,
        siteSearchCount: 4,
        timestamp: 1793613680,
      },
      {
        type: 'event',
        eventCategory: 'Shop',
        eventAction: 'size guide',
        eventName: 'lamp',
        eventValue: 2,
        timestamp: 1793613690,
      },
      { type: 'goal', goalId: '3', goalName: 'Newsletter', revenue: 5, timestamp: 1793613700 },
      { type: 'download', url: 'https://shop.example/care.pdf', timestamp: 1793613710 },
      { type: 'outlink', url: 'https://else.example/', timestamp: 1793613720 },
      order,
      { type: 'content', timestamp: 1793613910 },
      'odd',
    ]),
    visit({ idVisit: '8', deviceType: 'Console' }, [
      {
        type: 'ecommerceAbandonedCart',
        revenue: 120,
        itemDetails: [{ itemSKU: 'pan-1', price: '60', quantity: 2, categories: [] }],
        timestamp: 1793728860,
      },
    ]),
    visit({}, [
      {
        type: 'action',
        url: 'https://shop.example/lamps?a=1',
        pageTitle: 'Lamps',
        timestamp: 1793613600,
      },
    ]),
    // By the clock of Berlin, and by UTC.
    visit({ idVisit: '11', visitorId: 'c', firstActionTimestamp: 1793610010 }, [
      { type: 'event', eventAction: 'clock', timestamp: 1793613610 },
    ]),
    visit({ idVisit: '12', visitorId: 'c', firstActionTimestamp: 1 }, [
      { type: 'event', eventAction: 'clock', timestamp: 1793613610 },
    ]),
    // Several days.
    { '2026-11-03': [visit({ idVisit: '9' }, [order])], '2026-11-04': [] },
    visit({ idVisit: '10', visitorId: null }, [order]),
    visit({ idVisit: null, siteCurrency: null }, [
      { type: 'event', timestamp: 1793613690 },
      { ...order, itemDetails: 'none', orderId: 7 },
    ]),
    {},
  ],
  'shopify-orders': [
    shopifyRow({}),
    shopifyRow({
      Name: '#1002',
      Email: 'cleo@mail.example',
      'Financial Status': 'refunded',
      Total: '30.00',
      'Discount Code': '',
      'Lineitem sku': 'mug-1',
      'Lineitem price': '15.00',
    }),
    shopifyRow({
      Name: '#1002',
      Email: 'cleo@mail.example',
      'Financial Status': '',
      Total: '',
      'Paid at': '',
      'Created at': '',
      'Lineitem sku': 'saucer-1',
      'Lineitem price': '15.00',
    }),
    shopifyRow({ Name: '#1003', 'Financial Status': 'voided' }),
    shopifyRow({ Name: '#1004', 'Cancelled at': '2026-11-03 09:00:00 +0100' }),
    shopifyRow({ Name: '#1005', 'Payment Method': '(for testing) Bogus Gateway' }),
    shopifyRow({ Name: '#1006', Email: '' }),
    shopifyRow({ Name: '#1007', Email: '', Phone: '+49301234' }),
    shopifyOrder({ name: '#2001' }),
    {
      orders: [
        shopifyOrder({
          name: '#2002',
          customer: null,
          discount_codes: [{ code: 'TEN' }],
          refunds: [],
        }),
        shopifyOrder({ name: '#2003', test: true }),
      ],
    },
    shopifyOrder({ name: '#2004', financial_status: 'pending' }),
    shopifyOrder({
      name: '#2005',
      line_items: null,
      refunds: [{ created_at: '2026-11-05T09:00:00+01:00', transactions: [] }, 'odd'],
    }),
    shopifyOrder({ name: '#2006', customer: {}, email: null, contact_email: null }),
  ],
  'snowplow-enriched': [
    snowplow({}),
    snowplow({ event: 'page_ping', event_id: 'e2', derived_tstamp: '' }),
    snowplow({
      event: 'struct',
      event_id: 'e3',
      se_category: 'shop',
      se_action: 'add-to-cart',
      se_label: 'lamp-2',
      se_value: '12.5',
    }),
    snowplow({ event: 'struct', event_id: 'e3b', se_action: 'Size guide' }),
    snowplow({
      event: 'transaction',
      event_id: 'e4',
      tr_orderid: '1001',
      tr_total: '120.00',
      tr_tax: '19.16',
      tr_currency: 'EUR',
    }),
    snowplow({ event: 'transaction_item', event_id: 'e5' }),
    snowplow({
      event: 'unstruct',
      event_id: 'e6',
      unstruct_event: described('iglu:com.snowplowanalytics.snowplow/link_click/jsonschema/1-0-1', {
        targetUrl: 'https://else.example/',
      }),
    }),
    snowplow({
      event: 'unstruct',
      event_id: 'e7',
      unstruct_event: described(ACTION, { type: 'add_to_cart' }),
      contexts: contexts(
        [PRODUCT, { id: 'lamp-2', name: 'Reading lamp', price: 120, quantity: 1, currency: 'EUR' }],
        [PRODUCT, { id: 'pan-1', price: 39 }],
        ['iglu:com.example/mood/jsonschema/1-0-0', { mood: 'good' }],
      ),
    }),
    snowplow({
      event: 'unstruct',
      event_id: 'e8',
      unstruct_event: described(ACTION, { type: 'transaction' }),
      contexts: contexts([
        'iglu:com.snowplowanalytics.snowplow.ecommerce/transaction/jsonschema/1-0-0',
        { transaction_id: '1001', revenue: 120, currency: 'EUR' },
      ]),
    }),
    snowplow({
      event: 'unstruct',
      event_id: 'e9',
      unstruct_event: described(ACTION, { type: 'checkout_step' }),
      contexts: contexts([STEP, { step: 1 }]),
    }),
    snowplow({
      event: 'unstruct',
      event_id: 'e10',
      unstruct_event: described(ACTION, { type: 'checkout_step' }),
      contexts: contexts([STEP, { step: 2, payment_method: 'card' }]),
    }),
    snowplow({
      event: 'unstruct',
      event_id: 'e11',
      unstruct_event: described('iglu:com.example/lamp_dimmed/jsonschema/1-0-0', { level: 3 }),
    }),
    snowplow({ event_id: 'e12', derived_contexts: contexts([BOT, { spiderOrRobot: true }]) }),
    snowplow({ event_id: 'e13', platform: 'mob' }),
    snowplow({ event_id: 'e14', domain_userid: '' }),
    snowplow({
      event: 'unstruct',
      event_id: 'e15',
      unstruct_event: 'not json',
      contexts: 'not json',
    }),
    snowplow({ event: 'unstruct', event_id: 'e16', unstruct_event: described(ACTION, {}) }),
    snowplow({}),
    {},
  ],
  'adobe-datafeed': [
    hit({}),
    hit({
      hitid_low: '78',
      post_event_list: '2,200=5,20100,100',
      post_product_list: 'Lamps;lamp-2;;',
    }),
    hit({
      hitid_low: '79',
      post_event_list: '12,12',
      post_product_list: ';lamp-2;2;240.00;event1=3;eVar1=red,Pans;pan-1;1;39',
    }),
    hit({
      hitid_low: '80',
      post_event_list: '1',
      post_product_list: ';lamp-2;1;120',
      post_purchaseid: '1001',
    }),
    hit({
      hitid_low: '81',
      post_event_list: '1',
      post_product_list: ';lamp-2;1;120',
      post_purchaseid: '1001',
      duplicate_purchase: '1',
    }),
    hit({ hitid_low: '82', post_page_event: '100', post_event_list: '11' }),
    hit({
      hitid_low: '83',
      post_page_event: '101',
      post_page_event_var1: 'https://shop.example/care.pdf',
    }),
    hit({ hitid_low: '84', post_page_event: '102', post_page_event_var1: 'https://else.example/' }),
    hit({ hitid_low: '85', post_page_event: '100' }),
    hit({}),
    hit({
      hitid_low: '92',
      post_event_list: '2',
      post_product_list: 'Pots^, pans;A^;B^^^=C;1;5',
    }),
    hit({ hitid_low: '86', exclude_hit: '1' }),
    hit({ hitid_low: '87', hit_source: '5' }),
    hit({ hitid_low: '88', post_visid_high: '0', post_visid_low: '0' }),
    hit({ hitid_low: '89', post_visid_type: '1' }),
    hit({ hitid_low: '90', post_event_list: 'None', post_product_list: 'None' }),
    {},
  ],
};

export const SAMPLES = ROWS as { readonly [source: string]: readonly Row[] };
