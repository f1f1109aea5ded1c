// What Shopify's GraphQL API gives as the result of a bulk operation: orders, and their lines apart from them, by the names of GraphQL.
import type { Json } from '../definitions/types.ts';
import { cleaned, isFields, listOf, objectOf, textOf } from './fields.ts';
import type { Row } from './types.ts';

export const ORDER = 'gid://shopify/Order/';
/** Where things stand, by what the REST API calls the same. */
const OF_ORDER = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  test: 'test',
  created_at: 'createdAt',
  processed_at: 'processedAt',
  cancelled_at: 'cancelledAt',
  financial_status: 'displayFinancialStatus',
  currency: 'currencyCode',
  payment_gateway_names: 'paymentGatewayNames',
  subtotal_price: 'subtotalPriceSet.shopMoney.amount',
  total_price: 'totalPriceSet.shopMoney.amount',
  total_tax: 'totalTaxSet.shopMoney.amount',
  total_shipping: 'totalShippingPriceSet.shopMoney.amount',
  total_discounts: 'totalDiscountsSet.shopMoney.amount',
} as const;
const OF_LINE = {
  sku: 'sku',
  title: 'title',
  name: 'name',
  vendor: 'vendor',
  variant_title: 'variantTitle',
  price: 'originalUnitPriceSet.shopMoney.amount',
  quantity: 'quantity',
} as const;
const REFUNDED = 'totalRefundedSet.shopMoney.amount';

/** `gid://shopify/Customer/7` is 7 in the REST API. */
const numberOf = (id: unknown): string => textOf(id).replace(/^.*\//, '');
const at = (row: Row, path: string): Json =>
  path
    .split('.')
    .reduce<Json>((value, name) => (isFields(value) ? (value[name] ?? null) : null), row);
const named = (row: Row, paths: { readonly [rest: string]: string }): Row =>
  cleaned(Object.fromEntries(Object.entries(paths).map(([rest, path]) => [rest, at(row, path)])));

/** The order that a row is a line of; empty where it is none. */
export const orderOf = (row: Row): string => {
  const parent = textOf(row['__parentId']);
  return parent.startsWith(ORDER) ? parent : '';
};
export const isBulkOrder = (row: Row): boolean =>
  textOf(row['id']).startsWith(ORDER) && textOf(row['__parentId']) === '';

export const bulkLine = (row: Row): Row =>
  cleaned({
    ...named(row, OF_LINE),
    product_id: numberOf(objectOf(row['product'])['id']) || null,
  });

/** An order and its lines as the REST API has them. */
export function bulkOrder(row: Row, lines: readonly Row[]): Row {
  const customer = objectOf(row['customer']);
  return cleaned({
    ...named(row, OF_ORDER),
    customer: cleaned({ id: numberOf(customer['id']) || null }),
    contact_email: customer['email'] ?? null,
    discount_codes: listOf(row['discountCodes']).map((code) => ({ code })),
    line_items: lines,
    refunds: listOf(row['refunds'])
      .filter(isFields)
      .map((refund) =>
        cleaned({
          created_at: refund['createdAt'],
          transactions: at(refund, REFUNDED) === null ? [] : [{ amount: at(refund, REFUNDED) }],
        }),
      ),
  });
}

const pointer = (path: string): string => `'/${path.replaceAll('.', '/')}'`;
const members = (of: string, paths: { readonly [rest: string]: string }): string =>
  Object.entries(paths)
    .map(([rest, path]) => `'${rest}', ${of}->${pointer(path)}`)
    .join(', ');
const numberSql = (json: string): string =>
  `nullif(regexp_replace(covey_log_text(${json}), '^.*/', ''), '')`;
/** Whether a row is an order, or a line of one. */
export const isOrderSql = `coalesce(starts_with(r->>'/id', '${ORDER}') AND covey_log_text(r->'/__parentId') IS NULL, FALSE)`;
export const isLineSql = `coalesce(covey_log_text(r->'/__parentId') IS NOT NULL, FALSE)`;

/** The same as a SELECT of `line` and `o`. */
export const bulkSql = `SELECT line, covey_log_clean(json_object(${members('r', OF_ORDER)},
          'customer', covey_log_clean(json_object('id', ${numberSql("covey_log_object(r->'/customer')->'/id'")})),
          'contact_email', covey_log_object(r->'/customer')->'/email',
          'discount_codes', list_transform(covey_log_list(r->'/discountCodes'), lambda c: json_object('code', c)),
          'line_items', coalesce(lines, []),
          'refunds', list_transform(covey_log_objects(r->'/refunds'), lambda x: covey_log_clean(json_object('created_at', x->'/createdAt',
            'transactions', CASE WHEN covey_log_present(x->${pointer(REFUNDED)}) IS NULL THEN [] ELSE [json_object('amount', x->${pointer(REFUNDED)})] END)))))
        FROM (SELECT line, r FROM source_rows WHERE ${isOrderSql}) AS bulk_orders
        LEFT JOIN (
          SELECT covey_log_text(r->'/__parentId') AS parent, list(covey_log_clean(json_object(${members('r', OF_LINE)},
            'product_id', ${numberSql("covey_log_object(r->'/product')->'/id'")})) ORDER BY line) AS lines
          FROM source_rows WHERE starts_with(covey_log_text(r->'/__parentId'), '${ORDER}') GROUP BY parent
        ) AS bulk_lines ON parent = covey_log_text(r->'/id')`;
