import { toRe2 } from '../patterns.ts';
import type { Part } from '../query.ts';
import { createForms } from './common.ts';
import { CONTROLS } from './controls.ts';
import type { Dialect } from './dialect.ts';

const escaped = (value: string, quote: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(CONTROLS, (one) =>
      [...new TextEncoder().encode(one)]
        .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
        .join(''),
    );
const text = (value: string): string => `'${escaped(value, "'")}'`;
const identifier = (name: string): string => `"${escaped(name.replaceAll('\0', '\uFFFD'), '"')}"`;

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'Bool',
  float: 'Float64',
  int: 'Int64',
  text: 'String',
  json: 'String',
};

const local = (ms: string, zone: string): string =>
  `fromUnixTimestamp64Milli(toInt64(${ms}), ${zone})`;
const monthsOf = (date: string): string => `toInt64(toYear(${date}) * 12 + toMonth(${date}))`;
const dateOf = (day: string): string => `addDays(toDate32('1970-01-01'), ${day})`;
const pairsOf = (args: readonly string[]): readonly (readonly [name: string, json: string])[] =>
  args.flatMap((name, i) =>
    i % 2 === 0 && name !== '' ? [[name, args[i + 1] ?? ''] as const] : [],
  );
const isString = (j: string): string => `startsWith(${j}, '"')`;

/** A visitor's times in order. Where an engine's expressions are alike, it works them out once. */
const TIMES = 'arraySort(groupArray(t))';
const gaps = (timeoutMs: number): string => `gap -> gap >= ${timeoutMs}, arrayDifference(${TIMES})`;

/** What the script needs of a session, which it gives back at its end. */
const SETTINGS: readonly (readonly [name: string, value: number])[] = [
  ['join_use_nulls', 1],
  ['prefer_column_name_to_alias', 1],
  ['joined_subquery_requires_alias', 0],
  ['cast_keep_nullable', 1],
  // One whole number of 2 to the 64th and more in a text blinds all functions of JSON otherwise.
  ['allow_simdjson', 0],
];

/** How columns of all types are written as JSON: asked where some are, whatever the session and the client have set. */
const AS_JSON = `date_time_output_format = 'iso', output_format_json_quote_64bit_integers = 0, output_format_json_quote_denormals = 0`;
const written = (statement: string): string =>
  statement.includes('toTypeName(') ? `${statement}\nSETTINGS ${AS_JSON}` : statement;

const created = ({ name, body }: Part): string =>
  `CREATE OR REPLACE TEMPORARY TABLE ${name} AS\n  ${body}`;

/**
 * JSON stands as its text, and what may be absent as Nullable. A common table expression is worked out anew wherever it
 * is read: parts are temporary tables instead.
 */
export const clickhouse: Dialect = {
  engine: 'ClickHouse',
  text,
  real(value) {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value < 0 ? '(-inf)' : 'inf';
    return `toFloat64(${value})`;
  },
  identifier,
  get(json, path) {
    // No key with NUL is found by its name.
    const found = path.join('').includes('\0')
      ? path.reduce(
          (inner, key) =>
            `arrayFirst(pair -> pair.1 = ${text(key)}, JSONExtractKeysAndValuesRaw(ifNull(${inner}, ''))).2`,
          json,
        )
      : `JSONExtractRaw(${[json, ...path.map(text)].join(', ')})`;
    return `nullIf(nullIf(${found}, ''), 'null')`;
  },
  over: (json, members) => {
    const names = members.map(([name]) => text(name)).join(', ');
    const own = members.map(
      ([name, value]) => `concat(${text(`${JSON.stringify(name)}:`)}, ifNull(${value}, 'null'))`,
    );
    const kept = `arrayFilter(pair -> NOT has([${names}], pair.1), JSONExtractKeysAndValuesRaw(ifNull(${json}, '')))`;
    return `toNullable(concat('{', arrayStringConcat(arrayConcat(arrayMap(pair -> concat(toJSONString(pair.1), ':', pair.2), ${kept}), [${own.join(', ')}]), ','), '}'))`;
  },
  matches: (subject, pattern, ignoresCase) =>
    `match(${subject}, ${text(`(?${ignoresCase ? 'i' : ''}-s)${pattern}`)})`,
  pattern: toRe2,
  longestGapMs: 2 ** 31 - 1,
  hasLazyCases: false,
  sessions(timeoutMs) {
    const begun = `greatest(arrayLastIndex(${gaps(timeoutMs)}), 1)`;
    return {
      count: `toInt64(1 + arrayCount(${gaps(timeoutMs)}))`,
      events: `toInt64(count(t) + 1 - ${begun})`,
      duration: `max(t) - ${TIMES}[${begun}]`,
    };
  },
  script: (parts, select) => ({
    prelude: [
      ...SETTINGS.map(([name, value]) => `SET ${name} = ${value}`),
      ...parts.map((part) => written(created(part))),
    ],
    query: written(select),
    cleanup: [
      ...parts.map(({ name }) => `DROP TEMPORARY TABLE IF EXISTS ${name}`),
      ...SETTINGS.map(([name]) => `SET ${name} = DEFAULT`),
    ],
  }),
  forms: createForms({
    quote: text,
    let: (name, value, body) => `arrayMap(${name} -> ${body(name)}, [${value}])[1]`,
    answer: (x) => `CAST(${x} AS Nullable(Bool))`,
    float: (x) => `toFloat64(${x})`,
    int: (x) => `toInt64(${x})`,
    null: (type) => `CAST(NULL AS Nullable(${TYPES[type] ?? type}))`,
    finite: (x) => `CASE WHEN isFinite(${x}) THEN ${x} END`,
    ms: (x) => `toNullable(toUnixTimestamp64Milli(toDateTime64(${x}, 3)))`,
    time: (ms) => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`,
    hour: (ms = '', zone = '') => `toHour(${local(ms, zone)})`,
    weekday: (ms = '', zone = '') => `toDayOfWeek(${local(ms, zone)})`,
    day: (ms = '', zone = '') => `toInt64(toInt32(toDate32(${local(ms, zone)})))`,
    months: (ms = '', zone = '') => monthsOf(local(ms, zone)),
    date: (ms = '', zone = '') => `formatDateTime(${local(ms, zone)}, '%F')`,
    monthsOfDay: (day = '') => monthsOf(dateOf(day)),
    monthStart: (months) =>
      `toInt64(toInt32(addMonths(toDate32('1970-01-01'), ${months} - ${1970 * 12 + 1})))`,
    iso: (x) => `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(${x}, 3, 'UTC'))`,
    props: (x) => `toNullable(${x})`,
    // A column that cannot be null holds a text without letters instead.
    is_json: (x) => `(ifNull(${x}, '') = '' OR isValidJSON(ifNull(${x}, '')))`,
    value: (x = '') =>
      `nullIf(if(position(toTypeName(${x}), 'DateTime64') > 0, replaceRegexpOne(replaceRegexpOne(toJSONString(${x}), '([.][0-9]{3})[0-9]+Z"$', '\\\\1Z"'), '[.]0+Z"$', 'Z"'), toJSONString(${x})), 'null')`,
    json: (x) => `toNullable(toJSONString(${x}))`,
    object: (...args) =>
      `toNullable(concat('{', ${pairsOf(args)
        .map(([name, j]) => `toJSONString(${name}), ':', ifNull(${j}, 'null'), `)
        .join("',', ")}'}'))`,
    keys: (j) => `JSONExtractKeys(ifNull(${j}, ''))`,
    plain: (x) => `CAST(${x} AS String)`,
    // JSON within JSON is as the engine wrote it: its first letter says what it is.
    type: (j) =>
      `transform(substring(ifNull(${j}, ''), 1, 1), ['"', 't', 'f', '[', '{', 'n', ''], ['string', 'boolean', 'boolean', 'array', 'object', 'null', 'null'], 'number')`,
    same_json: (j, json) => `${j} = ${json}`,
    bare: (j = '') => `if(${isString(j)}, JSONExtractString(ifNull(${j}, '')), ${j})`,
    toFloat: (x) => `toFloat64OrNull(${x})`,
    trim: (x, characters) =>
      `replaceRegexpAll(${x}, ${text(`^[${characters}]+|[${characters}]+$`)}, '')`,
    isAll: (x, pattern) => `match(${x}, ${text(`^(?:${pattern})$`)})`,
    replaced: (x, pattern, by) => `replaceRegexpAll(${x}, ${text(pattern)}, ${text(by)})`,
    extracted: (x, pattern) => `extract(${x}, ${text(pattern)})`,
    elements: (j) => `arrayMap(one -> nullIf(one, 'null'), JSONExtractArrayRaw(ifNull(${j}, '')))`,
    one: (j) => `[toNullable(${j})]`,
    size: (j) => `JSONLength(ifNull(${j}, ''))`,
    some: (list, item, test) => `arrayExists(${item} -> ifNull(${test}, FALSE), ${list})`,
    filter: (list, item, test) => `arrayFilter(${item} -> ifNull(${test}, FALSE), ${list})`,
    flat: (list, item, inner) => `arrayFlatten(arrayMap(${item} -> ${inner}, ${list}))`,
    joined: (list, item, x) => `arrayStringConcat(arrayMap(${item} -> ${x}, ${list}), ',')`,
    mapped: (list, item, x) => `arrayMap(${item} -> ${x}, ${list})`,
    total: (list, item, x) => `arraySum(arrayMap(${item} -> ifNull(${x}, 0), ${list}))`,
    distinct: (list) => `arrayDistinct(${list})`,
    range: (from, before, step) =>
      `range(ifNull(toInt64(${from}), toInt64(${before})), toInt64(${before}), toInt64(${step}))`,
    each: (select) => `(${select}) AS lists ARRAY JOIN list AS value, arrayEnumerate(list) AS i`,
    first: (x, ...by) => `argMinIf(${x}, tuple(${by.join(', ')}), ${x} IS NOT NULL)`,
    last: (x, ...by) => `argMaxIf(${x}, tuple(${by.join(', ')}), ${x} IS NOT NULL)`,
    any: (x) => `any(${x})`,
    lag: (x, rows = '1') => `lag(toNullable(${x}), ${rows})`,
    lead: (x) => `lead(toNullable(${x}))`,
    digits: (x) =>
      `CASE WHEN ${x} = 0 THEN '0' WHEN isInfinite(${x}) THEN if(${x} > 0, 'Infinity', '-Infinity') ELSE replaceRegexpOne(toString(${x}), 'e([0-9])', 'e+\\\\1') END`,
    lower: (x) => `lowerUTF8(${x})`,
    start: (x, length) => `leftUTF8(${x}, ${length})`,
  }),
};
