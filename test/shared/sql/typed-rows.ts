// Events with a column for each property, of each engine's own types; and what they say as JSON.
import type { Json } from '../../../shared/definitions/types.ts';
import { DIALECTS, type DialectName } from '../../../shared/sql/index.ts';

export interface TypedRow {
  readonly visitor: string;
  /** Milliseconds; microseconds are added. */
  readonly time: number;
  readonly name: string;
  readonly value: string | null;
  readonly weight: number | null;
  readonly n: number | null;
  readonly ok: boolean | null;
  readonly country: string | null;
  /** Microseconds since the epoch. */
  readonly at: number | null;
  readonly day: string | null;
  readonly tags: readonly string[];
  readonly items: readonly { readonly item_id: string; readonly price: number }[];
  /** The column of JSON beside them. */
  readonly props: { readonly [name: string]: Json };
}

/** Where definitions read what a column holds. */
export const PATHS = {
  value: 'value',
  weight: 'weight',
  n: 'n',
  ok: 'ok',
  country: 'geo.country',
  at: 'at',
  day: 'day',
  tags: 'tags',
  items: 'items',
} as const;

const COLUMNS = Object.keys(PATHS) as readonly (keyof typeof PATHS)[];

export const propertyColumns = COLUMNS.map((column) => ({
  path: PATHS[column],
  column: `c ${column}`,
}));

/** An instant as JSON says it: to the millisecond, without a fraction of nothing. */
const iso = (micros: number): string =>
  new Date(Math.floor(micros / 1000)).toISOString().replace('.000Z', 'Z');

/** What the columns and the JSON beside them say together: columns first. */
export function propertiesOf(row: TypedRow, withJson: boolean): { readonly [name: string]: Json } {
  const { value, weight, n, ok, country, at, day, tags, items } = row;
  const own: { readonly [name: string]: Json | null } = {
    value: value === null ? null : Number(value),
    weight,
    n,
    ok,
    at: at === null ? null : iso(at),
    day,
    tags,
    items,
  };
  const known = Object.fromEntries(Object.entries(own).filter(([, one]) => one !== null));
  const { geo, ...others } = withJson ? row.props : {};
  const inside = typeof geo === 'object' && geo !== null && !Array.isArray(geo) ? geo : {};
  const whole = { ...inside, ...(country !== null && { country }) };
  const isObject = Object.keys(whole).length > 0;
  return { ...others, ...(isObject ? { geo: whole } : {}), ...known };
}

/** One column of each type, as an expression of the engine. */
type Typed = { readonly [column in keyof Omit<TypedRow, 'name'>]: (value: never) => string };

const orNull = (type: string, value: unknown, written: string): string =>
  `CAST(${value === null ? 'NULL' : written} AS ${type})`;

const literals = (dialect: DialectName) => {
  const { text } = DIALECTS[dialect];
  return { text, json: (value: unknown) => text(JSON.stringify(value)) };
};

const micros = (time: number): number => time * 1000 + 789;

const TYPED: { readonly [dialect in DialectName]: Typed } = {
  duckdb: (() => {
    const { text, json } = literals('duckdb');
    return {
      visitor: text,
      time: (value: number) => `make_timestamptz(${micros(value)})`,
      value: (value: string | null) => orNull('DECIMAL(12, 2)', value, `'${value}'`),
      weight: (value: number | null) => orNull('DOUBLE', value, `'${value}'`),
      n: (value: number | null) => orNull('BIGINT', value, `${value}`),
      ok: (value: boolean | null) => orNull('BOOLEAN', value, `${value}`),
      country: (value: string | null) => orNull('VARCHAR', value, text(value ?? '')),
      at: (value: number | null) => orNull('TIMESTAMPTZ', value, `make_timestamptz(${value})`),
      day: (value: string | null) => orNull('DATE', value, `'${value}'`),
      tags: (value: readonly string[]) => `CAST([${value.map(text).join(', ')}] AS VARCHAR[])`,
      items: (value: TypedRow['items']) =>
        `CAST([${value.map(({ item_id: id, price }) => `{ 'item_id': ${text(id)}, 'price': ${price} }`).join(', ')}] AS STRUCT(item_id VARCHAR, price DOUBLE)[])`,
      props: (value: object) => `CAST(${json(value)} AS JSON)`,
    };
  })(),
  clickhouse: (() => {
    const { text, json } = literals('clickhouse');
    return {
      visitor: text,
      time: (value: number) =>
        `fromUnixTimestamp64Micro(toInt64(${micros(value)}), 'Europe/Berlin')`,
      value: (value: string | null) => orNull('Nullable(Decimal(12, 2))', value, `'${value}'`),
      weight: (value: number | null) => orNull('Nullable(Float64)', value, `'${value}'`),
      n: (value: number | null) => orNull('Nullable(Int64)', value, `${value}`),
      ok: (value: boolean | null) => orNull('Nullable(Bool)', value, `${value}`),
      country: (value: string | null) =>
        orNull('LowCardinality(Nullable(String))', value, text(value ?? '')),
      at: (value: number | null) =>
        orNull(
          `Nullable(DateTime64(6, 'Europe/Berlin'))`,
          value,
          `fromUnixTimestamp64Micro(toInt64(${value}))`,
        ),
      day: (value: string | null) => orNull('Nullable(Date32)', value, `'${value}'`),
      tags: (value: readonly string[]) => `CAST([${value.map(text).join(', ')}] AS Array(String))`,
      items: (value: TypedRow['items']) =>
        `CAST([${value.map(({ item_id: id, price }) => `(${text(id)}, ${price})`).join(', ')}] AS Array(Tuple(item_id String, price Float64)))`,
      props: json,
    };
  })(),
  postgresql: (() => {
    const { text, json } = literals('postgresql');
    return {
      visitor: (value: string) => orNull('text', value, text(value)),
      time: (value: number) =>
        `CAST('epoch' AS timestamptz) + ${micros(value)} * interval '1 microsecond'`,
      value: (value: string | null) => orNull('numeric(12, 2)', value, `'${value}'`),
      weight: (value: number | null) => orNull('double precision', value, `'${value}'`),
      n: (value: number | null) => orNull('bigint', value, `${value}`),
      ok: (value: boolean | null) => orNull('boolean', value, `${value}`),
      country: (value: string | null) => orNull('varchar(40)', value, text(value ?? '')),
      at: (value: number | null) =>
        orNull(
          'timestamptz',
          value,
          `CAST('epoch' AS timestamptz) + ${value} * interval '1 microsecond'`,
        ),
      day: (value: string | null) => orNull('date', value, `'${value}'`),
      tags: (value: readonly string[]) => `CAST(ARRAY[${value.map(text).join(', ')}] AS text[])`,
      items: (value: object) => `CAST(${json(value)} AS jsonb)`,
      props: (value: object) => `CAST(${json(value)} AS json)`,
    };
  })(),
  bigquery: (() => {
    const { text, json } = literals('bigquery');
    return {
      visitor: text,
      time: (value: number) => `TIMESTAMP_MICROS(${micros(value)})`,
      value: (value: string | null) => orNull('NUMERIC', value, `'${value}'`),
      weight: (value: number | null) => orNull('FLOAT64', value, `'${value}'`),
      n: (value: number | null) => orNull('INT64', value, `${value}`),
      ok: (value: boolean | null) => orNull('BOOL', value, `${value}`),
      country: (value: string | null) => orNull('STRING', value, text(value ?? '')),
      at: (value: number | null) => orNull('TIMESTAMP', value, `TIMESTAMP_MICROS(${value})`),
      day: (value: string | null) => orNull('DATE', value, `'${value}'`),
      tags: (value: readonly string[]) => `CAST([${value.map(text).join(', ')}] AS ARRAY<STRING>)`,
      items: (value: TypedRow['items']) =>
        `CAST([${value.map(({ item_id: id, price }) => `STRUCT(${text(id)} AS item_id, CAST('${price}' AS FLOAT64) AS price)`).join(', ')}] AS ARRAY<STRUCT<item_id STRING, price FLOAT64>>)`,
      props: (value: object) => `PARSE_JSON(${json(value)}, wide_number_mode => 'round')`,
    };
  })(),
};

const ID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
type Cases = readonly (readonly [expression: string, json: Json])[];

/** What a column of other types holds, and what is read of it. */
export const OTHER_TYPES: { readonly [dialect in DialectName]: Cases } = {
  duckdb: [
    ["CAST('nan' AS DOUBLE)", null],
    ["CAST('-inf' AS FLOAT)", null],
    ['CAST(0.5 AS FLOAT)', 0.5],
    ['CAST(200 AS UTINYINT)', 200],
    ['CAST(-12 AS HUGEINT)', -12],
    ["TIMESTAMP '2026-03-29 02:30:00.5'", '2026-03-29T02:30:00.500Z'],
    ["CAST('2026-03-29 02:30:00.123456789' AS TIMESTAMP_NS)", '2026-03-29T02:30:00.123Z'],
    ["CAST('2026-03-29 02:30:00' AS TIMESTAMP_S)", '2026-03-29T02:30:00Z'],
    ["TIMESTAMPTZ '2026-03-29 02:30:00.001+01'", '2026-03-29T01:30:00.001Z'],
    [`CAST('${ID}' AS UUID)`, ID],
    ["CAST('a' AS ENUM('a', 'b'))", 'a'],
    [`'{"a": 1}'`, '{"a": 1}'],
    ["'12'", '12'],
    ["CAST('7' AS JSON)", 7],
    ["CAST('null' AS JSON)", null],
  ],
  clickhouse: [
    ['nan', null],
    ['CAST(-inf AS Nullable(Float32))', null],
    ['toFloat32(0.5)', 0.5],
    ['toUInt64(9007199254740991)', 9_007_199_254_740_991],
    ["toDateTime('2026-03-29 03:30:00', 'Europe/Berlin')", '2026-03-29T01:30:00Z'],
    ["toDateTime64('2026-03-29 01:30:00.5', 1, 'UTC')", '2026-03-29T01:30:00.5Z'],
    ["toDateTime64('2026-03-29 01:30:00.123456789', 9, 'UTC')", '2026-03-29T01:30:00.123Z'],
    ["toDateTime64('2026-03-29 01:30:00.000456789', 9, 'UTC')", '2026-03-29T01:30:00Z'],
    ["toDate('2026-03-29')", '2026-03-29'],
    [`toUUID('${ID}')`, ID],
    ["CAST('a' AS Enum8('a' = 1))", 'a'],
    [`'{"a": 1}'`, '{"a": 1}'],
    ["toLowCardinality('12')", '12'],
    ["toFixedString('EUR', 3)", 'EUR'],
    ['true', true],
    ['toUInt8(1)', 1],
  ],
  postgresql: [
    ["CAST('NaN' AS double precision)", null],
    ["CAST('-Infinity' AS real)", null],
    ["CAST('NaN' AS numeric)", null],
    ["CAST('NaN' AS text)", 'NaN'],
    ['CAST(0.5 AS real)', 0.5],
    ["CAST('2026-03-29 02:30:00.5' AS timestamp)", '2026-03-29T02:30:00.500Z'],
    ["CAST('2026-03-29 02:30:00.123456+01' AS timestamptz)", '2026-03-29T01:30:00.123Z'],
    ["CAST('2026-03-29 02:30:00.000456+00' AS timestamptz)", '2026-03-29T02:30:00Z'],
    [`CAST('${ID}' AS uuid)`, ID],
    [`CAST('{"a": 1}' AS text)`, '{"a": 1}'],
    ["CAST('12' AS varchar)", '12'],
    ["CAST('7' AS jsonb)", 7],
    ["CAST('null' AS json)", null],
  ],
  bigquery: [
    ["CAST('nan' AS FLOAT64)", null],
    ["CAST('-inf' AS FLOAT64)", null],
    ["'NaN'", 'NaN'],
    ["BIGNUMERIC '12.5'", 12.5],
    ["DATETIME '2026-03-29 02:30:00.5'", '2026-03-29T02:30:00.500Z'],
    ["TIMESTAMP '2026-03-29 02:30:00.123456+01'", '2026-03-29T01:30:00.123Z'],
    ["TIMESTAMP '2026-03-29 02:30:00.000456+00'", '2026-03-29T02:30:00Z'],
    [`'{"a": 1}'`, '{"a": 1}'],
    ["'12'", '12'],
    ['\'TIMESTAMP "2026"\'', 'TIMESTAMP "2026"'],
    ["JSON '7'", 7],
    ["JSON 'null'", null],
  ],
};

/** The rows as a SELECT. */
export function typedSelect(dialect: DialectName, rows: readonly TypedRow[]): string {
  const { identifier, text } = DIALECTS[dialect];
  const typed: { readonly [column: string]: (value: never) => string } = TYPED[dialect];
  const columnOf = (column: string): string =>
    column in PATHS ? `c ${column}` : column === 'name' ? 'event' : column;
  return rows
    .map((row, place) => {
      const cells = Object.entries(row).map(([column, value]) => {
        const write = typed[column] as ((value: unknown) => string) | undefined;
        return `${(write ?? text)(value as never)} AS ${identifier(columnOf(column))}`;
      });
      return `SELECT ${cells.join(', ')}, ${text(`id ${place % 7}`)} AS id`;
    })
    .join('\nUNION ALL ');
}
