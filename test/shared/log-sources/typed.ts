import type { DialectName } from '../../../shared/sql/index.ts';

/** A table with the types that a loader gives its columns, as a SELECT of the engine; and what its rows are. */
export interface Typed {
  readonly source: string;
  readonly select: string;
  readonly events: readonly object[];
}

const POSTHOG = [
  {
    visitor: 'd-1',
    t: 1793613600123,
    name: 'page_view',
    props: { $pathname: '/lamps', page_path: '/lamps' },
  },
];

/** A hit as TSV is loaded with the types that Adobe documents. */
const ADOBE = [
  {
    visitor: '3045678901234567890.8812345678901234567',
    t: 1793613600000,
    name: 'page_view',
    props: {
      eVar1: 'ruled',
      prop3: '7',
      currencyCode: 'EUR',
      currency: 'EUR',
      purchaseID: '1001',
      transaction_id: '1001',
      products: [{ product: 'lamp-2', category: 'Lamps', quantity: 1, price: 120.5 }],
      items: [
        {
          product: 'lamp-2',
          category: 'Lamps',
          item_id: 'lamp-2',
          item_category: 'Lamps',
          quantity: 1,
          price: 120.5,
        },
      ],
      page_location: 'https://shop.example/done',
      page_path: '/done',
    },
  },
].flatMap((view) => [view, { ...view, name: 'purchase', props: { ...view.props, value: 120.5 } }]);
const ADOBE_TEXTS = `'1' AS post_event_list, 'Lamps;lamp-2;1;120.5' AS post_product_list, '1001' AS post_purchaseid, 'EUR' AS post_currency,
        'raw' AS evar1, 'ruled' AS post_evar1, '' AS evar2, 'https://shop.example/done' AS post_page_url`;

const mixpanel = (column: string) => [
  {
    visitor: 'd-1',
    t: 1793613600123,
    name: 'view_item',
    props: {
      [column]: 'https://shop.example/mugs',
      product_id: 'mug-1',
      items: [{ item_id: 'mug-1' }],
      page_location: 'https://shop.example/mugs',
      page_path: '/mugs',
    },
  },
];
const AIRBYTE = `'r' AS _airbyte_raw_id, 'Product Viewed' AS event, 'u1' AS distinct_id, 'd-1' AS device_id, 'i-1' AS insert_id,
        'mug-1' AS product_id, 'https://shop.example/mugs' AS current_url`;

const SNOWPLOW = [
  {
    visitor: 'bc2e92ec6c204a14',
    t: 1793613600123,
    name: 'add_to_cart',
    props: {
      type: 'add_to_cart',
      products: [{ id: 'lamp-2', price: 120.5, quantity: 2, currency: 'EUR' }],
      items: [{ id: 'lamp-2', item_id: 'lamp-2', price: 120.5, quantity: 2, currency: 'EUR' }],
      value: 241,
      currency: 'EUR',
      page_path: '/lamps',
      device_type: 'desktop',
    },
  },
];
const SNOWPLOW_EVENT =
  '{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{"schema":"iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2","data":{"type":"add_to_cart"}}}';
const SNOWPLOW_CONTEXTS =
  '{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0","data":[{"schema":"iglu:com.snowplowanalytics.snowplow.ecommerce/product/jsonschema/1-0-0","data":{"id":"lamp-2","price":120.5,"quantity":2,"currency":"EUR"}}]}';

const SHOPIFY_LINES = '[{"sku":"mug-1","price":15.5,"quantity":2,"title":"Mug"}]';
const SHOPIFY_REFUNDS =
  '[{"created_at":"2026-11-03T10:00:00Z","transactions":[{"amount":"4.9"},{"amount":10.1}]}]';
/** As Airbyte types the columns of an order. */
const SHOPIFY_ORDER = `'r' AS _airbyte_raw_id, '#1001' AS name, 'Anna@mail.example' AS email, 'paid' AS financial_status, 'EUR' AS currency, false AS test`;
const SHOPIFY = [
  {
    visitor: '207119551',
    t: 1793613600000,
    name: 'purchase',
    props: {
      name: '#1001',
      transaction_id: '#1001',
      financial_status: 'paid',
      currency: 'EUR',
      test: false,
      processed_at: '2026-11-02T11:00:00+01:00',
      total_price: 31.5,
      value: 31.5,
      line_items: [{ sku: 'mug-1', price: 15.5, quantity: 2, title: 'Mug' }],
      items: [
        {
          sku: 'mug-1',
          item_id: 'mug-1',
          price: 15.5,
          quantity: 2,
          title: 'Mug',
          item_name: 'Mug',
        },
      ],
    },
  },
  {
    visitor: '207119551',
    t: 1793700000000,
    name: 'refund',
    props: {
      order_id: '#1001',
      transaction_id: '#1001',
      amount: 15,
      value: 15,
      currency: 'EUR',
    },
  },
];

/** Each has instants with more digits than milliseconds, numbers that JavaScript cannot hold, and lists. */
export const TYPED: { readonly [engine in DialectName]?: readonly Typed[] } = {
  clickhouse: [
    {
      source: 'shopify-orders',
      select: `SELECT toNullable(toDecimal64('31.5', 2)) AS total_price, CAST(NULL AS Nullable(DateTime64(3))) AS cancelled_at, '2026-11-02T11:00:00+01:00' AS processed_at,
        '{"id":207119551}' AS customer, '${SHOPIFY_LINES}' AS line_items, '${SHOPIFY_REFUNDS}' AS refunds, ${SHOPIFY_ORDER}`,
      events: SHOPIFY,
    },
    {
      source: 'snowplow-enriched',
      select: `SELECT 'shop' AS app_id, toLowCardinality('web') AS platform, toDateTime64('2026-11-02 10:00:00.123', 3, 'UTC') AS derived_tstamp,
        toLowCardinality('unstruct') AS event, toUUID('c6ef3124-b53a-4b13-a233-0088f79dcbcb') AS event_id, 'bc2e92ec6c204a14' AS domain_userid,
        '/lamps' AS page_urlpath, CAST(NULL AS Nullable(Float64)) AS se_value, toNullable(toDecimal64('1.5', 2)) AS tr_total, 'Computer' AS dvce_type,
        '${SNOWPLOW_EVENT}' AS unstruct_event, '${SNOWPLOW_CONTEXTS}' AS contexts, '' AS derived_contexts`,
      events: SNOWPLOW,
    },
    {
      source: 'mixpanel-export',
      select: `SELECT toDateTime64('2026-11-02 11:00:00.123', 3, 'Europe/Berlin') AS time, CAST(NULL AS Nullable(Int64)) AS sampling_factor, ${AIRBYTE}`,
      events: mixpanel('current_url'),
    },
    {
      source: 'posthog-events',
      select: `SELECT toUUID('0195f000-0000-0000-0000-000000000001') AS uuid, '$pageview' AS event, 'u1' AS distinct_id,
        toDateTime64('2026-11-02 10:00:00.123456', 6, 'UTC') AS timestamp, 7 AS team_id,
        '{"$device_id":"d-1","$pathname":"/lamps"}' AS properties`,
      events: POSTHOG,
    },
    {
      source: 'plausible',
      select: `SELECT toUInt64(16204561297385047921) AS user_id, toLowCardinality('Purchase') AS name, 'shop.example' AS hostname,
        '/lamps' AS pathname, toDateTime('2026-11-02 11:00:00', 'Europe/Berlin') AS timestamp, ['order_id'] AS "meta.key", ['1001'] AS "meta.value",
        toNullable(toDecimal64('49.9', 3)) AS revenue_source_amount, toFixedString('EUR', 3) AS revenue_source_currency,
        toLowCardinality('Mobile') AS screen_size, '' AS referrer, '' AS referrer_source, '' AS utm_source, '' AS utm_medium, '' AS utm_campaign`,
      events: [
        {
          visitor: '16204561297385047921',
          t: 1793613600000,
          name: 'purchase',
          props: {
            order_id: '1001',
            transaction_id: '1001',
            revenue: { amount: 49.9, currency: 'EUR' },
            value: 49.9,
            currency: 'EUR',
            page_location: 'https://shop.example/lamps',
            page_path: '/lamps',
            device_type: 'mobile',
          },
        },
      ],
    },
    {
      source: 'adobe-datafeed',
      select: `SELECT toUInt8(0) AS exclude_hit, toUInt8(1) AS hit_source, toUInt64(1793613600) AS hit_time_gmt, toUInt64(18446744073709551615) AS hitid_high,
        toUInt64(77) AS hitid_low, toUInt64(3045678901234567890) AS post_visid_high, toUInt64(8812345678901234567) AS post_visid_low, toUInt8(3) AS post_visid_type,
        toUInt8(0) AS post_page_event, toUInt8(0) AS duplicate_purchase, toNullable(toInt32(7)) AS post_prop3, ${ADOBE_TEXTS}`,
      events: ADOBE,
    },
  ],
  postgresql: [
    {
      source: 'shopify-orders',
      select: `SELECT 31.50::numeric AS total_price, NULL::timestamptz AS cancelled_at, '2026-11-02T11:00:00+01:00'::varchar AS processed_at,
        '{"id":207119551}'::jsonb AS customer, '${SHOPIFY_LINES}'::jsonb AS line_items, '${SHOPIFY_REFUNDS}'::jsonb AS refunds, ${SHOPIFY_ORDER}`,
      events: SHOPIFY,
    },
    {
      source: 'snowplow-enriched',
      select: `SELECT 'shop'::varchar(255) AS app_id, 'web'::varchar(255) AS platform, '2026-11-02 10:00:00.123456'::timestamp AS collector_tstamp,
        'unstruct'::varchar(128) AS event, 'c6ef3124-b53a-4b13-a233-0088f79dcbcb'::char(36) AS event_id, 'bc2e92ec6c204a14'::varchar(36) AS domain_userid,
        '/lamps'::varchar(3000) AS page_urlpath, NULL::double precision AS se_value, 1.5::decimal(18,2) AS tr_total, 'Computer'::varchar(50) AS dvce_type,
        '${SNOWPLOW_EVENT}'::json AS unstruct_event, '${SNOWPLOW_CONTEXTS}'::json AS contexts, NULL::json AS derived_contexts`,
      events: SNOWPLOW,
    },
    {
      source: 'mixpanel-export',
      select: `SELECT '2026-11-02 11:00:00.123456+01'::timestamptz AS time, NULL::bigint AS sampling_factor, '{}'::jsonb AS _airbyte_meta, ${AIRBYTE}`,
      events: mixpanel('current_url'),
    },
    {
      source: 'adobe-datafeed',
      select: `SELECT 0::smallint AS exclude_hit, 1::smallint AS hit_source, 1793613600::bigint AS hit_time_gmt, 18446744073709551615::numeric(20) AS hitid_high,
        77::numeric(20) AS hitid_low, 3045678901234567890::numeric(20) AS post_visid_high, 8812345678901234567::bigint AS post_visid_low, 3::smallint AS post_visid_type,
        0::smallint AS post_page_event, false AS duplicate_purchase, 7 AS post_prop3, ${ADOBE_TEXTS}`,
      events: ADOBE,
    },
    {
      source: 'segment',
      select: `SELECT 'm-1' AS id, 'a-1' AS anonymous_id, 'order_completed' AS event, 'Order Completed' AS event_text,
        '2026-11-02 11:00:00.5+01'::timestamptz AS timestamp, 240::numeric(10,2) AS total, '1001'::varchar AS order_id,
        '[{"product_id":"lamp-2","price":120,"quantity":2}]'::text AS products, true AS context_is_first, NULL::text AS coupon`,
      events: [
        {
          visitor: 'a-1',
          t: 1793613600500,
          name: 'purchase',
          props: {
            order_id: '1001',
            transaction_id: '1001',
            total: 240,
            value: 240,
            products: [{ product_id: 'lamp-2', price: 120, quantity: 2 }],
            items: [{ product_id: 'lamp-2', item_id: 'lamp-2', price: 120, quantity: 2 }],
          },
        },
      ],
    },
  ],
  bigquery: [
    {
      source: 'shopify-orders',
      select: `SELECT NUMERIC '31.5' AS total_price, CAST(NULL AS TIMESTAMP) AS cancelled_at, '2026-11-02T11:00:00+01:00' AS processed_at,
        JSON '{"id":207119551}' AS customer, JSON '${SHOPIFY_LINES}' AS line_items, JSON '${SHOPIFY_REFUNDS}' AS refunds, ${SHOPIFY_ORDER}`,
      events: SHOPIFY,
    },
    {
      source: 'snowplow-enriched',
      select: `SELECT 'shop' AS app_id, 'web' AS platform, TIMESTAMP '2026-11-02 10:00:00.123456+00' AS derived_tstamp, 'unstruct' AS event,
        'c6ef3124-b53a-4b13-a233-0088f79dcbcb' AS event_id, 'snowplow_ecommerce_action' AS event_name, 'bc2e92ec6c204a14' AS domain_userid,
        '/lamps' AS page_urlpath, 'Computer' AS dvce_type, NUMERIC '1.5' AS tr_total,
        STRUCT('1-0-2' AS _schema_version, 'add_to_cart' AS type, CAST(NULL AS STRING) AS name) AS unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1,
        CAST(NULL AS STRUCT<target_url STRING>) AS unstruct_event_com_snowplowanalytics_snowplow_link_click_1,
        [STRUCT('lamp-2' AS id, NUMERIC '120.5' AS price, 2 AS quantity, 'EUR' AS currency)] AS contexts_com_snowplowanalytics_snowplow_ecommerce_product_1`,
      events: SNOWPLOW,
    },
    {
      source: 'mixpanel-export',
      select: `SELECT 'd-1' AS device_id, 'u1' AS distinct_id, 'Product Viewed' AS event_name, 'i-1' AS insert_id, 'u1' AS user_id,
        JSON '{"product_id":"mug-1","$current_url":"https://shop.example/mugs"}' AS properties, TIMESTAMP '2026-11-02 10:00:00.123456+00' AS time`,
      events: mixpanel('$current_url'),
    },
    {
      source: 'adobe-datafeed',
      select: `SELECT 0 AS exclude_hit, 1 AS hit_source, 1793613600 AS hit_time_gmt, NUMERIC '18446744073709551615' AS hitid_high,
        NUMERIC '77' AS hitid_low, 3045678901234567890 AS post_visid_high, 8812345678901234567 AS post_visid_low, 3 AS post_visid_type,
        0 AS post_page_event, 0 AS duplicate_purchase, 7 AS post_prop3, ${ADOBE_TEXTS}`,
      events: ADOBE,
    },
    {
      source: 'ga4-bigquery',
      select: `SELECT 1793613600123456 AS event_timestamp, 'view_item' AS event_name, '1144.1' AS user_pseudo_id, 'WEB' AS platform,
        STRUCT('Yes' AS analytics_storage) AS privacy_info, STRUCT('mobile' AS category) AS device,
        [STRUCT('page_location' AS key, STRUCT('https://shop.example/lamps' AS string_value, CAST(NULL AS INT64) AS int_value, CAST(NULL AS FLOAT64) AS double_value) AS value),
          STRUCT('ga_session_id' AS key, STRUCT(CAST(NULL AS STRING) AS string_value, 1793613600 AS int_value, CAST(NULL AS FLOAT64) AS double_value) AS value)] AS event_params,
        [STRUCT('lamp-2' AS item_id, '(not set)' AS coupon, 120.5 AS price, 1 AS quantity)] AS items`,
      events: [
        {
          visitor: '1144.1',
          t: 1793613600123,
          name: 'view_item',
          props: {
            page_location: 'https://shop.example/lamps',
            page_path: '/lamps',
            ga_session_id: 1793613600,
            items: [{ item_id: 'lamp-2', price: 120.5, quantity: 1 }],
            device_type: 'mobile',
          },
        },
      ],
    },
  ],
};
