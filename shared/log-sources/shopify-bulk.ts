// What Shopify's GraphQL API gives as the result of a bulk operation: orders, and their lines apart from them, by the names of GraphQL.
import type { Json } from '../definitions/types.ts';
import { cleaned, isFields, listOf, objectOf, textOf } from './fields.ts';
import { OF_LINE, OF_ORDER, ORDER, REFUNDED } from './shopify-bulk-names.ts';
import type { Row } from './types.ts';

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
