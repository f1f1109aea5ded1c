// Shopify's orders in SQL: as `read` of `shopify-orders.ts` takes them.
import { bulkSql, isLineSql, isOrderSql } from './shopify-bulk-sql.ts';
import { LINE, LISTS, ORDER, OWN, PERSONAL, UNPAID } from './shopify-orders-names.ts';
import type { SourceForms } from './sql/engines/index.ts';
import { writtenListsSql } from './sql/lists.ts';

/** Columns of the CSV by what the API calls the same. */
const columnsSql = (f: SourceForms, columns: { readonly [api: string]: string }): string =>
  f.built(
    Object.fromEntries(
      Object.entries(columns).map(([api, column]) => [api, f.string(f.text(f.at('r', column)))]),
    ),
  );

/** Orders of the CSV, of which each row is a line: only the first says what the order is. */
const csvSql = (f: SourceForms): string => `SELECT min(nth) AS line, ${f.beside(
  f.first(f.listed('ordered', 'nth')),
  f.built({
    discount_codes: f.let('code_of', f.first(f.listed('code', 'nth')), (code) =>
      f.array(f.listIf(`${f.text(code)} IS NOT NULL`, f.built({ code }))),
    ),
    line_items: f.array(f.listed('goods', 'nth')),
  }),
)} AS o
        FROM (
          SELECT line AS nth, ${f.text(f.at('r', 'Name'))} AS number, ${columnsSql(f, ORDER)} AS ordered, ${columnsSql(f, LINE)} AS goods,
            ${f.string(`coalesce(${f.text(f.at('r', 'Discount Code'))}, '')`)} AS code
          FROM source_rows WHERE ${f.at('r', 'Name')} IS NOT NULL
        ) AS csv_rows GROUP BY number`;

/** Orders of the API, several in a row or one. */
const apiSql = (f: SourceForms): string => {
  const several = f.at('r', 'orders');
  const rows = `(SELECT line, CASE WHEN ${f.isList(several)} THEN ${f.filtered(f.list(several), 'o', f.isObject('o'))} ELSE ${f.listIf('TRUE', f.row)} END AS found
          FROM source_rows WHERE ${f.at('r', 'Name')} IS NULL AND NOT ${isOrderSql(f)} AND NOT ${isLineSql(f)})`;
  return `SELECT line, o FROM ${f.unnested(rows, 'found', 'o', 'nth')}`;
};

export const shopifySql = (zone: string, f: SourceForms): string => {
  const of = (name: string): string => f.at('o', name);
  const text = (...names: readonly string[]): string =>
    `coalesce(${names.map((name) => f.text(of(name))).join(', ')}, NULL)`;
  const isBogus = (value: string): string => f.matches(f.lower(value), 'bogus');
  const moment = (json: string, ...names: readonly string[]): string =>
    f.time(f.string(`coalesce(${names.map((name) => f.text(f.at(json, name))).join(', ')})`), zone);
  const transactions = f.list(f.at('x', 'transactions'));
  const refunded = `CASE WHEN NOT ${f.isEmpty(transactions)} THEN ${f.rounded(f.sum(transactions, 'y', f.number(f.at(f.object('y'), 'amount'))))} END`;
  const orders = f.part(
    'shop_orders',
    `SELECT line, o, ${text('name')} AS number, ${of('currency')} AS currency,
      coalesce(${f.text(f.at(f.object(of('customer')), 'id'))}, ${f.lower(text('email', 'contact_email', 'phone'))}) AS visitor,
      ${f.concat(
        f.listIf('TRUE', f.literal('{}')),
        f.filtered(f.list(of('refunds')), 'x', f.isObject('x')),
      )} AS told,
      CASE
        WHEN ${f.isTrue(of('test'))} OR ${isBogus(`coalesce(${text('gateway')}, '')`)}
          OR ${f.some(f.list(of('payment_gateway_names')), 'g', isBogus(f.text('g')))} THEN 'test'
        WHEN ${text('cancelled_at')} IS NOT NULL OR ${f.lower(text('financial_status'))} IN (${UNPAID.map((one) => `'${one}'`).join(', ')}) THEN 'not-paid'
      END AS reason
    FROM (
        ${apiSql(f)}
        UNION ALL
        ${bulkSql(f)}
        UNION ALL
        ${csvSql(f)}
    ) AS of_all_forms`,
  );
  return `WITH ${orders}
  SELECT line, place, visitor,
    CASE WHEN place = 0 THEN ${moment('o', 'processed_at', 'created_at', 'paid_at')} ELSE ${moment('x', 'processed_at', 'created_at')} END AS time,
    CASE WHEN place = 0 THEN number ELSE number || '.' || ${f.wholeText('place - 1')} END AS id,
    CASE WHEN place = 0 THEN 'order_paid' ELSE 'order_refunded' END AS theirs,
    CASE WHEN place > 0 THEN ${f.built({ order_id: f.string('number'), amount: f.ofNumber(refunded), currency: 'currency' })}
      WHEN ${f.mentions('o', `"${OWN}`)} THEN ${f.beside(f.without('o', PERSONAL, OWN), writtenListsSql(f, 'o', LISTS))}
      ELSE ${f.without('o', PERSONAL)} END AS p, reason
  FROM ${f.unnested('shop_orders', 'told', 'x', 'place')}`;
};
