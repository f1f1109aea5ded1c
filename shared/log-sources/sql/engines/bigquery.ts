import { DIALECTS } from '../../../sql/dialects/index.ts';
import type { SourceForms } from './forms.ts';
import { asItIs, isPlace } from './forms.ts';

const { text: quote } = DIALECTS.bigquery;

const once: SourceForms['let'] = (name, value, body) => `WITH(${name} AS ${value}, ${body(name)})`;
const parsed = (json: string): string =>
  once(
    'written',
    json,
    (w) =>
      `IF(JSON_TYPE(${w}) = 'string', SAFE.PARSE_JSON(JSON_VALUE(${w}), wide_number_mode => 'round'), ${w})`,
  );
const asText = (json: string): string =>
  once(
    'told',
    json,
    (t) =>
      `IF(JSON_TYPE(${t}) IN ('string', 'number'), NULLIF(TRIM(JSON_VALUE(${t}), ' \\t\\n\\r'), ''), NULL)`,
  );
/** What stands between the brackets of an object, with a comma behind it. */
const inside = (json: string): string =>
  once(
    'members',
    `TO_JSON_STRING(${json})`,
    (m) => `IF(${m} = '{}', '', CONCAT(SUBSTR(${m}, 2, LENGTH(${m}) - 2), ','))`,
  );
/** Of members of one name the first is kept. */
const together = (...texts: readonly string[]): string =>
  `PARSE_JSON(CONCAT('{', RTRIM(CONCAT(${texts.join(', ')}), ','), '}'), wide_number_mode => 'round')`;
const stripped = (json: string): string => `JSON_STRIP_NULLS(${json}, include_arrays => FALSE)`;
const elements = (list: string, item: string, x: string, test = 'TRUE'): string =>
  `ARRAY(SELECT ${x} FROM UNNEST(${list}) AS ${item} WITH OFFSET AS place_in_list WHERE ${test} ORDER BY place_in_list)`;
/** Names that match, of members and of what is within them. */
const named = (json: string, pattern: string): string =>
  `REGEXP_EXTRACT_ALL(TO_JSON_STRING(${json}), r'"(${pattern})":')`;
const starting = (start: string): string => `${start}[^"\\\\]*`;
const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';
const EMPTY = 'CAST([] AS ARRAY<JSON>)';

const over: SourceForms['over'] = (first, second) => together(inside(second), inside(first));

/** GoogleSQL, over its JSON. */
export const bigquery: SourceForms = {
  ...asItIs,
  quote,
  at(json, ...path) {
    const found = `${json}${path.map((key) => `[${isPlace(key) ? key : quote(key)}]`).join('')}`;
    return `IF(JSON_TYPE(${found}) <> 'null', ${found}, NULL)`;
  },
  text: asText,
  isTrue: (json) => `COALESCE(JSON_VALUE(${json}) IN ('true', '1'), FALSE)`,
  object: (json) =>
    once('as_object', parsed(json), (o) => `IF(JSON_TYPE(${o}) = 'object', ${o}, JSON '{}')`),
  mentions: (json, part) => `STRPOS(TO_JSON_STRING(${json}), ${quote(part)}) > 0`,
  isObject: (json) => `COALESCE(JSON_TYPE(${json}) = 'object', FALSE)`,
  list: (json) =>
    once(
      'as_list',
      parsed(json),
      (l) => `IF(JSON_TYPE(${l}) = 'array', JSON_QUERY_ARRAY(${l}), ${EMPTY})`,
    ),
  isList: (json) => `COALESCE(JSON_TYPE(${json}) = 'array', FALSE)`,
  number: (json) =>
    once(
      'counted',
      json,
      (n) => `CASE JSON_TYPE(${n}) WHEN 'boolean' THEN IF(JSON_VALUE(${n}) = 'true', 1e0, 0e0)
        WHEN 'number' THEN SAFE_CAST(JSON_VALUE(${n}) AS FLOAT64)
        WHEN 'string' THEN IF(TRIM(JSON_VALUE(${n}), ' \\t\\n\\r') = '', 0e0, IF(REGEXP_CONTAINS(TRIM(JSON_VALUE(${n}), ' \\t\\n\\r'), r'${NUMBER}'), SAFE_CAST(TRIM(JSON_VALUE(${n}), ' \\t\\n\\r') AS FLOAT64), NULL)) END`,
    ),
  numeric: (json) =>
    once(
      'digits',
      json,
      (d) =>
        `IF(JSON_TYPE(${d}) = 'string' AND REGEXP_CONTAINS(JSON_VALUE(${d}), r'${NUMBER}') AND ABS(SAFE_CAST(JSON_VALUE(${d}) AS FLOAT64)) <= 9007199254740991, SAFE.PARSE_JSON(REGEXP_REPLACE(JSON_VALUE(${d}), r'^[+]', ''), wide_number_mode => 'round'), ${d})`,
    ),
  string: (text) => once('of_text', text, (t) => `IF(${t} IS NULL, NULL, TO_JSON(${t}))`),
  ofNumber: (number) => once('of_number', number, (n) => `IF(${n} IS NULL, NULL, TO_JSON(${n}))`),
  built: (members) =>
    Object.keys(members).length === 0
      ? `JSON '{}'`
      : stripped(
          `JSON_OBJECT(${Object.entries(members)
            .map(([name, value]) => `${quote(name)}, ${value}`)
            .join(', ')})`,
        ),
  over,
  beside: over,
  without(json, names, start) {
    const nulls = names.map((name) => `${JSON.stringify(name)}:null,`).join('');
    if (start === undefined) return stripped(together(quote(nulls), inside(json)));
    return once('all_of', json, (all) =>
      stripped(
        together(
          `ARRAY_TO_STRING(ARRAY(SELECT CONCAT('"', name, '":null,') FROM UNNEST(${named(all, starting(start))}) AS name), '')`,
          quote(nulls),
          inside(all),
        ),
      ),
    );
  },
  starting: (json, start) =>
    once(
      'among',
      json,
      (all) =>
        `ARRAY(SELECT ${all}[name] FROM UNNEST(${named(all, starting(start))}) AS name WHERE JSON_TYPE(${all}[name]) <> 'null')`,
    ),
  members: (json, pattern) =>
    once(
      'all_members',
      json,
      (all) =>
        `ARRAY(SELECT JSON_OBJECT('key', name, 'value', ${all}[name]) FROM UNNEST(${named(all, pattern.replace(/^\^|\$$/g, '').replaceAll('(', '(?:'))}) AS name WHERE JSON_TYPE(${all}[name]) <> 'null')`,
    ),
  set: (json, nothing) =>
    nothing === undefined
      ? stripped(json)
      : stripped(
          `PARSE_JSON(REGEXP_REPLACE(TO_JSON_STRING(${json}), r'([:,\\[])${JSON.stringify(nothing).replace(/[()]/g, '\\$&')}([,}\\]])', r'\\1null\\2'), wide_number_mode => 'round')`,
        ),
  keyed: (list, item, key, value) =>
    `(SELECT JSON_OBJECT(IFNULL(ARRAY_AGG(key), CAST([] AS ARRAY<STRING>)), IFNULL(ARRAY_AGG(value), ${EMPTY})) FROM (SELECT ${key} AS key, ${value} AS value FROM UNNEST(${list}) AS ${item}) WHERE key IS NOT NULL AND value IS NOT NULL)`,
  pairs: (keys, values) =>
    `(SELECT JSON_OBJECT(IFNULL(ARRAY_AGG(key), CAST([] AS ARRAY<STRING>)), IFNULL(ARRAY_AGG(value), ${EMPTY})) FROM (SELECT ${asText('k')} AS key, (${values})[SAFE_OFFSET(at)] AS value FROM UNNEST(${keys}) AS k WITH OFFSET AS at) WHERE key IS NOT NULL AND value IS NOT NULL)`,
  gathered: (key, value) =>
    `JSON_OBJECT(IFNULL(ARRAY_AGG(IF(${value} IS NULL, NULL, ${key}) IGNORE NULLS), CAST([] AS ARRAY<STRING>)), IFNULL(ARRAY_AGG(${value} IGNORE NULLS), ${EMPTY}))`,
  listed: (json, order) => `ARRAY_AGG(${json} ORDER BY ${order})`,
  literal: (json) => `JSON ${quote(json)}`,
  array: (list) =>
    once('items_of', list, (all) => `IF(ARRAY_LENGTH(${all}) = 0, NULL, TO_JSON(${all}))`),
  nothing: 'CAST(NULL AS STRING)',
  none: 'CAST(NULL AS JSON)',
  valued: (json, nothing) =>
    once(
      'of_value',
      json,
      (v) => `IF(TO_JSON_STRING(${v}) IN (${nothing.map(quote).join(', ')}), NULL, ${v})`,
    ),
  empty: EMPTY,
  listIf: (test, json) => `IF(${test}, [${json}], ${EMPTY})`,
  concat: (...lists) => `ARRAY_CONCAT(${lists.join(', ')})`,
  first: (list) => `(${list})[SAFE_OFFSET(0)]`,
  isEmpty: (list) => `ARRAY_LENGTH(${list}) = 0`,
  mapped: (list, item, json) => elements(list, item, json),
  filtered: (list, item, test) => elements(list, item, item, test),
  some: (list, item, test) => `EXISTS (SELECT 1 FROM UNNEST(${list}) AS ${item} WHERE ${test})`,
  distinct: (list) =>
    `ARRAY(SELECT ANY_VALUE(e) FROM UNNEST(${list}) AS e WITH OFFSET AS place_in_list GROUP BY TO_JSON_STRING(e) ORDER BY MIN(place_in_list))`,
  split: (text, sign) =>
    `ARRAY(SELECT TO_JSON(TRIM(w, ' \\t\\n\\r')) FROM UNNEST(SPLIT(${text}, ${quote(sign)})) AS w WITH OFFSET AS place_in_text WHERE TRIM(w, ' \\t\\n\\r') <> '' ORDER BY place_in_text)`,
  sum: (list, item, number) =>
    `(SELECT IF(LOGICAL_AND(n IS NOT NULL), SUM(n), NULL) FROM (SELECT ${number} AS n FROM UNNEST(${list}) AS ${item}))`,
  rounded: (number) => `ROUND(${number}, 6)`,
  wholeText: (number) => `CAST(CAST(${number} AS INT64) AS STRING)`,
  epoch: (json, micros) =>
    once(
      'since',
      asText(json),
      (s) =>
        `IF(REGEXP_CONTAINS(${s}, r'^[0-9]{1,19}([.][0-9]+)?$') AND SAFE_CAST(${s} AS FLOAT64) * ${micros} < 2.5e17, TIMESTAMP_MICROS(CAST(FLOOR(CAST(${s} AS NUMERIC) * ${micros}) AS INT64)), NULL)`,
    ),
  time: (json, zone) =>
    once(
      'moment_of',
      asText(json),
      (t) => `CASE WHEN NOT REGEXP_CONTAINS(${t}, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN NULL
        WHEN REGEXP_CONTAINS(${t}, r'[T ][0-9]{2}:.*(Z|UTC|GMT|[0-9] *[+-][0-9]{2}(:?[0-9]{2})?)$') THEN SAFE_CAST(REGEXP_REPLACE(${t}, r' *([+-][0-9]{2}):?([0-9]{2})$', r'\\1:\\2') AS TIMESTAMP)
        ELSE TIMESTAMP(SAFE_CAST(${t} AS DATETIME), ${zone}) END`,
    ),
  ms: (time) => `UNIX_MILLIS(${time})`,
  byClock: (time, zone) => `TIMESTAMP(DATETIME(${time}, 'UTC'), ${zone})`,
  length: (text) => `CHAR_LENGTH(${text})`,
  lower: (text) => `LOWER(${text})`,
  startsWith: (text, start) => `STARTS_WITH(${text}, ${quote(start)})`,
  spelled: (text) =>
    `TRIM(REGEXP_REPLACE(LOWER(REGEXP_REPLACE(${text}, r'([a-z0-9])([A-Z])', r'\\1_\\2')), r'[^$\\pL\\pN]+', '_'), '_')`,
  matches: (text, pattern) => `REGEXP_CONTAINS(${text}, ${quote(pattern)})`,
  replaced: (text, pattern, by) => `REGEXP_REPLACE(${text}, ${quote(pattern)}, ${quote(by)})`,
  group: (text, pattern) => `REGEXP_EXTRACT(${text}, ${quote(pattern)})`,
  let: once,
  rows: (table) => `SELECT TO_JSON(t) AS r FROM ${table} AS t`,
  unnested: (from, list, item, place) =>
    `(SELECT of_rows.*, ${item}, ${place} FROM ${from} AS of_rows CROSS JOIN UNNEST(${list}) AS ${item} WITH OFFSET AS ${place})`,
  part: (name, select) => `${name} AS (\n  ${select}\n)`,
  created: (view, select) => [`CREATE TEMP TABLE ${view} AS\n${select}`],
  alone: (select) => select,
};
