// What Matomo's Live.getLastVisitsDetails gives: visits with their actions. A row here is an action, by the command that sends it.
import type { Json } from '../definitions/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import type { Fields } from '../mappings/types.ts';
import { matomo as mapping } from '../mappings/matomo.ts';
import {
  byClock,
  cleaned,
  epochTime,
  firstText,
  isFields,
  listOf,
  objectOf,
  pageFields,
  textOf,
} from './fields.ts';
import { duckdb } from './sql/engines/duckdb.ts';
import { pageSql } from './sql/page.ts';
import type { Heard, LogSource, Row } from './types.ts';

const DEVICES: { readonly [theirs: string]: string } = {
  Desktop: 'desktop',
  Smartphone: 'mobile',
  Phablet: 'mobile',
  'Feature phone': 'mobile',
  Tablet: 'tablet',
};

/** Of a visit each action, with what the visit says of the visitor. */
function actionsIn(visit: Row): readonly Row[] {
  const { actionDetails, visitorId, siteCurrency, deviceType, idVisit, firstActionTimestamp } =
    visit;
  // Several days are an object of lists, by day.
  if (actionDetails === undefined && visitorId === undefined) {
    const days = Object.values(visit);
    return days.length > 0 && days.every(Array.isArray)
      ? days.flatMap((day) => (day as Json[]).filter(isFields).flatMap(actionsIn))
      : [visit];
  }
  const actions = listOf(actionDetails).filter(isFields);
  const ahead = secondsAhead(actions[0]?.['timestamp'], firstActionTimestamp);
  return actions.map((action, place) => ({
    ...action,
    visit: cleaned({ visitorId, siteCurrency, deviceType, idVisit, place, ahead }),
  }));
}

/** Clocks differ by whole quarters of an hour, and nowhere by more. */
const QUARTER = 900;
const MOST_AHEAD = 14 * 3600;

/** By how much the clock of the site, which actions are told by, is ahead of UTC, which the visit is told by. */
function secondsAhead(first: Json | undefined, firstUtc: Json | undefined): number {
  const ahead = QUARTER * Math.round((Number(first) - Number(firstUtc)) / QUARTER);
  return typeof first === 'number' && typeof firstUtc === 'number' && Math.abs(ahead) <= MOST_AHEAD
    ? ahead
    : 0;
}

/** By the zone of the site where it is said, or else as the visit tells. */
function timeOf(timestamp: Json | undefined, ahead: number, offsetAt: OffsetAt): number | null {
  const time = epochTime(timestamp, 's');
  if (time === null) return null;
  return offsetAt(time) === 0 ? time - ahead * 1000 : byClock(time, offsetAt);
}

const itemsOf = (action: Row): readonly Fields[] =>
  listOf(action['itemDetails'])
    .filter(isFields)
    .map((item) =>
      cleaned({
        sku: item['itemSKU'],
        name: item['itemName'],
        category: firstText(item['itemCategory'], listOf(item['categories'])[0]) || null,
        price: item['price'],
        quantity: item['quantity'],
      }),
    );

/** A page about one product, or about a category. */
function viewed(action: Row): readonly (readonly [string, Fields])[] {
  const categories = listOf(action['productViewCategories']);
  const [category = null] = categories;
  const sku = textOf(action['productViewSku']);
  if (sku !== '')
    return [
      [
        'view_item',
        {
          products: [
            cleaned({
              sku,
              name: action['productViewName'],
              category,
              price: action['productViewPrice'],
            }),
          ],
        },
      ],
    ];
  return categories.length > 0 ? [['view_item_list', { item_category: category }]] : [];
}

/** What the site called, and with what; nothing for what is no command. */
function commandsOf(
  action: Row,
  currency: Json | undefined,
): readonly (readonly [string, Fields])[] {
  const revenue = action['revenue'];
  switch (action['type']) {
    case 'action':
      return [
        ['trackPageView', { title: firstText(action['pageTitle'], action['title']) }],
        ...viewed(action),
      ];
    case 'search':
      return [
        [
          'trackSiteSearch',
          {
            keyword: firstText(action['siteSearchKeyword'], action['subtitle']),
            search_category: action['siteSearchCategory'],
            results: action['siteSearchCount'],
          },
        ],
      ];
    case 'event':
      return [
        [
          textOf(action['eventAction']),
          {
            event_category: action['eventCategory'],
            event_label: action['eventName'],
            value: action['eventValue'],
          },
        ],
      ];
    case 'goal':
      return [[`goal_${textOf(action['goalId'])}`, { revenue }]];
    case 'download':
      return [['file_download', { link_url: action['url'] }]];
    case 'outlink':
      return [['click', { link_url: action['url'], outbound: true }]];
    case 'ecommerceOrder':
      return [
        [
          'trackEcommerceOrder',
          {
            orderId: action['orderId'],
            grandTotal: revenue,
            subTotal: action['revenueSubTotal'],
            tax: action['revenueTax'],
            shipping: action['revenueShipping'],
            discount: action['revenueDiscount'],
            currencyCode: currency,
            products: itemsOf(action),
          },
        ],
      ];
    case 'ecommerceAbandonedCart':
      return [
        [
          'ecommerceAbandonedCart',
          { grandTotal: revenue, currencyCode: currency, products: itemsOf(action) },
        ],
      ];
    default:
      return [];
  }
}

function read(action: Row, offsetAt: OffsetAt): Heard {
  const visit = objectOf(action['visit']);
  const commands = commandsOf(action, visit['siteCurrency']);
  if (commands.length === 0) return 'other';
  const visitor = textOf(visit['visitorId']);
  if (visitor === '') return 'no-visitor';
  const idVisit = textOf(visit['idVisit']);
  const device = DEVICES[textOf(visit['deviceType'])];
  return commands.map(([name, fields], place) => ({
    visitor,
    time: timeOf(action['timestamp'], Number(visit['ahead'] ?? 0), offsetAt),
    id: idVisit && [idVisit, textOf(visit['place']), place].join('.'),
    name,
    fields: {
      ...cleaned(fields),
      ...pageFields({ location: action['url'], title: action['pageTitle'] }),
      ...(device && { device_type: device }),
    },
  }));
}

/** An object of members that stand in the action, by where. */
const members = (of: { readonly [ours: string]: string }): string =>
  `json_object(${Object.entries(of)
    .map(([ours, value]) => `'${ours}', ${value.startsWith('/') ? `a->'${value}'` : value}`)
    .join(', ')})`;
const sqlItems = `list_transform(list_filter(covey_log_list(a->'/itemDetails'), lambda i: json_type(i) = 'OBJECT'), lambda i: covey_log_clean(json_object('sku', (i->'/itemSKU'), 'name', (i->'/itemName'),
      'category', coalesce(covey_log_text(i->'/itemCategory'), covey_log_text(covey_log_list(i->'/categories')[1])), 'price', (i->'/price'), 'quantity', (i->'/quantity'))))`;
const sqlCommand = (place: number, theirs: string, fields: string): string =>
  `{'place': ${place}, 'theirs': ${theirs}, 'f': ${fields}}`;

const sql = (
  zone: string,
): string => `SELECT line, action * 2 + command.place AS place, visitor, ${zone === "'UTC'" ? 'at_clock - to_seconds(ahead)' : `timezone(${zone}, timezone('UTC', at_clock))`} AS time,
    visit || '.' || (action - 1) || '.' || command.place AS id, command.theirs AS theirs,
    json_merge_patch(json_merge_patch(covey_log_clean(command.f), ${pageSql(duckdb, { location: "(a->'/url')", title: "(a->'/pageTitle')" })}),
      covey_log_clean(json_object('device_type', device))) AS p,
    NULL AS reason
  FROM (
    SELECT *, covey_log_epoch((a->'/timestamp'), 1000000) AS at_clock, unnest(CASE (a->>'/type')
      WHEN 'action' THEN list_concat([${sqlCommand(0, "'trackPageView'", "json_object('title', coalesce(covey_log_text(a->'/pageTitle'), covey_log_text(a->'/title'), ''))")}],
        CASE WHEN covey_log_text(a->'/productViewSku') IS NOT NULL THEN [${sqlCommand(
          1,
          "'view_item'",
          "json_object('products', [covey_log_clean(json_object('sku', covey_log_text(a->'/productViewSku'), 'name', (a->'/productViewName'), 'category', covey_log_list(a->'/productViewCategories')[1], 'price', (a->'/productViewPrice')))])",
        )}]
        WHEN len(covey_log_list(a->'/productViewCategories')) > 0 THEN [${sqlCommand(1, "'view_item_list'", "json_object('item_category', covey_log_list(a->'/productViewCategories')[1])")}] ELSE [] END)
      WHEN 'search' THEN [${sqlCommand(0, "'trackSiteSearch'", members({ keyword: "coalesce(covey_log_text(a->'/siteSearchKeyword'), covey_log_text(a->'/subtitle'), '')", search_category: '/siteSearchCategory', results: '/siteSearchCount' }))}]
      WHEN 'event' THEN [${sqlCommand(0, "covey_log_text(a->'/eventAction')", members({ event_category: '/eventCategory', event_label: '/eventName', value: '/eventValue' }))}]
      WHEN 'goal' THEN [${sqlCommand(0, "'goal_' || coalesce(covey_log_text(a->'/goalId'), '')", members({ revenue: '/revenue' }))}]
      WHEN 'download' THEN [${sqlCommand(0, "'file_download'", members({ link_url: '/url' }))}]
      WHEN 'outlink' THEN [${sqlCommand(0, "'click'", members({ link_url: '/url', outbound: 'true' }))}]
      WHEN 'ecommerceOrder' THEN [${sqlCommand(
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
          products: sqlItems,
        }),
      )}]
      WHEN 'ecommerceAbandonedCart' THEN [${sqlCommand(0, "'ecommerceAbandonedCart'", members({ grandTotal: '/revenue', currencyCode: 'currency', products: sqlItems }))}]
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

export const matomo: LogSource = {
  name: 'matomo',
  mapping,
  row: 'action',
  marks: ['visitorId', 'idVisit', 'actionDetails', 'visit.visitorId'],
  documented: 'https://developer.matomo.org/api-reference/reporting-api#Live',
  guide: {
    get: "The visits log, by the Reporting API ([`Live.getLastVisitsDetails`](https://developer.matomo.org/api-reference/reporting-api#Live)), a file for each day: `curl 'https://matomo.example/index.php' -o 2026-11-02.json -d token_auth=TOKEN -d 'module=API&method=Live.getLastVisitsDetails&idSite=1&period=day&date=2026-11-02&filter_limit=-1&format=JSON'`.",
    files: 'matomo/',
    forms: 'JSON lists, an object of lists by day, lines of JSON',
    visitor:
      '`visitorId`: a browser; where Matomo runs without cookies, a browser for a day at most',
    leftOut:
      'nothing: robots, and who has opted out, Matomo does not keep; which visits had no consent it does not say',
    glance: {
      visitor: 'a browser',
      lasts: 'as long as its cookie',
      consent: 'not said',
      robots: 'not kept',
      twice: 'once',
    },
    lost: [
      'Matomo tells actions by the clock of the site’s time zone, as if that were UTC, and visits by UTC: from the first action of each visit (`firstActionTimestamp`) the difference is known, to a quarter of an hour. `--source-time-zone Europe/Berlin` says the zone instead.',
      'Carts are told only where they were left: `ecommerceAbandonedCart`, which is `cart_update` as with the bridge. `--rename ecommerceAbandonedCart=add_to_cart` takes it for what was put in.',
      'Matomo’s visits end after 30 minutes, at midnight and with a new campaign; Covey’s only after `session.timeout`.',
      'Contents, forms and media (plugins) are no events here, and counted.',
    ],
  },
  rowsIn: actionsIn,
  read,
  sql,
  engines: ['duckdb'],
};
