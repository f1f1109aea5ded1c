// Matomo's visits in DuckDB's SQL: as `read` of `matomo.ts` takes them.
import { DEVICES, MOST_AHEAD, QUARTER } from './matomo-visits.ts';
import { duckdb } from './sql/engines/duckdb.ts';
import { pageSql } from './sql/page.ts';

/** An object of members that stand in the action, by where. */
const members = (of: { readonly [ours: string]: string }): string =>
  `json_object(${Object.entries(of)
    .map(([ours, value]) => `'${ours}', ${value.startsWith('/') ? `a->'${value}'` : value}`)
    .join(', ')})`;

const itemsSql = `list_transform(list_filter(covey_log_list(a->'/itemDetails'), lambda i: json_type(i) = 'OBJECT'), lambda i: covey_log_clean(json_object('sku', (i->'/itemSKU'), 'name', (i->'/itemName'),
      'category', coalesce(covey_log_text(i->'/itemCategory'), covey_log_text(covey_log_list(i->'/categories')[1])), 'price', (i->'/price'), 'quantity', (i->'/quantity'))))`;

const commandSql = (place: number, theirs: string, fields: string): string =>
  `{'place': ${place}, 'theirs': ${theirs}, 'f': ${fields}}`;

/** `zone`: of the site, as a text of SQL; 'UTC' where it is not said. */
export const matomoSql = (
  zone: string,
): string => `SELECT line, action * 2 + command.place AS place, visitor, ${zone === "'UTC'" ? 'at_clock - to_seconds(ahead)' : duckdb.byClock('at_clock', zone)} AS time,
    visit || '.' || (action - 1) || '.' || command.place AS id, command.theirs AS theirs,
    json_merge_patch(json_merge_patch(covey_log_clean(command.f), ${pageSql(duckdb, { location: "(a->'/url')", title: "(a->'/pageTitle')" })}),
      covey_log_clean(json_object('device_type', device))) AS p,
    NULL AS reason
  FROM (
    SELECT *, covey_log_epoch((a->'/timestamp'), 1000000) AS at_clock, unnest(CASE (a->>'/type')
      WHEN 'action' THEN list_concat([${commandSql(0, "'trackPageView'", "json_object('title', coalesce(covey_log_text(a->'/pageTitle'), covey_log_text(a->'/title'), ''))")}],
        CASE WHEN covey_log_text(a->'/productViewSku') IS NOT NULL THEN [${commandSql(
          1,
          "'view_item'",
          "json_object('products', [covey_log_clean(json_object('sku', covey_log_text(a->'/productViewSku'), 'name', (a->'/productViewName'), 'category', covey_log_list(a->'/productViewCategories')[1], 'price', (a->'/productViewPrice')))])",
        )}]
        WHEN len(covey_log_list(a->'/productViewCategories')) > 0 THEN [${commandSql(1, "'view_item_list'", "json_object('item_category', covey_log_list(a->'/productViewCategories')[1])")}] ELSE [] END)
      WHEN 'search' THEN [${commandSql(0, "'trackSiteSearch'", members({ keyword: "coalesce(covey_log_text(a->'/siteSearchKeyword'), covey_log_text(a->'/subtitle'), '')", search_category: '/siteSearchCategory', results: '/siteSearchCount' }))}]
      WHEN 'event' THEN [${commandSql(0, "covey_log_text(a->'/eventAction')", members({ event_category: '/eventCategory', event_label: '/eventName', value: '/eventValue' }))}]
      WHEN 'goal' THEN [${commandSql(0, "'goal_' || coalesce(covey_log_text(a->'/goalId'), '')", members({ revenue: '/revenue' }))}]
      WHEN 'download' THEN [${commandSql(0, "'file_download'", members({ link_url: '/url' }))}]
      WHEN 'outlink' THEN [${commandSql(0, "'click'", members({ link_url: '/url', outbound: 'true' }))}]
      WHEN 'ecommerceOrder' THEN [${commandSql(
        0,
        "'trackEcommerceOrder'",
        members({
          orderId: '/orderId',
          grandTotal: '/revenue',
          subTotal: '/revenueSubTotal',
          tax: '/revenueTax',
          shipping: '/revenueShipping',
          discount: '/revenueDiscount',
          currencyCode: 'currency',
          products: itemsSql,
        }),
      )}]
      WHEN 'ecommerceAbandonedCart' THEN [${commandSql(0, "'ecommerceAbandonedCart'", members({ grandTotal: '/revenue', currencyCode: 'currency', products: itemsSql }))}]
      ELSE [] END) AS command
    FROM (
      SELECT line + 0 AS line, action, covey_log_text(v->'/visitorId') AS visitor, (v->'/siteCurrency') AS currency, covey_log_text(v->'/idVisit') AS visit,
        CASE (v->>'/deviceType') ${Object.entries(DEVICES)
          .map(([theirs, ours]) => `WHEN '${theirs}' THEN '${ours}'`)
          .join(' ')} END AS device,
        actions[action] AS a, ahead
      FROM (
        SELECT line, v, actions, unnest(generate_series(1, len(actions))) AS action,
          CASE WHEN is_told AND abs(told_ahead) <= ${MOST_AHEAD} THEN told_ahead ELSE 0 END AS ahead
        FROM (
          SELECT line, v, covey_log_objects(v->'/actionDetails') AS actions,
            json_type(v->'/firstActionTimestamp') IN ('UBIGINT', 'DOUBLE') AND json_type(covey_log_objects(v->'/actionDetails')[1]->'/timestamp') IN ('UBIGINT', 'DOUBLE') AS is_told,
            ${QUARTER} * floor((covey_log_number(covey_log_objects(v->'/actionDetails')[1]->'/timestamp') - covey_log_number(v->'/firstActionTimestamp')) / ${QUARTER} + 0.5) AS told_ahead
          FROM (
            SELECT line, r AS v FROM source_rows WHERE (r->'/actionDetails') IS NOT NULL OR (r->'/visitorId') IS NOT NULL
            UNION ALL
            SELECT line, unnest(flatten(list_transform(json_keys(r), lambda day: covey_log_list(json_extract(r, '/' || day)))))
            FROM source_rows WHERE (r->'/actionDetails') IS NULL AND (r->'/visitorId') IS NULL
          )
        )
      )
    )
  )`;
