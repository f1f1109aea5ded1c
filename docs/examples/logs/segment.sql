-- What Segment exports, as a log for "covey simulate": by the names of shared/mappings, which the bridge uses in a page.
-- Made by scripts/generate-docs.ts. DuckDB 1.3 or later: duckdb < segment.sql
COPY (
  WITH lines AS (
    SELECT "anonymousId" AS visitor, "timestamp" AS time, CASE type WHEN 'track' THEN event WHEN 'page' THEN 'page_view' END AS theirs, "messageId" AS message_id,
      coalesce(properties, '{}') AS p
    FROM read_json('segment.ndjson', format = 'newline_delimited', columns = {"type": 'VARCHAR', "event": 'VARCHAR', "anonymousId": 'VARCHAR', "timestamp": 'VARCHAR', "messageId": 'VARCHAR', "properties": 'JSON'})
  ),
  spelled AS (
    SELECT *, trim(regexp_replace(lower(regexp_replace(theirs, '([a-z0-9])([A-Z])', '\1_\2', 'g')),
      '[^$\p{L}\p{N}]+', '_', 'g'), '_') AS name
    FROM lines WHERE theirs IS NOT NULL AND visitor IS NOT NULL
  ),
  named AS (
    SELECT *, coalesce(
      MAP {
        'products_searched': 'search',
        'product_list_viewed': 'view_item_list',
        'product_clicked': 'select_item',
        'product_viewed': 'view_item',
        'product_added': 'add_to_cart',
        'product_removed': 'remove_from_cart',
        'product_added_to_wishlist': 'add_to_wishlist',
        'wishlist_product_added_to_cart': 'add_to_cart',
        'cart_viewed': 'view_cart',
        'checkout_started': 'begin_checkout',
        'payment_info_entered': 'add_payment_info',
        'order_completed': 'purchase',
        'order_refunded': 'refund',
        'promotion_viewed': 'view_promotion',
        'promotion_clicked': 'select_promotion',
        'product_shared': 'share',
        'signed_up': 'sign_up',
        'signed_in': 'login',
        'logged_in': 'login'
      }[name],
      CASE WHEN name IN ('view_item', 'add_to_wishlist', 'add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase', 'page_view', 'user_engagement', 'scroll', 'click', 'file_download', 'form_start', 'form_submit', 'view_search_results', 'session_start', 'first_visit', 'view_item_list', 'select_item', 'refund', 'view_promotion', 'select_promotion', 'search', 'login', 'sign_up', 'share', 'select_content', 'generate_lead', 'exception', 'video_start', 'video_progress', 'video_complete') THEN name END,
      theirs
    ) AS event
    FROM spelled
  ),
  listed AS (
    SELECT *, CASE
      WHEN json_type(p->'$."items"') = 'ARRAY' THEN (p->'$."items"')::JSON[]
      WHEN json_type(p->'$."products"') = 'ARRAY' THEN (p->'$."products"')::JSON[]
      WHEN event IN ('view_item', 'select_item', 'add_to_wishlist', 'add_to_cart', 'remove_from_cart') THEN [p]
    END AS goods
    FROM named WHERE event <> ''
  )
  SELECT visitor, time, event, message_id, json_merge_patch(p, json_object(
    'transaction_id', coalesce(p->>'$."transaction_id"', p->>'$."order_id"', p->>'$."orderId"'),
    'value', coalesce(coalesce(p->>'$."value"', p->>'$."revenue"', p->>'$."total"'), CASE WHEN event IN ('view_item', 'add_to_wishlist', 'add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase') THEN
        list_sum(list_transform(goods, g -> TRY_CAST(g->>'$."price"' AS DOUBLE) * coalesce(TRY_CAST(g->>'$."quantity"' AS DOUBLE), 1)))::VARCHAR END),
    'payment_type', coalesce(p->>'$."payment_type"', p->>'$."payment_method"'),
    'shipping_tier', coalesce(p->>'$."shipping_tier"', p->>'$."shipping_method"'),
    'search_term', coalesce(p->>'$."search_term"', p->>'$."query"'),
    'creative_name', coalesce(p->>'$."creative_name"', p->>'$."creative"'),
    'item_list_id', coalesce(p->>'$."item_list_id"', p->>'$."list_id"'),
    'method', coalesce(p->>'$."method"', p->>'$."share_via"'),
    'page_path', coalesce(p->>'page_path', p->>'$."path"'),
    'items', list_transform(goods, g -> json_merge_patch(g, json_object(
        'item_id', coalesce(g->>'$."item_id"', g->>'$."product_id"', g->>'$."sku"'),
        'item_name', coalesce(g->>'$."item_name"', g->>'$."name"'),
        'item_brand', coalesce(g->>'$."item_brand"', g->>'$."brand"'),
        'item_category', coalesce(g->>'$."item_category"', g->>'$."category"'),
        'item_variant', coalesce(g->>'$."item_variant"', g->>'$."variant"'),
        'price', g->>'$."price"',
        'quantity', g->>'$."quantity"',
        'coupon', g->>'$."coupon"',
        'index', coalesce(g->>'$."index"', g->>'$."position"')
      )))
  )) AS properties
  FROM listed
) TO 'segment-log.ndjson' (FORMAT json);
