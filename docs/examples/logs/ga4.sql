-- What Google Analytics 4 exports to BigQuery, as a log for "covey simulate". All parameters keep their names.
-- DuckDB 1.3 or later: duckdb < ga4.sql
COPY (
  WITH events AS (
    SELECT user_pseudo_id AS visitor, event_timestamp AS time, event_name AS event,
      map_from_entries(list_transform(coalesce(event_params, []), p -> {'k': p."key", 'v': coalesce(
        p."value".string_value, p."value".int_value, p."value".double_value, p."value".float_value)})) AS params,
      CASE WHEN json_array_length(items) > 0 THEN items END AS items
    FROM read_json('ga4.ndjson', format = 'newline_delimited', columns = {
      event_timestamp: 'VARCHAR', event_name: 'VARCHAR', user_pseudo_id: 'VARCHAR',
      event_params: 'STRUCT("key" VARCHAR, "value" STRUCT(string_value VARCHAR, int_value VARCHAR, double_value VARCHAR, float_value VARCHAR))[]',
      items: 'JSON'
    })
    -- Without consent Google keeps no id: such an event is nobody's.
    WHERE user_pseudo_id IS NOT NULL
  )
  SELECT visitor, time, event, items,
    regexp_extract(params['page_location'], '^[a-z]+://[^/?#]+([^?#]*)', 1) AS page_path,
    params AS properties
  FROM events
) TO 'ga4-log.ndjson' (FORMAT json);
