// Shopify's orders: the CSV of the admin, a row for each line of an order, and the JSON of the Admin API.
import type { Json } from '../definitions/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import { shopify } from '../mappings/shopify.ts';
import {
  cleaned,
  firstText,
  isFields,
  isTrue,
  listOf,
  objectOf,
  textOf,
  without,
  writtenTime,
} from './fields.ts';
import {
  bulkLine,
  bulkOrder,
  bulkSql,
  isBulkOrder,
  isLineSql,
  isOrderSql,
  orderOf,
} from './shopify-bulk.ts';
import type { Gatherer, Heard, LogSource, Row, Told } from './types.ts';

/** Columns of the CSV, by what the API calls the same. */
const ORDER: { readonly [api: string]: string } = {
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  financial_status: 'Financial Status',
  created_at: 'Created at',
  paid_at: 'Paid at',
  cancelled_at: 'Cancelled at',
  currency: 'Currency',
  subtotal_price: 'Subtotal',
  total_price: 'Total',
  total_tax: 'Taxes',
  total_shipping: 'Shipping',
  total_discounts: 'Discount Amount',
  gateway: 'Payment Method',
};
const LINE: { readonly [api: string]: string } = {
  sku: 'Lineitem sku',
  title: 'Lineitem name',
  vendor: 'Vendor',
  price: 'Lineitem price',
  quantity: 'Lineitem quantity',
};
const UNPAID = ['pending', 'unpaid', 'voided', 'expired'];
/** What says who, or holds what is told otherwise: no property of a purchase. */
const PERSONAL =
  'email contact_email phone customer billing_address shipping_address client_details browser_ip landing_site token cart_token checkout_token note note_attributes refunds fulfillments'.split(
    ' ',
  );

const named = (row: Row, columns: { readonly [api: string]: string }): Row =>
  cleaned(
    Object.fromEntries(
      Object.entries(columns).map(([api, column]) => [api, textOf(row[column]) || null]),
    ),
  );

/**
 * In CSV lines of an order follow each other, and only the first says what the order is. Those of a bulk operation come
 * anywhere behind it.
 */
function gather(): Gatherer {
  const bulk = new Map<string, { readonly order: Row; readonly lines: Row[] }>();
  let order: Row | null = null;
  let lines: Row[] = [];
  const whole = () => {
    const done = order === null ? [] : [{ ...order, line_items: lines }];
    order = null;
    lines = [];
    return done;
  };
  return {
    add(row) {
      const parent = orderOf(row);
      const known = bulk.get(parent);
      if (known) {
        known.lines.push(bulkLine(row));
        return [];
      }
      if (isBulkOrder(row)) {
        bulk.set(textOf(row['id']), { order: row, lines: [] });
        return [];
      }
      // The API's orders are whole.
      if (!('Name' in row)) return [...whole(), row];
      const isNext = order === null || order['name'] !== textOf(row['Name']);
      const done = isNext ? whole() : [];
      const code = textOf(row['Discount Code']);
      order ??= { ...named(row, ORDER), ...(code && { discount_codes: [{ code }] }) };
      lines.push(named(row, LINE));
      return done;
    },
    end() {
      const orders = [...bulk.values()].map(({ order: one, lines: of }) => bulkOrder(one, of));
      bulk.clear();
      return [...whole(), ...orders];
    },
  };
}

const ordersIn = (value: Row): readonly Row[] =>
  Array.isArray(value['orders']) ? (value['orders'] as Json[]).filter(isFields) : [value];

function read(order: Row, offsetAt: OffsetAt): Heard {
  // What hangs on anything else than an order, or came before it.
  if (textOf(order['__parentId']) !== '') return 'other';
  const gateways = [order['gateway'], ...listOf(order['payment_gateway_names'])]
    .map(textOf)
    .join(' ');
  if (isTrue(order['test']) || /bogus/i.test(gateways)) return 'test';
  if (
    textOf(order['cancelled_at']) !== '' ||
    UNPAID.includes(textOf(order['financial_status']).toLowerCase())
  )
    return 'not-paid';
  const visitor =
    textOf(objectOf(order['customer'])['id']) ||
    firstText(order['email'], order['contact_email'], order['phone']).toLowerCase();
  if (visitor === '') return 'no-visitor';
  const number = textOf(order['name']);
  const paid: Told = {
    visitor,
    isPerson: true,
    time: writtenTime(
      firstText(order['processed_at'], order['created_at'], order['paid_at']),
      offsetAt,
    ),
    id: number,
    name: 'order_paid',
    fields: without(order, PERSONAL),
  };
  const refunds = listOf(order['refunds'])
    .filter(isFields)
    .map((refund, place): Told => {
      const amounts = listOf(refund['transactions']).map((one) =>
        Number(objectOf(one)['amount'] ?? NaN),
      );
      const amount = amounts.reduce((sum, one) => sum + one, 0);
      return {
        visitor,
        isPerson: true,
        time: writtenTime(firstText(refund['processed_at'], refund['created_at']), offsetAt),
        id: number && `${number}.${place}`,
        name: 'order_refunded',
        fields: cleaned({
          order_id: number || null,
          amount:
            Number.isFinite(amount) && amounts.length > 0 ? Math.round(amount * 1e6) / 1e6 : null,
          currency: order['currency'],
        }),
      };
    });
  return [paid, ...refunds];
}

const columnsSql = (of: string, columns: { readonly [api: string]: string }): string =>
  `covey_log_clean(json_object(${Object.entries(columns)
    .map(([api, column]) => `'${api}', covey_log_text(${of}->'/${column}')`)
    .join(', ')}))`;

const sql = (zone: string): string => `SELECT line, told.place AS place, visitor,
    covey_log_time(to_json(told.moment), ${zone}) AS time, told.id AS id, told.theirs AS theirs, told.f AS p, reason
  FROM (
    SELECT line, visitor, reason, unnest(list_prepend(
      {'place': 0, 'moment': coalesce(covey_log_text(o->'/processed_at'), covey_log_text(o->'/created_at'), covey_log_text(o->'/paid_at')), 'id': number, 'theirs': 'order_paid',
        'f': json_merge_patch(o, '{${PERSONAL.map((name) => `"${name}":null`).join(',')}}')},
      list_transform(refunds, lambda x, place: {'place': place, 'moment': coalesce(covey_log_text(x->'/processed_at'), covey_log_text(x->'/created_at')),
        'id': number || '.' || (place - 1), 'theirs': 'order_refunded',
        'f': covey_log_clean(json_object('order_id', number, 'amount', round(list_sum(list_transform(covey_log_list(x->'/transactions'), lambda y: TRY_CAST(covey_log_text(y->'/amount') AS DOUBLE))), 6), 'currency', (o->'/currency')))}))) AS told
    FROM (
      SELECT line, o, covey_log_text(o->'/name') AS number,
        coalesce(covey_log_text(o->'/customer/id'), lower(coalesce(covey_log_text(o->'/email'), covey_log_text(o->'/contact_email'), covey_log_text(o->'/phone')))) AS visitor,
        list_filter(covey_log_list(o->'/refunds'), lambda x: json_type(x) = 'OBJECT') AS refunds,
        CASE
          WHEN covey_log_true(o->'/test') OR coalesce((o->>'/gateway'), '') || ' ' || coalesce((o->>'/payment_gateway_names'), '') ILIKE '%bogus%' THEN 'test'
          WHEN covey_log_text(o->'/cancelled_at') IS NOT NULL OR lower(o->>'/financial_status') IN (${UNPAID.map((one) => `'${one}'`).join(', ')}) THEN 'not-paid'
        END AS reason
      FROM (
        SELECT line, unnest(list_filter(CASE WHEN json_type(r->'/orders') = 'ARRAY' THEN covey_log_list(r->'/orders') ELSE [r] END, lambda o: json_type(o) = 'OBJECT')) AS o
        FROM source_rows WHERE (r->'/Name') IS NULL AND NOT ${isOrderSql} AND NOT ${isLineSql}
        UNION ALL
        ${bulkSql}
        UNION ALL
        SELECT min(line), json_merge_patch(first(${columnsSql('r', ORDER)} ORDER BY line), covey_log_clean(json_object(
          'discount_codes', first(CASE WHEN covey_log_text(r->'/Discount Code') IS NOT NULL THEN [json_object('code', covey_log_text(r->'/Discount Code'))] END ORDER BY line),
          'line_items', list(${columnsSql('r', LINE)} ORDER BY line))))
        FROM source_rows WHERE (r->'/Name') IS NOT NULL GROUP BY covey_log_text(r->'/Name')
      )
    )
  )`;

export const shopifyOrders: LogSource = {
  name: 'shopify-orders',
  mapping: shopify,
  row: 'order',
  marks: [
    'Financial Status',
    'financial_status',
    'displayFinancialStatus',
    'Lineitem name',
    'line_items',
    'lineItems',
    'orders',
    '__parentId',
  ],
  documented: 'https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders',
  guide: {
    get: 'In the admin, *Orders*, *Export*, as CSV ([how](https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders)); `orders.json` of the [Admin API](https://shopify.dev/docs/api/admin-rest/latest/resources/order), page after page; or the result of a [bulk operation](https://shopify.dev/docs/api/usage/bulk-operations/queries) over `orders { name createdAt processedAt cancelledAt test displayFinancialStatus currencyCode email customer { id email } totalPriceSet { shopMoney { amount } } lineItems { sku title vendor quantity originalUnitPriceSet { shopMoney { amount } } } }`, with what else you want of `totalTaxSet`, `totalShippingPriceSet`, `discountCodes`, `refunds { createdAt totalRefundedSet { shopMoney { amount } } }` (connections as `edges { node { … } }`).',
    files: 'orders.csv',
    forms:
      'the CSV of the admin; JSON of the Admin API (`{ "orders": […] }`, lists, lines); the lines of JSON of a bulk operation',
    visitor:
      'the customer’s id; in CSV, which has none, the e-mail address in small letters, or the telephone number: a person, and not a browser. It stays on this machine, but for what `--members` writes; orders without any are left out',
    leftOut:
      'orders that were cancelled or never paid (`pending`, `unpaid`, `voided`, `expired`); test orders (`test`, the bogus gateway)',
    glance: {
      visitor: 'a person',
      lasts: 'always',
      consent: 'not said',
      robots: 'test orders are left out',
      twice: 'once',
    },
    lost: [
      'Orders say nothing of who looked at what, nor of visits (`session.*`, `session_start`, `"*"`): segments that ask it are *unknown*, and visitors who never bought are not there.',
      'Orders that are paid on delivery are `pending` until then, and left out, though the page has seen them.',
      'An order whose money was given back is a purchase, as the page has seen it; in JSON a `refund` follows. The CSV does not say when it was.',
      'Whether somebody agreed to be recorded an order does not say.',
      'Of a bulk operation what has a name in the REST API, too, is taken under that, and nothing else; all orders of a file are held until its end, since their lines may come anywhere behind them.',
    ],
  },
  isPartial: true,
  rowsIn: ordersIn,
  gather,
  read,
  sql,
  engines: ['duckdb'],
};
