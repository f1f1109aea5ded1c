// The result of a bulk operation of Shopify's GraphQL API in SQL: orders, and their lines apart from them, as the REST API has both.
import { OF_LINE, OF_ORDER, ORDER, REFUNDED } from './shopify-bulk-names.ts';
import type { SourceForms } from './sql/engines/index.ts';

const at = (f: SourceForms, of: string, path: string): string => f.at(of, ...path.split('.'));
const named = (
  f: SourceForms,
  of: string,
  paths: { readonly [rest: string]: string },
): { readonly [rest: string]: string } =>
  Object.fromEntries(Object.entries(paths).map(([rest, path]) => [rest, at(f, of, path)]));
/** `gid://shopify/Customer/7` is 7 in the REST API. */
const numberSql = (f: SourceForms, json: string): string =>
  f.string(`nullif(${f.replaced(f.text(json), '^.*/', '')}, '')`);
const parentSql = (f: SourceForms): string => f.text(f.at('r', '__parentId'));
const orEmpty = (f: SourceForms, list: string): string =>
  `coalesce(${f.array(list)}, ${f.literal('[]')})`;

/** Whether a row is an order, or a line of one. */
export const isOrderSql = (f: SourceForms): string =>
  `coalesce(${f.startsWith(f.text(f.at('r', 'id')), ORDER)} AND ${parentSql(f)} IS NULL, FALSE)`;
export const isLineSql = (f: SourceForms): string => `(${parentSql(f)} IS NOT NULL)`;

const refundSql = (f: SourceForms): string =>
  f.built({
    created_at: f.at('x', 'createdAt'),
    transactions: orEmpty(
      f,
      f.listIf(`${at(f, 'x', REFUNDED)} IS NOT NULL`, f.built({ amount: at(f, 'x', REFUNDED) })),
    ),
  });

/** A SELECT of `line` and `o`. */
export const bulkSql = (f: SourceForms): string => {
  const customer = f.object(f.at('r', 'customer'));
  const order = f.built({
    ...named(f, 'r', OF_ORDER),
    customer: f.built({ id: numberSql(f, f.at(customer, 'id')) }),
    contact_email: f.at(customer, 'email'),
    discount_codes: orEmpty(
      f,
      f.mapped(f.list(f.at('r', 'discountCodes')), 'c', f.built({ code: 'c' })),
    ),
    line_items: orEmpty(f, `coalesce(goods, ${f.empty})`),
    refunds: orEmpty(
      f,
      f.mapped(f.filtered(f.list(f.at('r', 'refunds')), 'x', f.isObject('x')), 'x', refundSql(f)),
    ),
  });
  const line = f.built({
    ...named(f, 'r', OF_LINE),
    product_id: numberSql(f, f.at(f.object(f.at('r', 'product')), 'id')),
  });
  return `SELECT line, ${order} AS o
        FROM (SELECT line, r, ${f.text(f.at('r', 'id'))} AS own_id FROM source_rows WHERE ${isOrderSql(f)}) AS bulk_orders
        LEFT JOIN (
          SELECT parent, ${f.listed('good', 'line')} AS goods
          FROM (SELECT line, ${parentSql(f)} AS parent, ${line} AS good FROM source_rows WHERE ${f.startsWith(parentSql(f), ORDER)}) AS bulk_lines
          GROUP BY parent
        ) AS bulk_goods ON parent = own_id`;
};
