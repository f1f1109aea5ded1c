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

/** Each has instants with more digits than milliseconds, numbers that JavaScript cannot hold, and lists. */
export const TYPED: { readonly [engine in DialectName]?: readonly Typed[] } = {
  clickhouse: [
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
