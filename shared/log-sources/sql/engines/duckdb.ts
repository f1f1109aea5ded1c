import { DIALECTS } from '../../../sql/dialects/index.ts';
import type { SourceForms } from './forms.ts';
import { logMacros } from './duckdb-macros.ts';

const { text: quote } = DIALECTS.duckdb;
const pointer = (path: readonly string[]): string =>
  quote(path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
const members = (of: { readonly [name: string]: string }): string =>
  `covey_log_clean(json_object(${Object.entries(of)
    .map(([name, value]) => `${quote(name)}, ${value}`)
    .join(', ')}))`;

const present = (json: string): string => `covey_log_present(${json})`;
/** What stands at a place of a row, as `at` writes it. Whole rows are long, and whoever asks reads all of one. */
const OF_ROW = /\bcovey_log_present\(r->('(?:[^']|'')*')\)/g;

/** By macros, which a statement has before it. */
export const duckdb: SourceForms = {
  quote,
  row: 'r.whole',
  at: (json, ...path) => present(`${json}->${pointer(path)}`),
  text: (json) => `covey_log_text(${json})`,
  isTrue: (json) => `covey_log_true(${json})`,
  object: (json) => `covey_log_object(${json})`,
  mentions: (json, part) => `contains(CAST(${json} AS VARCHAR), ${quote(part)})`,
  isObject: (json) => `coalesce(json_type(${json}) = 'OBJECT', FALSE)`,
  list: (json) => `covey_log_list(${json})`,
  isList: (json) => `coalesce(json_type(${json}) = 'ARRAY', FALSE)`,
  number: (json) => `covey_log_number(${json})`,
  numeric: (json) => `covey_log_whole(${json})`,
  string: (text) => `to_json(${text})`,
  ofNumber: (number) =>
    `list_transform([${number}], lambda n: CASE WHEN isfinite(n) THEN to_json(n) END)[1]`,
  built: members,
  over: (first, second) => `covey_log_over(${first}, ${second})`,
  beside: (first, second) => `json_merge_patch(${first}, ${second})`,
  without(json, names, start) {
    const named =
      names.length === 0
        ? json
        : `json_merge_patch(${json}, ${quote(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))))}::JSON)`;
    return start === undefined ? named : `covey_log_without(${named}, ${quote(start)})`;
  },
  starting: (json, start) => `covey_log_starting(${json}, ${quote(start)})`,
  members: (json, pattern) => `covey_log_members(${json}, ${quote(pattern)})`,
  set: (json, nothing) =>
    nothing === undefined
      ? `covey_log_clean(${json})`
      : `covey_log_clean(regexp_replace(CAST(${json} AS VARCHAR), ${quote(`([:,\\[])"${escaped(nothing)}"([,}\\]])`)}, '\\1null\\2', 'g')::JSON)`,
  keyed: (list, item, key, value) =>
    `covey_log_built(list_transform(list_filter(${list}, lambda ${item}: ${key} IS NOT NULL AND ${value} IS NOT NULL), lambda ${item}: CAST(to_json(${key}) AS VARCHAR) || ':' || CAST(${value} AS VARCHAR)))`,
  pairs: (keys, values) =>
    `list_transform([{'k': ${keys}, 'v': ${values}}], lambda two: covey_log_built(list_transform(list_filter(generate_series(1, len(two.k)), lambda i: covey_log_text(two.k[i]) IS NOT NULL AND two.v[i] IS NOT NULL),
      lambda i: CAST(to_json(covey_log_text(two.k[i])) AS VARCHAR) || ':' || CAST(two.v[i] AS VARCHAR))))[1]`,
  gathered: (key, value) =>
    `covey_log_built(coalesce(list(CAST(to_json(${key}) AS VARCHAR) || ':' || CAST(${value} AS VARCHAR)) FILTER (${value} IS NOT NULL), []))`,
  listed: (json, order) => `list(${json} ORDER BY ${order})`,
  literal: (json) => `${quote(json)}::JSON`,
  array: (list) => `to_json(nullif(${list}, []))`,
  nothing: 'NULL::VARCHAR',
  none: 'NULL::JSON',
  valued: (json, nothing) =>
    `CASE WHEN CAST(${json} AS VARCHAR) NOT IN (${nothing.map(quote).join(', ')}) THEN ${json} END`,
  empty: '[]::JSON[]',
  listIf: (test, json) => `CASE WHEN ${test} THEN [${json}] ELSE []::JSON[] END`,
  concat: (...lists) => `flatten([${lists.join(', ')}])`,
  first: (list) => `${list}[1]`,
  isEmpty: (list) => `len(${list}) = 0`,
  mapped: (list, item, json) => `list_transform(${list}, lambda ${item}: ${json})`,
  filtered: (list, item, test) => `list_filter(${list}, lambda ${item}: ${test})`,
  some: (list, item, test) => `len(list_filter(${list}, lambda ${item}: ${test})) > 0`,
  distinct: (list) =>
    `list_transform([${list}], lambda all_of: list_filter(all_of, lambda e, nth: list_position(all_of, e) = nth))[1]`,
  split: (text, sign) => `covey_log_split(${text}, ${quote(sign)})`,
  sum: (list, item, number) =>
    `list_transform([list_transform(${list}, lambda ${item}: ${number})], lambda all_of: CASE WHEN list_bool_and(list_transform(all_of, lambda n: coalesce(isfinite(n), FALSE))) THEN list_sum(all_of) END)[1]`,
  rounded: (number) => `round(${number}, 6)`,
  wholeText: (number) => `CAST(CAST(${number} AS BIGINT) AS VARCHAR)`,
  epoch: (json, micros) => `covey_log_epoch(${json}, ${micros})`,
  time: (json, zone) => `covey_log_time(${json}, ${zone})`,
  ms: (time) => `epoch_ms(${time})`,
  byClock: (time, zone) => `covey_log_at_clock(timezone('UTC', ${time}), ${zone})`,
  length: (text) => `length(${text})`,
  lower: (text) => `lower(${text})`,
  startsWith: (text, start) => `starts_with(${text}, ${quote(start)})`,
  spelled: (text) =>
    `trim(regexp_replace(lower(regexp_replace(${text}, '([a-z0-9])([A-Z])', '\\1_\\2', 'g')), '[^$\\p{L}\\p{N}]+', '_', 'g'), '_')`,
  matches: (text, pattern) => `regexp_matches(${text}, ${quote(pattern)})`,
  replaced: (text, pattern, by) => `regexp_replace(${text}, ${quote(pattern)}, ${quote(by)}, 'g')`,
  group: (text, pattern) => `regexp_extract(${text}, ${quote(pattern)}, 1)`,
  let: (name, value, body) => `list_transform([${value}], lambda ${name}: ${body(name)})[1]`,
  readOnce(rows, told) {
    const pointers = [...new Set([...told.matchAll(OF_ROW)].map(([, one = '']) => one))];
    if (pointers.length === 0) return { rows, told };
    return {
      rows: `SELECT {'whole': r, 'found': json_extract(r, [${pointers.join(', ')}])} AS r FROM (${rows}) AS unread`,
      told: told.replace(OF_ROW, (_, one: string) =>
        present(`r.found[${pointers.indexOf(one) + 1}]`),
      ),
    };
  },
  rows: (table) => `SELECT to_json(t) AS r FROM ${table} AS t`,
  unnested: (from, list, item, place) =>
    `(SELECT *, unnest(${list}) AS ${item}, generate_subscripts(${list}, 1) - 1 AS ${place} FROM ${from})`,
  part: (name, select) => `${name} AS MATERIALIZED (\n  ${select}\n)`,
  created(view, select) {
    const statement = `CREATE OR REPLACE TEMP VIEW ${view} AS\n${select}`;
    return [...logMacros(statement), statement];
  },
  alone: (select) => select,
};

const escaped = (text: string): string => text.replace(/[()[\]{}.*+?^$|\\]/g, '\\$&');
