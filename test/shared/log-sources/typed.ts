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
  ],
  postgresql: [
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
