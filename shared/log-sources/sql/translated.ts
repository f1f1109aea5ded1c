import { SINGLE, STANDARD, WORTH } from '../../mappings/standard.ts';
import type { Mapping } from '../../mappings/types.ts';
import { text } from '../../sql/text.ts';
import { OF_SESSIONS } from '../intake.ts';

const texts = (values: readonly string[]): string => values.map(text).join(', ');
const at = (of: string, path: string): string => `${of}->${text(`/${path.replaceAll('.', '/')}`)}`;
/** The first that has a value, as in `translate`. */
const first = (of: string, paths: string): string =>
  `coalesce(${paths
    .split(' ')
    .map((path) => `covey_log_value(${at(of, path)})`)
    .join(', ')}, NULL)`;
/** What stands where a table says. */
const taken = (table: { readonly [standard: string]: string }, of: string): string =>
  `covey_log_clean(json_object(${Object.entries(table)
    .map(([standard, paths]) => `${text(standard)}, ${first(of, paths)}`)
    .join(', ')}))`;

const PIECES = `covey_log_number(coalesce((i->'/quantity'), '1'::JSON))`;

/** The price of one piece, where the table's is that of the line. */
const ofOnePiece = (items: string): string =>
  `list_transform(list_transform(${items}, lambda i: {'item': i, 'price': covey_log_number(i->'/price') / ${PIECES}}),
      lambda one: CASE WHEN isfinite(one.price) THEN json_merge_patch(one.item, json_object('price', round(one.price, 6))) ELSE one.item END)`;

function itemsOf({ items }: Mapping): string {
  if (!items) return '[]::JSON[]';
  const list = `list_transform(covey_log_objects(list), lambda g: json_merge_patch(g, ${taken(items.properties, 'g')}))`;
  const single = `list_filter([${taken(items.properties, 'p')}], lambda i: (i->'/item_id') IS NOT NULL OR (i->'/item_name') IS NOT NULL)`;
  const found = `CASE WHEN json_type(list) = 'ARRAY' THEN ${list}${items.single ? ` WHEN list_contains([${texts(SINGLE)}], name) THEN ${single}` : ''} ELSE []::JSON[] END`;
  return items.linePrice ? ofOnePiece(found) : found;
}

/** `translate` in SQL: common table expressions from `told` to `events`, which has `line`, `place`, `visitor`, `time`, `id`, `name`, `props`. */
export function translatedSql(mapping: Mapping): string {
  const { events, own, properties, items } = mapping;
  const names = Object.keys(events);
  const known = `MAP {${Object.entries(events)
    .map(([from, to]) => `${text(from)}: ${text(to)}`)
    .join(', ')}}[spelled]`;
  return `spelled AS MATERIALIZED (
  SELECT line, place, visitor, time, id, theirs, covey_log_clean(p) AS p,
    trim(regexp_replace(lower(regexp_replace(theirs, '([a-z0-9])([A-Z])', '\\1_\\2', 'g')), '[^$\\p{L}\\p{N}]+', '_', 'g'), '_') AS spelled
  FROM told WHERE reason IS NULL AND visitor IS NOT NULL AND time IS NOT NULL AND theirs IS NOT NULL
),
named AS MATERIALIZED (
  SELECT *, ${items ? first('p', items.list) : 'NULL::JSON'} AS list, CASE
    ${names.length > 0 ? `WHEN list_contains([${texts(names)}], spelled) THEN ${known}` : ''}
    ${own ? `WHEN starts_with(theirs, ${text(own)}) THEN NULL` : ''}
    WHEN list_contains([${texts(STANDARD)}], spelled) THEN spelled
    ELSE theirs END AS name
  FROM spelled
),
listed AS MATERIALIZED (
  SELECT *, ${itemsOf(mapping)} AS goods, ${taken(properties, 'p')} AS standard
  FROM named WHERE name <> '' AND NOT list_contains([${texts(OF_SESSIONS)}], name) AND length(name) <= 100 AND NOT regexp_matches(name, '^(enter|leave):')
),
priced AS MATERIALIZED (
  SELECT *, list_transform(goods, lambda i: covey_log_number(i->'/price') * ${PIECES}) AS prices FROM listed
),
translated AS (
  SELECT line, place, visitor, time, id, name, covey_log_clean(json_merge_patch(json_merge_patch(p, standard), covey_log_clean(json_object(
    'items', CASE WHEN len(goods) > 0 THEN goods END,
    'value', CASE WHEN len(goods) > 0 AND list_contains([${texts(WORTH)}], name) AND (p->'/value') IS NULL AND (standard->'/value') IS NULL
      AND list_bool_and(list_transform(prices, lambda price: coalesce(isfinite(price), FALSE))) THEN round(list_sum(prices), 6) END
  )))) AS props
  FROM priced
)`;
}
