-- Orders that Shopify's admin exports, as a log for "covey simulate": a row for each line of an order there, an event for
-- each paid order here. Who bought is a hash of the address. DuckDB 1.3 or later: duckdb < shopify.sql
COPY (
  WITH lines AS (
    SELECT *, row_number() OVER () AS line
    FROM read_csv('shopify.csv', header = true, all_varchar = true)
  )
  SELECT
    md5(lower(first("Email" ORDER BY line))) AS visitor,
    -- 2026-11-02 11:05:00 +0100, without the second blank.
    regexp_replace(first("Paid at" ORDER BY line), ' ([+-][0-9]+)$', '\1') AS time,
    'purchase' AS event,
    "Name" AS transaction_id,
    first("Total" ORDER BY line) AS value,
    first("Currency" ORDER BY line) AS currency,
    first("Discount Code" ORDER BY line) AS coupon,
    list({ 'item_id': "Lineitem sku", 'item_name': "Lineitem name", 'price': "Lineitem price", 'quantity': "Lineitem quantity" } ORDER BY line) AS items
  FROM lines
  GROUP BY "Name"
  HAVING time IS NOT NULL AND first("Financial Status" ORDER BY line) IN ('paid', 'partially_refunded')
    AND first("Email" ORDER BY line) IS NOT NULL
) TO 'shopify-log.ndjson' (FORMAT json);
