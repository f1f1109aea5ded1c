// Snowplow's events in a warehouse, and as its analytics SDKs write them: a column for each schema, called after vendor, name and version.
import type { Described } from '../mappings/snowplow-events.ts';
import { isFields, listOf, objectOf, textOf, without } from './fields.ts';
import type { SourceForms } from './sql/engines/index.ts';
import type { Row } from './types.ts';

const EVENT = 'unstruct_event_';
const VENDOR = 'contexts_com_snowplowanalytics_snowplow_';
/** Entities that are read, by the beginnings of their columns: where a vendor's name ends and that of a schema begins no column says. */
const ENTITIES: { readonly [name: string]: string } = {
  ...Object.fromEntries(
    'product transaction refund cart checkout_step promotion'
      .split(' ')
      .map((name) => [name, `${VENDOR}ecommerce_${name}_1`]),
  ),
  spiders_and_robots: 'contexts_com_iab_snowplow_spiders_and_robots_1',
  client_side_bot_detection: `${VENDOR}client_side_bot_detection_1`,
  bot_detection: `${VENDOR}bot_detection_1`,
};
/** What a loader adds to the data. */
const ADDED = ['_schema', '_schema_version'];
const schemaOf = (name: string): string => `iglu:warehouse/${name}/`;

/** The first that has a value, of the columns that begin so. */
const startingWith = (row: Row, start: string): unknown =>
  Object.entries(row).find(
    ([column, value]) => column.startsWith(start) && value !== null && value !== '',
  )?.[1];

/** The event's own column: which it is `event_name` says. Null where the row has none. */
export function eventOfColumns(row: Row): Described | null {
  const name = textOf(row['event_name']);
  return name === ''
    ? null
    : { schema: schemaOf(name), data: without(objectOf(startingWith(row, EVENT)), ADDED) };
}

export const entitiesOfColumns = (row: Row): readonly Described[] =>
  Object.entries(ENTITIES).flatMap(([name, start]) =>
    listOf(startingWith(row, start))
      .filter(isFields)
      .map((data) => ({ schema: schemaOf(name), data: without(data, ADDED) })),
  );

const startingSql = (f: SourceForms, start: string): string =>
  f.first(f.filtered(f.starting(f.row, start), 's', `${f.valued('s', ['""'])} IS NOT NULL`));

export const eventOfColumnsSql = (f: SourceForms): string =>
  f.built({
    schema: f.string(`'iglu:warehouse/' || ${f.text(f.at('r', 'event_name'))} || '/'`),
    data: f.without(f.object(startingSql(f, EVENT)), ADDED),
  });

export const entitiesOfColumnsSql = (f: SourceForms): readonly string[] =>
  Object.entries(ENTITIES).map(([name, start]) =>
    f.mapped(
      f.filtered(f.list(startingSql(f, start)), 'e', f.isObject('e')),
      'd',
      f.built({ schema: f.string(f.quote(schemaOf(name))), data: f.without('d', ADDED) }),
    ),
  );
