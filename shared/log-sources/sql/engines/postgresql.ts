import { DIALECTS } from '../../../sql/dialects/index.ts';
import { asItIs } from './forms.ts';
import type { SourceForms } from './forms.ts';

const { text: quote } = DIALECTS.postgresql;

/** Worked out once: `OFFSET 0` keeps the planner from writing it out again. */
const once: SourceForms['let'] = (name, value, body) =>
  `(SELECT ${body(name)} FROM (SELECT ${value} AS ${name} OFFSET 0) AS of_${name})`;
/** The instant at which the clock of a zone shows a time, the first of two: by itself PostgreSQL takes the second. */
const atClock = (local: string, zone: string): string =>
  zone === `'UTC'`
    ? `${local} AT TIME ZONE 'UTC'`
    : once('at_clock', local, (t) =>
        once(
          'earlier',
          `(${t} AT TIME ZONE 'UTC') - ((((${t} - interval '1 day') AT TIME ZONE 'UTC') AT TIME ZONE ${zone}) - (${t} - interval '1 day'))`,
          (earlier) =>
            `CASE WHEN ${earlier} AT TIME ZONE ${zone} = ${t} THEN ${earlier} ELSE ${t} AT TIME ZONE ${zone} END`,
        ),
      );
const pair = (value: string): string => `(${value})`;
const BLANK = `E' \\t\\n\\r'`;
/** A text that is JSON by itself. */
const parsed = (json: string): string =>
  once(
    'written',
    json,
    (w) =>
      `CASE WHEN jsonb_typeof(${w}) = 'string' THEN CASE WHEN pg_input_is_valid(${w} #>> '{}', 'jsonb') THEN CAST(${w} #>> '{}' AS jsonb) END ELSE ${w} END`,
  );
const asText = (json: string): string =>
  once(
    'told',
    json,
    (t) =>
      `CASE WHEN jsonb_typeof(${t}) IN ('string', 'number') THEN nullif(btrim(${t} #>> '{}', ${BLANK}), '') END`,
  );
const elements = (list: string, item: string, x: string, test = 'TRUE'): string =>
  `ARRAY(SELECT ${x} FROM unnest(${list}) WITH ORDINALITY AS of_list(${item}, place_in_list) WHERE ${test} ORDER BY place_in_list)`;
const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$';

const over: SourceForms['over'] = (first, second) => `(${first} || ${second})`;

/** PostgreSQL 17 and later, over `jsonb`. */
export const postgresql: SourceForms = {
  ...asItIs,
  quote,
  at: (json, ...path) => `nullif(${json} #> ARRAY[${path.map(quote).join(', ')}], 'null'::jsonb)`,
  text: asText,
  isTrue: (json) => `coalesce(${pair(json)} #>> '{}' IN ('true', '1'), FALSE)`,
  object: (json) =>
    once(
      'of_object',
      parsed(json),
      (o) => `CASE WHEN jsonb_typeof(${o}) = 'object' THEN ${o} ELSE '{}'::jsonb END`,
    ),
  mentions: (json, part) => `strpos(CAST(${json} AS text), ${quote(part)}) > 0`,
  isObject: (json) => `coalesce(jsonb_typeof(${json}) = 'object', FALSE)`,
  list: (json) =>
    once(
      'of_json',
      parsed(json),
      (l) =>
        `CASE WHEN jsonb_typeof(${l}) = 'array' THEN ARRAY(SELECT one FROM jsonb_array_elements(${l}) WITH ORDINALITY AS of_list(one, place_in_list) ORDER BY place_in_list) ELSE ARRAY[]::jsonb[] END`,
    ),
  isList: (json) => `coalesce(jsonb_typeof(${json}) = 'array', FALSE)`,
  number: (json) =>
    once(
      'counted',
      json,
      (
        n,
      ) => `CASE jsonb_typeof(${n}) WHEN 'boolean' THEN CASE WHEN ${n} = 'true'::jsonb THEN 1e0 ELSE 0e0 END
        WHEN 'number' THEN CAST(${n} #>> '{}' AS double precision)
        WHEN 'string' THEN CASE WHEN btrim(${n} #>> '{}', ${BLANK}) = '' THEN 0e0
          WHEN btrim(${n} #>> '{}', ${BLANK}) ~ '${NUMBER}' AND pg_input_is_valid(btrim(${n} #>> '{}', ${BLANK}), 'double precision') THEN CAST(${n} #>> '{}' AS double precision) END END`,
    ),
  numeric: (json) =>
    once(
      'digits',
      json,
      (d) =>
        `CASE WHEN jsonb_typeof(${d}) = 'string' AND ${d} #>> '{}' ~ '${NUMBER}' AND abs(CAST(${d} #>> '{}' AS numeric)) <= 9007199254740991 THEN to_jsonb(CAST(${d} #>> '{}' AS numeric)) ELSE ${d} END`,
    ),
  string: (text) => `to_jsonb(CAST(${text} AS text))`,
  ofNumber: (number) => `to_jsonb(CAST(${number} AS double precision))`,
  built: (members) =>
    Object.keys(members).length === 0
      ? `'{}'::jsonb`
      : `jsonb_strip_nulls(jsonb_build_object(${Object.entries(members)
          .map(([name, value]) => `${quote(name)}, ${value}`)
          .join(', ')}))`,
  over,
  beside: over,
  without(json, names, start) {
    const named = `(${json} - ARRAY[${names.map(quote).join(', ')}]::text[])`;
    return start === undefined
      ? named
      : `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(${named}) WHERE NOT starts_with(key, ${quote(start)}))`;
  },
  starting: (json, start) =>
    `ARRAY(SELECT value FROM jsonb_each(${json}) WHERE starts_with(key, ${quote(start)}) AND value <> 'null'::jsonb)`,
  members: (json, pattern) =>
    `ARRAY(SELECT jsonb_build_object('key', key, 'value', value) FROM jsonb_each(${json}) WHERE key ~ ${quote(pattern)})`,
  set: (json, nothing) =>
    nothing === undefined
      ? `jsonb_strip_nulls(${json})`
      : `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(jsonb_strip_nulls(${json})) WHERE value <> ${quote(JSON.stringify(nothing))}::jsonb)`,
  keyed: (list, item, key, value) =>
    `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM (SELECT ${key} AS key, ${value} AS value FROM unnest(${list}) AS of_list(${item})) AS members WHERE key IS NOT NULL AND value IS NOT NULL)`,
  pairs: (keys, values) =>
    `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM (SELECT ${asText('k')} AS key, value FROM unnest(${keys}, ${values}) AS of_lists(k, value)) AS members WHERE key IS NOT NULL AND value IS NOT NULL)`,
  gathered: (key, value) =>
    `coalesce(jsonb_object_agg(${key}, ${value}) FILTER (WHERE ${value} IS NOT NULL), '{}')`,
  listed: (json, order) => `array_agg(${json} ORDER BY ${order})`,
  literal: (json) => `${quote(json)}::jsonb`,
  array: (list) => `to_jsonb(nullif(${list}, ARRAY[]::jsonb[]))`,
  nothing: 'NULL::text',
  none: 'NULL::jsonb',
  valued: (json, nothing) =>
    nothing.reduce((value, one) => `nullif(${value}, ${quote(one)}::jsonb)`, json),
  empty: 'ARRAY[]::jsonb[]',
  listIf: (test, json) => `CASE WHEN ${test} THEN ARRAY[${json}] ELSE ARRAY[]::jsonb[] END`,
  concat: (...lists) => `(${lists.join(' || ')})`,
  first: (list) => `(${list})[1]`,
  isEmpty: (list) => `cardinality(${list}) = 0`,
  mapped: (list, item, json) => elements(list, item, json),
  filtered: (list, item, test) => elements(list, item, item, test),
  some: (list, item, test) =>
    `EXISTS (SELECT 1 FROM unnest(${list}) AS of_list(${item}) WHERE ${test})`,
  distinct: (list) =>
    `ARRAY(SELECT one FROM unnest(${list}) WITH ORDINALITY AS of_list(one, place_in_list) GROUP BY one ORDER BY min(place_in_list))`,
  split: (text, sign) =>
    `ARRAY(SELECT to_jsonb(btrim(word, ${BLANK})) FROM string_to_table(${text}, ${quote(sign)}) WITH ORDINALITY AS of_text(word, place_in_text) WHERE btrim(word, ${BLANK}) <> '' ORDER BY place_in_text)`,
  sum: (list, item, number) =>
    `(SELECT CASE WHEN bool_and(n IS NOT NULL) THEN sum(n) END FROM (SELECT ${number} AS n FROM unnest(${list}) AS of_list(${item})) AS numbers)`,
  rounded: (number) => `CAST(round(CAST(${number} AS numeric), 6) AS double precision)`,
  wholeText: (number) => `CAST(CAST(${number} AS bigint) AS text)`,
  epoch: (json, micros) =>
    once(
      'since',
      asText(json),
      (s) =>
        `CASE WHEN ${s} ~ '^[0-9]{1,19}([.][0-9]+)?$' AND CAST(${s} AS numeric) * ${micros} < 8e18 THEN CAST('epoch' AS timestamptz) + CAST(floor(CAST(${s} AS numeric) * ${micros}) AS double precision) * interval '1 microsecond' END`,
    ),
  time: (json, zone) =>
    once(
      'moment_of',
      asText(json),
      (t) => `CASE WHEN ${t} !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN NULL
        WHEN ${t} ~ '[T ][0-9]{2}:.*(Z|UTC|GMT|[0-9] *[+-][0-9]{2}(:?[0-9]{2})?)$' THEN CASE WHEN pg_input_is_valid(${t}, 'timestamptz') THEN CAST(${t} AS timestamptz) END
        WHEN pg_input_is_valid(${t}, 'timestamp') THEN ${atClock(`CAST(${t} AS timestamp)`, zone)} END`,
    ),
  ms: (time) => `floor(extract(epoch FROM ${time}) * 1000)`,
  byClock: (time, zone) => atClock(`((${time}) AT TIME ZONE 'UTC')`, zone),
  length: (text) => `char_length(${text})`,
  lower: (text) => `(lower(${text} COLLATE "pg_c_utf8") COLLATE "default")`,
  startsWith: (text, start) => `starts_with(${text}, ${quote(start)})`,
  spelled: (text) =>
    `btrim(regexp_replace(lower(regexp_replace(${text}, '([a-z0-9])([A-Z])', ${quote('\\1_\\2')}, 'g') COLLATE "pg_c_utf8"), '[^$[:alnum:]]+' COLLATE "pg_c_utf8", '_', 'g'), '_')`,
  matches: (text, pattern) => `${text} ~ ${quote(pattern)}`,
  replaced: (text, pattern, by) => `regexp_replace(${text}, ${quote(pattern)}, ${quote(by)}, 'g')`,
  group: (text, pattern) => `substring(${text} FROM ${quote(pattern)})`,
  let: once,
  rows: (table) => `SELECT to_jsonb(t) AS r FROM ${table} AS t`,
  unnested: (from, list, item, place) =>
    `(SELECT of_rows.*, ${item}, place_in_list - 1 AS ${place} FROM ${from} AS of_rows CROSS JOIN LATERAL unnest(${list}) WITH ORDINALITY AS of_list(${item}, place_in_list)) AS of_${list}`,
  part: (name, select) => `${name} AS MATERIALIZED (\n  ${select}\n)`,
  created: (view, select) => [`CREATE OR REPLACE TEMP VIEW ${view} AS\n${select}`],
  alone: (select) => select,
};
