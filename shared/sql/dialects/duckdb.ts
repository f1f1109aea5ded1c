import { toRe2 } from '../patterns.ts';
import type { Part } from '../query.ts';
import { createForms } from './common.ts';
import { CONTROLS } from './controls.ts';
import { type Dialect, inOneStatement } from './dialect.ts';

/** Control characters are function calls: NUL would end the statement early, others would not survive a terminal. */
const text = (value: string): string => {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  const written = quoted.replace(CONTROLS, (one) => `' || chr(${one.charCodeAt(0)}) || '`);
  return written === quoted ? quoted : `(${written})`;
};

const local = (ms: string, zone: string): string =>
  /^'(Etc\/)?(UTC|GMT)'$/i.test(zone)
    ? `make_timestamp(${ms} * 1000)`
    : `timezone(${zone}, make_timestamptz(${ms} * 1000))`;

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  float: 'DOUBLE',
  int: 'BIGINT',
  text: 'VARCHAR',
  json: 'JSON',
};

const mantissa = (x: string): string =>
  `replace(regexp_replace(CAST(abs(${x}) AS VARCHAR), 'e.*$', ''), '.', '')`;
const exponent = (x: string): string =>
  `CAST(regexp_extract(CAST(${x} AS VARCHAR), 'e(.*)$', 1) AS INTEGER)`;

/** A time without a zone, as one of UTC. */
const iso = (time: string): string =>
  `to_json(regexp_replace(strftime(${time}, '%Y-%m-%dT%H:%M:%S.%g'), '[.]000$', '') || 'Z')`;

/** How often the parts read the events seen. */
const timesSeen = (parts: readonly Part[]): number =>
  parts.reduce((times, { body }) => times + (body.match(/\b(FROM|JOIN) seen\b/g)?.length ?? 0), 0);

export const duckdb: Dialect = {
  engine: 'DuckDB',
  text,
  real(value) {
    if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)";
    if (!Number.isFinite(value)) return `CAST('${value < 0 ? '-' : ''}inf' AS DOUBLE)`;
    const digits = String(Math.abs(value));
    const written = digits.includes('e') ? digits : `${digits}e0`;
    return value < 0 ? `(-${written})` : written;
  },
  identifier: (name) => `"${name.replaceAll('"', '""').replaceAll('\0', '\uFFFD')}"`,
  fitting: (name) => name.replace(CONTROLS, '\uFFFD'),
  get: (json, path) =>
    `nullif(${json}->${text(path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))}, 'null'::JSON)`,
  // A patch takes away what it has as null, and mixes objects: names are taken away first.
  over: (json, members) =>
    `json_merge_patch(json_merge_patch(CASE WHEN json_type(${json}) = 'OBJECT' THEN ${json} ELSE '{}'::JSON END, json_object(${members.map(([name]) => `${text(name)}, NULL`).join(', ')})), json_object(${members.map(([name, value]) => `${text(name)}, ${value}`).join(', ')}))`,
  matches: (subject, pattern, ignoresCase) =>
    `regexp_matches(${subject}, ${text(pattern)}${ignoresCase ? ", 'i'" : ''})`,
  pattern: toRe2,
  longestGapMs: Number.MAX_SAFE_INTEGER,
  hasLazyCases: true,
  // Events that are read once are not kept.
  script: (parts, select) =>
    inOneStatement(parts, select, ({ name }) => name === 'seen' && timesSeen(parts) > 1),
  forms: createForms({
    quote: text,
    let: (name, value, body) => `list_transform([${value}], lambda ${name}: ${body(name)})[1]`,
    float: (x) => `CAST(${x} AS DOUBLE)`,
    int: (x) => `CAST(${x} AS BIGINT)`,
    null: (type) => `CAST(NULL AS ${TYPES[type] ?? type})`,
    finite: (x) => `CASE WHEN isfinite(${x}) THEN ${x} END`,
    ms: (x) => `epoch_ms(${x})`,
    time: (ms) => `make_timestamptz(${ms} * 1000)`,
    hour: (ms = '', zone = '') => `hour(${local(ms, zone)})`,
    weekday: (ms = '', zone = '') => `isodow(${local(ms, zone)})`,
    day: (ms = '', zone = '') => `(CAST(${local(ms, zone)} AS DATE) - DATE '1970-01-01')`,
    months: (ms = '', zone = '') => `(year(${local(ms, zone)}) * 12 + month(${local(ms, zone)}))`,
    date: (ms = '', zone = '') => `strftime(${local(ms, zone)}, '%Y-%m-%d')`,
    monthsOfDay: (day) =>
      `(year(DATE '1970-01-01' + CAST(${day} AS INTEGER)) * 12 + month(DATE '1970-01-01' + CAST(${day} AS INTEGER)))`,
    monthStart: (months) =>
      `(make_date(CAST((${months} - 1) // 12 AS BIGINT), CAST(mod(${months} - 1, 12) + 1 AS BIGINT), 1) - DATE '1970-01-01')`,
    iso: (x) => `epoch_ms(TRY_CAST(${x} AS TIMESTAMPTZ))`,
    props: (x) => x ?? '',
    is_json: (x) => `coalesce(json_valid(CAST(${x} AS VARCHAR)), TRUE)`,
    value: (x = '') => `nullif(CASE
    WHEN typeof(${x}) = 'TIMESTAMP WITH TIME ZONE' THEN ${iso(`make_timestamp(epoch_us(TRY_CAST(CAST(${x} AS VARCHAR) AS TIMESTAMPTZ)))`)}
    WHEN starts_with(typeof(${x}), 'TIMESTAMP') THEN ${iso(`TRY_CAST(CAST(${x} AS VARCHAR) AS TIMESTAMP)`)}
    WHEN typeof(${x}) IN ('FLOAT', 'DOUBLE') AND CAST(${x} AS VARCHAR) IN ('nan', 'inf', '-inf') THEN NULL
    ELSE to_json(${x}) END, 'null'::JSON)`,
    json: (x) => `to_json(${x})`,
    object: (...pairs) => `json_object(${pairs.join(', ')})`,
    keys: (j) => `json_keys(${j})`,
    plain: (x) => `CAST(${x} AS VARCHAR)`,
    type: (j) => `CASE json_type(${j})
    WHEN 'VARCHAR' THEN 'string' WHEN 'DOUBLE' THEN 'number' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number'
    WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' ELSE 'null' END`,
    same_json: (j, json) => `CAST(${j} AS VARCHAR) = ${json}`,
    bare: (j) => `(${j}->>'$')`,
    toFloat: (x) => `TRY_CAST(${x} AS DOUBLE)`,
    trim: (x, characters) => `trim(${x}, ${text(characters)})`,
    isAll: (x, pattern) => `regexp_full_match(${x}, ${text(pattern)})`,
    replaced: (x, pattern, by) => `regexp_replace(${x}, ${text(pattern)}, ${text(by)}, 'g')`,
    extracted: (x, pattern) => `regexp_extract(${x}, ${text(pattern)}, 1)`,
    elements: (j) => `TRY_CAST(${j} AS JSON[])`,
    one: (j) => `[${j}]`,
    size: (j) => `json_array_length(${j})`,
    some: (list, item, test) =>
      `coalesce(len(list_filter(${list}, lambda ${item}: ${test})) > 0, FALSE)`,
    filter: (list, item, test) => `list_filter(${list}, lambda ${item}: ${test})`,
    flat: (list, item, inner) => `flatten(list_transform(${list}, lambda ${item}: ${inner}))`,
    joined: (list, item, x) =>
      `array_to_string(list_transform(${list}, lambda ${item}: ${x}), ',')`,
    mapped: (list, item, x) => `list_transform(${list}, lambda ${item}: ${x})`,
    total: (list, item, x) => `list_sum(list_transform(${list}, lambda ${item}: ${x}))`,
    distinct: (list) => `list_distinct(${list})`,
    range: (from, before, step) => `range(${from}, ${before}, ${step})`,
    each: (select) =>
      `(SELECT *, unnest(list) AS value, generate_subscripts(list, 1) AS i FROM (${select}) AS given) AS lists`,
    first: (x, ...by) => `first(${x} ORDER BY ${by.join(', ')}) FILTER (${x} IS NOT NULL)`,
    last: (x, ...by) => `last(${x} ORDER BY ${by.join(', ')}) FILTER (${x} IS NOT NULL)`,
    any: (x) => `any_value(${x})`,
    // No point in whole numbers below 1e21, an exponent only below 1e-6.
    digits: (x = '') => `CASE
    WHEN ${x} = trunc(${x}) AND abs(${x}) < 9007199254740992 THEN CAST(CAST(${x} AS BIGINT) AS VARCHAR)
    WHEN abs(${x}) >= 1e-4 AND abs(${x}) < 9007199254740992 THEN CAST(${x} AS VARCHAR)
    WHEN isinf(${x}) THEN CASE WHEN ${x} > 0 THEN 'Infinity' ELSE '-Infinity' END
    WHEN abs(${x}) >= 1e21 OR abs(${x}) < 1e-6 THEN regexp_replace(CAST(${x} AS VARCHAR), 'e([+-])0+', 'e\\1')
    ELSE CASE WHEN ${x} < 0 THEN '-' ELSE '' END || CASE WHEN abs(${x}) < 1
      THEN '0.' || repeat('0', -${exponent(x)} - 1) || ${mantissa(x)}
      ELSE rpad(${mantissa(x)}, ${exponent(x)} + 1, '0') END END`,
    lower: (x) => `lower(${x})`,
    start: (x, length) => `left(${x}, ${length})`,
  }),
};
