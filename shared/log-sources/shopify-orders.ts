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
  writtenLists,
  writtenTime,
} from './fields.ts';
import { bulkLine, bulkOrder, isBulkOrder, orderOf } from './shopify-bulk.ts';
import { LINE, LISTS, ORDER, OWN, PERSONAL, UNPAID } from './shopify-orders-names.ts';
import { shopifySql } from './shopify-orders-sql.ts';
import type { Gatherer, Heard, LogSource, Row, Told } from './types.ts';

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
      // The API's orders are whole. In a table of both, they have a column of CSV's that is null.
      if ((row['Name'] ?? null) === null) return [...whole(), row];
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
    fields: {
      ...without(
        order,
        Object.keys(order).filter((name) => PERSONAL.includes(name) || name.startsWith(OWN)),
      ),
      ...writtenLists(order, LISTS),
    },
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
    tables:
      '`orders` as [Airbyte](https://github.com/airbytehq/airbyte/tree/master/airbyte-integrations/connectors/source-shopify) loads it, into PostgreSQL, ClickHouse or BigQuery, or as Stitch does into BigQuery: a row for each order, its lines and refunds as JSON or as records. Fivetran’s `order` has neither, as they are tables of their own, and is not read',
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
  sql: shopifySql,
  engines: ['duckdb', 'clickhouse', 'postgresql', 'bigquery'],
};
