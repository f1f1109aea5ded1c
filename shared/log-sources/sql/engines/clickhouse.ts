import { DIALECTS } from '../../../sql/dialects/index.ts';
import type { SourceForms } from './forms.ts';
import { asItIs, isPlace } from './forms.ts';

const { text: quote } = DIALECTS.clickhouse;

const once: SourceForms['let'] = (name, value, body) =>
  `arrayMap(${name} -> ${body(name)}, [${value}])[1]`;
/** JSON as its text, where functions take no NULL. */
const written = (json: string): string => `ifNull(${json}, '')`;
const kind = (json: string): string => `toString(JSONType(${written(json)}))`;
/**
 * The instant that a text says, at the clock of a zone where it names none: of a time that clocks leave out, one that counts
 * on from before. By itself ClickHouse goes back; and its `timeZoneOffset` is a day off where the date line was moved.
 */
const atClock = (text: string, zone: string): string => {
  const read = (t: string, by: string) => `parseDateTime64BestEffortOrNull(${t}, 6, ${by})`;
  const micros = (time: string) => `toUnixTimestamp64Micro(${time})`;
  return zone === `'UTC'`
    ? read(text, zone)
    : once('at_clock', text, (t) =>
        once('as_utc', read(t, `'UTC'`), (utc) =>
          once('in_zone', read(t, zone), (local) => {
            const shown = read(`ifNull(toString(${local}), '')`, `'UTC'`);
            return `fromUnixTimestamp64Micro(${micros(local)} + if(${local} = ${utc}, 0, ${micros(utc)} - ${micros(shown)}), 'UTC')`;
          }),
        ),
      );
};
const trimmed = (text: string): string =>
  `replaceRegexpAll(${text}, '^[ \\\\t\\\\n\\\\r]+|[ \\\\t\\\\n\\\\r]+$', '')`;
const parsed = (json: string): string =>
  once('told', written(json), (t) => `if(startsWith(${t}, '"'), JSONExtractString(${t}), ${t})`);
const asText = (json: string): string =>
  once(
    'own_text',
    written(json),
    (t) =>
      `multiIf(startsWith(${t}, '"'), nullIf(${trimmed(`JSONExtractString(${t})`)}, ''), match(${t}, '^-?[0-9]'), toNullable(${t}), NULL)`,
  );
const pairs = (json: string): string => `JSONExtractKeysAndValuesRaw(${written(json)})`;
const object = (list: string): string =>
  `concat('{', arrayStringConcat(arrayMap(pair -> concat(toJSONString(pair.1), ':', pair.2), ${list}), ','), '}')`;
const known = (list: string): string => `arrayFilter(pair -> pair.2 <> 'null', ${list})`;
const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';

/** One whole number of 2 to the 64th and more in a text blinds all functions of JSON otherwise; and times name their zone. */
const SETTINGS = `allow_simdjson = 0, date_time_output_format = 'iso', output_format_json_quote_64bit_integers = 0, cast_keep_nullable = 1`;
const alone: SourceForms['alone'] = (select) => `${select}\nSETTINGS ${SETTINGS}`;

const over: SourceForms['over'] = (first, second) =>
  once('those', pairs(second), (those) =>
    object(
      `arrayConcat(arrayFilter(pair -> NOT has(arrayMap(that -> that.1, ${those}), pair.1), ${pairs(first)}), ${those})`,
    ),
  );

/** Over JSON as its text. */
export const clickhouse: SourceForms = {
  ...asItIs,
  quote,
  at: (json, ...path) =>
    `nullIf(nullIf(JSONExtractRaw(${[written(json), ...path.map((key) => (isPlace(key) ? String(Number(key) + 1) : quote(key)))].join(', ')}), ''), 'null')`,
  text: asText,
  isTrue: (json) => `ifNull(${json} IN ('true', '1', '"true"', '"1"'), FALSE)`,
  object: (json) => once('as_object', parsed(json), (o) => `if(${kind(o)} = 'Object', ${o}, '{}')`),
  mentions: (json, part) => `position(${written(json)}, ${quote(part)}) > 0`,
  isObject: (json) => `${kind(json)} = 'Object'`,
  list: (json) =>
    once('as_list', parsed(json), (l) => `if(${kind(l)} = 'Array', JSONExtractArrayRaw(${l}), [])`),
  isList: (json) => `${kind(json)} = 'Array'`,
  number: (json) =>
    once(
      'counted',
      written(json),
      (n) => `multiIf(${n} = 'true', toNullable(toFloat64(1)), ${n} = 'false', toFloat64(0),
        startsWith(${n}, '"'), if(${trimmed(`JSONExtractString(${n})`)} = '', toFloat64(0), if(match(${trimmed(`JSONExtractString(${n})`)}, '${NUMBER}'), toFloat64OrNull(${trimmed(`JSONExtractString(${n})`)}), NULL)),
        match(${n}, '^-?[0-9]'), toFloat64OrNull(${n}), NULL)`,
    ),
  numeric: (json) =>
    once(
      'digits',
      json,
      (d) =>
        `if(startsWith(${written(d)}, '"') AND match(JSONExtractString(${written(d)}), '${NUMBER}') AND abs(toFloat64OrZero(JSONExtractString(${written(d)}))) <= 9007199254740991, toNullable(JSONExtractString(${written(d)})), ${d})`,
    ),
  string: (text) =>
    once(
      'of_text',
      `CAST(${text} AS Nullable(String))`,
      (t) => `if(${t} IS NULL, NULL, toJSONString(assumeNotNull(${t})))`,
    ),
  ofNumber: (number) =>
    once('of_number', number, (n) => `if(isFinite(ifNull(${n}, nan)), toString(${n}), NULL)`),
  built: (members) =>
    Object.keys(members).length === 0
      ? `'{}'`
      : `concat('{', arrayStringConcat(arrayMap(pair -> concat(pair.1, ':', assumeNotNull(pair.2)), arrayFilter(pair -> pair.2 IS NOT NULL, [${Object.entries(
          members,
        )
          .map(
            ([name, value]) =>
              `tuple(${quote(JSON.stringify(name))}, CAST(${value} AS Nullable(String)))`,
          )
          .join(', ')}])), ','), '}')`,
  over,
  beside: over,
  without: (json, names, start) =>
    object(
      `arrayFilter(pair -> NOT has([${names.map(quote).join(', ')}], pair.1)${
        start === undefined ? '' : ` AND NOT startsWith(pair.1, ${quote(start)})`
      }, ${pairs(json)})`,
    ),
  starting: (json, start) =>
    `arrayMap(pair -> pair.2, arrayFilter(pair -> startsWith(pair.1, ${quote(start)}) AND pair.2 <> 'null', ${pairs(json)}))`,
  members: (json, pattern) =>
    `arrayMap(pair -> concat('{"key":', toJSONString(pair.1), ',"value":', pair.2, '}'), arrayFilter(pair -> match(pair.1, ${quote(pattern)}), ${pairs(json)}))`,
  set: (json, nothing) =>
    object(
      nothing === undefined
        ? known(pairs(json))
        : `arrayFilter(pair -> pair.2 <> ${quote(JSON.stringify(nothing))}, ${known(pairs(json))})`,
    ),
  keyed: (list, item, key, value) =>
    `concat('{', arrayStringConcat(arrayMap(${item} -> concat(toJSONString(assumeNotNull(${key})), ':', assumeNotNull(${value})), arrayFilter(${item} -> ${key} IS NOT NULL AND ${value} IS NOT NULL, ${list})), ','), '}')`,
  pairs: (keys, values) =>
    object(
      `arrayFilter(pair -> pair.1 <> '' AND pair.2 <> '', arrayMap((k, v) -> (ifNull(${asText('k')}, ''), v), ${keys}, arrayResize(${values}, length(${keys}), '')))`,
    ),
  gathered: (key, value) =>
    `concat('{', arrayStringConcat(groupArrayIf(concat(toJSONString(assumeNotNull(${key})), ':', assumeNotNull(${value})), ${value} IS NOT NULL), ','), '}')`,
  listed: (json, order) =>
    `arrayMap(pair -> pair.2, arraySort(pair -> pair.1, groupArray((${order}, assumeNotNull(${json})))))`,
  literal: (json) => quote(json),
  array: (list) =>
    once(
      'all_of',
      list,
      (all) => `if(empty(${all}), NULL, concat('[', arrayStringConcat(${all}, ','), ']'))`,
    ),
  nothing: 'CAST(NULL AS Nullable(String))',
  none: 'CAST(NULL AS Nullable(String))',
  valued: (json, nothing) =>
    nothing.reduce((value, one) => `nullIf(${value}, ${quote(one)})`, json),
  empty: 'CAST([] AS Array(String))',
  listIf: (test, json) => `if(${test}, [assumeNotNull(${json})], [])`,
  concat: (...lists) => `arrayConcat(${lists.join(', ')})`,
  first: (list) => `nullIf((${list})[1], '')`,
  isEmpty: (list) => `empty(${list})`,
  mapped: (list, item, json) => `arrayMap(${item} -> assumeNotNull(${json}), ${list})`,
  filtered: (list, item, test) => `arrayFilter(${item} -> ifNull(${test}, FALSE), ${list})`,
  some: (list, item, test) => `arrayExists(${item} -> ifNull(${test}, FALSE), ${list})`,
  distinct: (list) =>
    once(
      'all_of',
      list,
      (all) => `arrayFilter((e, nth) -> indexOf(${all}, e) = nth, ${all}, arrayEnumerate(${all}))`,
    ),
  split: (text, sign) =>
    `arrayMap(w -> toJSONString(w), arrayFilter(w -> w <> '', arrayMap(w -> ${trimmed('w')}, splitByString(${quote(sign)}, ${written(text)}))))`,
  sum: (list, item, number) =>
    once(
      'numbers',
      `arrayMap(${item} -> ifNull(${number}, nan), ${list})`,
      (numbers) => `toNullable(arraySum(${numbers}))`,
    ),
  rounded: (number) => `round(${number}, 6)`,
  wholeText: (number) => `toString(toInt64(${number}))`,
  epoch: (json, micros) =>
    once(
      'since',
      asText(json),
      (s) =>
        `if(match(${written(s)}, '^[0-9]{1,19}([.][0-9]+)?$') AND toFloat64OrZero(${written(s)}) * ${micros} < 8e18, fromUnixTimestamp64Micro(toInt64(floor(toDecimal128OrZero(${written(s)}, 6) * ${micros})), 'UTC'), NULL)`,
    ),
  time: (json, zone) =>
    once(
      'moment_of',
      asText(json),
      (t) =>
        `if(match(${written(t)}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}'), ${atClock(written(t), zone)}, NULL)`,
    ),
  ms: (time) => `toUnixTimestamp64Milli(toDateTime64(${time}, 3, 'UTC'))`,
  byClock: (time, zone) => atClock(`ifNull(toString(${time}), '')`, zone),
  length: (text) => `lengthUTF8(${text})`,
  lower: (text) => `lowerUTF8(${text})`,
  startsWith: (text, start) => `startsWith(${text}, ${quote(start)})`,
  spelled: (text) =>
    `replaceRegexpAll(replaceRegexpAll(lowerUTF8(replaceRegexpAll(${text}, '([a-z0-9])([A-Z])', '\\\\1_\\\\2')), '[^$\\\\pL\\\\pN]+', '_'), '^_+|_+$', '')`,
  matches: (text, pattern) => `match(${text}, ${quote(pattern)})`,
  replaced: (text, pattern, by) => `replaceRegexpAll(${text}, ${quote(pattern)}, ${quote(by)})`,
  group: (text, pattern) => `extract(${text}, ${quote(pattern)})`,
  let: once,
  rows: (table) => `SELECT formatRow('JSONEachRow', t.*) AS r FROM ${table} AS t`,
  unnested: (from, list, item, place) =>
    `(SELECT *, ${item}, toInt64(${place}_of_list) - 1 AS ${place} FROM ${from} ARRAY JOIN ${list} AS ${item}, arrayEnumerate(${list}) AS ${place}_of_list)`,
  part: (name, select) => `${name} AS (\n  ${select}\n)`,
  created: (view, select) => [`CREATE OR REPLACE TEMPORARY TABLE ${view} AS\n${alone(select)}`],
  alone,
};
