// docs/examples/logs/*.sql of the tools that a bridge hears: their exports as a log, by the tables that the bridges use.
import { mixpanel } from '../../shared/mappings/mixpanel.ts';
import { posthog } from '../../shared/mappings/posthog.ts';
import { segment } from '../../shared/mappings/segment.ts';
import { SINGLE, STANDARD, WORTH } from '../../shared/mappings/standard.ts';
import type { Mapping } from '../../shared/mappings/types.ts';

/** How one tool's export is read: DuckDB's expressions over a line of it. */
interface Export {
  readonly mapping: Mapping;
  readonly columns: { readonly [column: string]: string };
  readonly visitor: string;
  readonly time: string;
  readonly theirs: string;
  readonly id: string;
  /** Where the path of a page view stands. */
  readonly path: string;
  /** Properties that are the row's own affair, and no property of the event. */
  readonly drop: readonly string[];
}

const EXPORTS: { readonly [name: string]: Export } = {
  segment: {
    mapping: segment,
    columns: {
      type: 'VARCHAR',
      event: 'VARCHAR',
      anonymousId: 'VARCHAR',
      timestamp: 'VARCHAR',
      messageId: 'VARCHAR',
      properties: 'JSON',
    },
    visitor: '"anonymousId"',
    time: '"timestamp"',
    theirs: "CASE type WHEN 'track' THEN event WHEN 'page' THEN 'page_view' END",
    id: '"messageId"',
    path: 'path',
    drop: [],
  },
  mixpanel: {
    mapping: mixpanel,
    columns: { event: 'VARCHAR', properties: 'JSON' },
    visitor: "properties->>'distinct_id'",
    time: "properties->>'time'",
    theirs: 'event',
    id: `properties->>'$."$insert_id"'`,
    path: 'current_url_path',
    drop: ['time', 'distinct_id', '$insert_id'],
  },
  posthog: {
    mapping: posthog,
    columns: {
      uuid: 'VARCHAR',
      event: 'VARCHAR',
      distinct_id: 'VARCHAR',
      timestamp: 'VARCHAR',
      properties: 'JSON',
    },
    visitor: 'distinct_id',
    time: '"timestamp"',
    theirs: 'event',
    id: 'uuid',
    path: '$pathname',
    drop: [],
  },
};

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const texts = (values: readonly string[]): string => values.map(text).join(', ');
/** A member by its name, whatever that begins with. */
const member = (of: string, name: string): string => `${of}->>${text(`$."${name}"`)}`;
const firstOf = (of: string, names: string): string => {
  const all = names.split(' ').map((name) => member(of, name));
  return all.length === 1 ? (all[0] ?? 'NULL') : `coalesce(${all.join(', ')})`;
};
const object = (members: { readonly [name: string]: string }, indent: string): string =>
  `json_object(${Object.entries(members)
    .map(([name, value]) => `\n${indent}  ${text(name)}, ${value}`)
    .join(',')}\n${indent})`;

const sql = (name: string, { mapping, columns, visitor, time, theirs, id, path, drop }: Export): string => {
  const { events, properties, items, own } = mapping;
  if (!items) throw new Error(`${mapping.tool} has no table of items.`);
  const { price = 'price', quantity = 'quantity' } = items.properties;
  const lists = items.list.split(' ').map((list) => `p->${text(`$."${list}"`)}`);
  const other = own ? `CASE WHEN NOT starts_with(theirs, ${text(own)}) THEN theirs END` : 'theirs';
  return `-- What ${mapping.tool} exports, as a log for "covey simulate": by the names of shared/mappings, which the bridge uses in a page.
-- Made by scripts/generate-docs.ts. DuckDB 1.3 or later: duckdb < ${name}.sql
COPY (
  WITH lines AS (
    SELECT ${visitor} AS visitor, ${time} AS time, ${theirs} AS theirs, ${id} AS message_id,
      coalesce(properties, '{}') AS p
    FROM read_json('${name}.ndjson', format = 'newline_delimited', columns = {${Object.entries(columns)
      .map(([column, type]) => `"${column}": '${type}'`)
      .join(', ')}})
  ),
  spelled AS (
    SELECT *, trim(regexp_replace(lower(regexp_replace(theirs, '([a-z0-9])([A-Z])', '\\1_\\2', 'g')),
      '[^$\\p{L}\\p{N}]+', '_', 'g'), '_') AS name
    FROM lines WHERE theirs IS NOT NULL AND visitor IS NOT NULL
  ),
  named AS (
    SELECT *, coalesce(
      MAP {${Object.entries(events)
        .map(([from, to]) => `\n        ${text(from)}: ${text(to)}`)
        .join(',')}
      }[name],
      CASE WHEN name IN (${texts(STANDARD)}) THEN name END,
      ${other}
    ) AS event
    FROM spelled
  ),
  listed AS (
    SELECT *, CASE
      ${lists.map((list) => `WHEN json_type(${list}) = 'ARRAY' THEN (${list})::JSON[]`).join('\n      ')}
      WHEN event IN (${texts(SINGLE)}) THEN [${drop.length === 0 ? 'p' : `json_merge_patch(p, json_object(${drop.map((each) => `${text(each)}, NULL`).join(', ')}))`}]
    END AS goods
    FROM named WHERE event <> ''
  )
  SELECT visitor, time, event, message_id, json_merge_patch(p, ${object(
    {
      ...Object.fromEntries(drop.map((each) => [each, 'NULL'])),
      ...Object.fromEntries(
        Object.entries(properties).map(([to, from]) => [to, firstOf('p', from)]),
      ),
      value: `coalesce(${firstOf('p', properties['value'] ?? 'value')}, CASE WHEN event IN (${texts(WORTH)}) THEN
        list_sum(list_transform(goods, g -> TRY_CAST(${firstOf('g', price)} AS DOUBLE) * coalesce(TRY_CAST(${firstOf('g', quantity)} AS DOUBLE), 1)))::VARCHAR END)`,
      page_path: `coalesce(p->>'page_path', ${member('p', path)})`,
      items: `list_transform(goods, g -> json_merge_patch(g, ${object(
        Object.fromEntries(
          Object.entries(items.properties).map(([to, from]) => [to, firstOf('g', from)]),
        ),
        '      ',
      )}))`,
    },
    '  ',
  )}) AS properties
  FROM listed
) TO '${name}-log.ndjson' (FORMAT json);
`;
};

/** File name, from docs/ on, and what belongs into it. */
export const logRecipes = (): { readonly [file: string]: string } =>
  Object.fromEntries(
    Object.entries(EXPORTS).map(([name, its]) => [`examples/logs/${name}.sql`, sql(name, its)]),
  );
