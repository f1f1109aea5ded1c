import { toRe2 } from '../patterns.ts';
import { createForms } from './common.ts';
import { CONTROLS } from './controls.ts';
import { type Dialect, inOneStatement } from './dialect.ts';

const escape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
/** No line may end in a literal. */
const escaped = (value: string, quote: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(CONTROLS, escape)
    .replace(/[\t\n]/g, escape);
const text = (value: string): string => `'${escaped(value, "'")}'`;

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOL',
  float: 'FLOAT64',
  int: 'INT64',
  text: 'STRING',
  json: 'JSON',
};

const local = (ms: string, zone: string): string => `TIMESTAMP_MILLIS(${ms}) AT TIME ZONE ${zone}`;
const dateOf = (ms: string, zone: string): string => `DATE(TIMESTAMP_MILLIS(${ms}), ${zone})`;
const part = (name: string, of: string): string => `EXTRACT(${name} FROM ${of})`;
const dayDate = (day: string): string => `DATE_FROM_UNIX_DATE(${day})`;

/** GoogleSQL. A column's name has letters, digits and underscores there: `metric.orders` is `metric_orders`. */
export const bigquery: Dialect = {
  engine: 'BigQuery',
  text,
  real(value) {
    if (!Number.isFinite(value))
      return `CAST('${String(value).replace('Infinity', 'inf')}' AS FLOAT64)`;
    const digits = String(Math.abs(value));
    const written = digits.includes('e') ? digits : `${digits}e0`;
    return value < 0 ? `(-${written})` : written;
  },
  identifier: (name) => `\`${escaped(name, '`')}\``,
  fitting: (name) =>
    name
      .replace(/[^A-Za-z0-9_]/g, '_')
      .replace(/^(?=\d|$)/, '_')
      .slice(0, 250),
  get(json, path) {
    const at = `${json}${path.map((key) => `[${text(key)}]`).join('')}`;
    return `CASE WHEN JSON_TYPE(${at}) <> 'null' THEN ${at} END`;
  },
  over: (json, members) =>
    `JSON_SET(CASE WHEN JSON_TYPE(${json}) = 'object' THEN ${json} ELSE JSON '{}' END, ${members
      .map(
        ([name, value]) =>
          `${text(`$."${name.replace(/[\\"]/g, '\\$&')}"`)}, coalesce(${value}, JSON 'null')`,
      )
      .join(', ')})`,
  matches: (subject, pattern, ignoresCase) =>
    `REGEXP_CONTAINS(${subject}, ${text(`${ignoresCase ? '(?i)' : ''}${pattern}`)})`,
  pattern: toRe2,
  longestGapMs: Number.MAX_SAFE_INTEGER,
  hasLazyCases: true,
  script: (parts, select) => inOneStatement(parts, select),
  forms: createForms({
    quote: text,
    let: (name, value, body) => `WITH(${name} AS ${value}, ${body(name)})`,
    float: (x) => `CAST(${x} AS FLOAT64)`,
    int: (x) => `CAST(${x} AS INT64)`,
    null: (type) => `CAST(NULL AS ${TYPES[type] ?? type})`,
    finite: (x) => `CASE WHEN NOT IS_INF(${x}) AND NOT IS_NAN(${x}) THEN ${x} END`,
    // What is too large or no number is an error there.
    add: (a, b) => `SAFE_ADD(${a}, ${b})`,
    subtract: (a, b) => `SAFE_SUBTRACT(${a}, ${b})`,
    multiply: (a, b) => `SAFE_MULTIPLY(${a}, ${b})`,
    divide: (a, b) => `SAFE_DIVIDE(${a}, ${b})`,
    greatest: (...all) => `(SELECT MAX(one) FROM UNNEST([${all.join(', ')}]) AS one)`,
    ms: (x) => `UNIX_MILLIS(${x})`,
    time: (ms) => `TIMESTAMP_MILLIS(${ms})`,
    hour: (ms = '', zone = '') => part('HOUR', local(ms, zone)),
    weekday: (ms = '', zone = '') => `MOD(${part('DAYOFWEEK', local(ms, zone))} + 5, 7) + 1`,
    day: (ms = '', zone = '') => `UNIX_DATE(${dateOf(ms, zone)})`,
    months: (ms = '', zone = '') =>
      `(${part('YEAR', local(ms, zone))} * 12 + ${part('MONTH', local(ms, zone))})`,
    date: (ms = '', zone = '') => `FORMAT_DATE('%F', ${dateOf(ms, zone)})`,
    monthsOfDay: (day = '') =>
      `(${part('YEAR', dayDate(day))} * 12 + ${part('MONTH', dayDate(day))})`,
    monthStart: (months) =>
      `UNIX_DATE(DATE_ADD(DATE '1970-01-01', INTERVAL ${months} - ${1970 * 12 + 1} MONTH))`,
    iso: (x) => `UNIX_MILLIS(SAFE_CAST(${x} AS TIMESTAMP))`,
    props: (x) => x ?? '',
    object: (...pairs) => `JSON_OBJECT(${pairs.join(', ')})`,
    keys: (j) => `JSON_KEYS(${j}, 1)`,
    plain: (x) => `CAST(${x} AS STRING)`,
    is_json: () => 'TRUE',
    // A literal says what type it is of, which no function does.
    value: (x) =>
      `WITH(own AS FORMAT('%T', ${x}), written AS TO_JSON(${x}), CASE WHEN JSON_TYPE(written) = 'null' OR STARTS_WITH(own, 'CAST(') THEN NULL
    WHEN STARTS_WITH(own, 'TIMESTAMP ') OR STARTS_WITH(own, 'DATETIME ') THEN TO_JSON(CONCAT(REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(STRING(written), 'Z$', ''), r'([.][0-9]{3})[0-9]+$', r'\\1'), '[.]0+$', ''), 'Z'))
    ELSE written END)`,
    json: (x) => `TO_JSON(${x})`,
    type: (j) => `coalesce(JSON_TYPE(${j}), 'null')`,
    // The order of an object's keys is lost.
    same_json: (j, json) =>
      `TO_JSON_STRING(${j}) = TO_JSON_STRING(PARSE_JSON(${json}, wide_number_mode => 'round'))`,
    bare: (j) => `coalesce(JSON_VALUE(${j}), TO_JSON_STRING(${j}))`,
    toFloat: (x) => `SAFE_CAST(${x} AS FLOAT64)`,
    trim: (x, characters) => `TRIM(${x}, ${text(characters)})`,
    isAll: (x, pattern) => `REGEXP_CONTAINS(${x}, ${text(`^(?:${pattern})$`)})`,
    replaced: (x, pattern, by) => `REGEXP_REPLACE(${x}, ${text(pattern)}, ${text(by)})`,
    extracted: (x, pattern) => `REGEXP_EXTRACT(${x}, ${text(pattern)})`,
    elements: (j) =>
      `ARRAY(SELECT CASE WHEN JSON_TYPE(one) <> 'null' THEN one END FROM UNNEST(JSON_QUERY_ARRAY(${j})) AS one WITH OFFSET AS place ORDER BY place)`,
    one: (j) => `[${j}]`,
    size: (j) => `ARRAY_LENGTH(JSON_QUERY_ARRAY(${j}))`,
    some: (list, item, test) => `EXISTS (SELECT 1 FROM UNNEST(${list}) AS ${item} WHERE ${test})`,
    filter: (list, item, test) =>
      `ARRAY(SELECT ${item} FROM UNNEST(${list}) AS ${item} WITH OFFSET AS place WHERE ${test} ORDER BY place)`,
    flat: (list, item, inner) =>
      `ARRAY(SELECT inner_one FROM UNNEST(${list}) AS ${item} WITH OFFSET AS place CROSS JOIN UNNEST(${inner}) AS inner_one WITH OFFSET AS inner_place ORDER BY place, inner_place)`,
    joined: (list, item, x) =>
      `ARRAY_TO_STRING(ARRAY(SELECT ${x} FROM UNNEST(${list}) AS ${item} WITH OFFSET AS place ORDER BY place), ',')`,
    mapped: (list, item, x) => `ARRAY(SELECT ${x} FROM UNNEST(${list}) AS ${item})`,
    total: (list, item, x) => `(SELECT SUM(${x}) FROM UNNEST(${list}) AS ${item})`,
    distinct: (list) => `ARRAY(SELECT DISTINCT one FROM UNNEST(${list}) AS one)`,
    // In two steps: there is a limit to what one makes.
    range: (from, before, step) =>
      `ARRAY(SELECT much + little FROM UNNEST(GENERATE_ARRAY(${from}, ${before} - 1, ${step} * 1000)) AS much CROSS JOIN UNNEST(GENERATE_ARRAY(0, ${step} * 999, ${step})) AS little WHERE much + little < ${before})`,
    each: (select) =>
      `(${select}) AS lists CROSS JOIN UNNEST(lists.list) AS value WITH OFFSET AS i`,
    first: (x, ...by) =>
      `ARRAY_AGG(${x} IGNORE NULLS ORDER BY ${by.join(', ')} LIMIT 1)[SAFE_OFFSET(0)]`,
    last: (x, ...by) =>
      `ARRAY_AGG(${x} IGNORE NULLS ORDER BY ${by.map((one) => `${one} DESC`).join(', ')} LIMIT 1)[SAFE_OFFSET(0)]`,
    any: (x) => `ANY_VALUE(${x})`,
    digits: (x = '') => `CASE
    WHEN IS_INF(${x}) THEN CASE WHEN ${x} > 0 THEN 'Infinity' ELSE '-Infinity' END
    WHEN ${x} = 0 THEN '0'
    WHEN abs(${x}) >= 1e-6 AND abs(${x}) < 1e21 THEN CAST(CAST(CAST(${x} AS STRING) AS BIGNUMERIC) AS STRING)
    ELSE REGEXP_REPLACE(CAST(${x} AS STRING), 'e([+-])0+', 'e\\\\1') END`,
    lower: (x) => `LOWER(${x})`,
    start: (x, length) => `LEFT(${x}, ${length})`,
  }),
};
