-- What Matomo's Live.getLastVisitsDetails gives, as a log for "covey simulate". A page view of a product is a page_view and a
-- view_item; a cart that was left is one add_to_cart, since what was put in and when is not told of others.
-- DuckDB 1.3 or later: duckdb < matomo.sql
COPY (
  WITH visits AS (
    SELECT "visitorId" AS visitor, "siteCurrency" AS currency, unnest("actionDetails"::JSON[]) AS a
    FROM read_json('matomo.json', format = 'array', columns = {
      visitorId: 'VARCHAR', siteCurrency: 'VARCHAR', actionDetails: 'JSON'
    })
  ),
  named AS (
    SELECT *, unnest(CASE a->>'type'
      WHEN 'action' THEN CASE WHEN a->>'productViewSku' IS NULL THEN ['page_view'] ELSE ['page_view', 'view_item'] END
      WHEN 'search' THEN ['search']
      WHEN 'download' THEN ['file_download']
      WHEN 'outlink' THEN ['click']
      WHEN 'event' THEN [a->>'eventAction']
      WHEN 'goal' THEN ['goal_' || (a->>'goalId')]
      WHEN 'ecommerceOrder' THEN ['purchase']
      WHEN 'ecommerceAbandonedCart' THEN ['add_to_cart']
    END) AS event
    FROM visits
  )
  SELECT visitor, a->>'timestamp' AS time, event,
    regexp_extract(a->>'url', '^[a-z]+://[^/?#]+([^?#]*)', 1) AS page_path,
    a->>'siteSearchKeyword' AS search_term,
    CASE WHEN event = 'purchase' THEN a->>'orderId' END AS transaction_id,
    CASE WHEN event IN ('purchase', 'add_to_cart') THEN a->>'revenue' WHEN event = 'view_item' THEN a->>'productViewPrice' END AS value,
    CASE WHEN event IN ('purchase', 'add_to_cart', 'view_item') THEN currency END AS currency,
    CASE
      WHEN event = 'view_item' THEN [json_object('item_id', a->>'productViewSku', 'item_name', a->>'productViewName',
        'item_category', a->>'$.productViewCategories[0]', 'price', a->>'productViewPrice')]
      WHEN event IN ('purchase', 'add_to_cart') THEN list_transform((a->'itemDetails')::JSON[], i -> json_object(
        'item_id', i->>'itemSKU', 'item_name', i->>'itemName', 'item_category', i->>'itemCategory',
        'price', i->>'price', 'quantity', i->>'quantity'))
    END AS items
  FROM named WHERE event IS NOT NULL
) TO 'matomo-log.ndjson' (FORMAT json);
