import { toPosix } from '../patterns-posix.ts';
import { createForms } from './common.ts';
import { CONTROLS } from './controls.ts';
import { type Dialect, type Form, inOneStatement } from './dialect.ts';

/**
 * No text holds NUL there: it stands as U+FFFD, in definitions as in the log. Other control characters are function calls.
 * Backslashes are doubled in an E'…', which is read the same with `standard_conforming_strings` on and off.
 */
const text = (value: string): string => {
  const start = value.includes('\\') ? "E'" : "'";
  const inner = start === "'" ? value : value.replaceAll('\\', '\\\\');
  const quoted = `${start}${inner.replaceAll('\0', '\uFFFD').replaceAll("'", "''")}'`;
  const written = quoted.replace(CONTROLS, (one) => `' || chr(${one.charCodeAt(0)}) || ${start}`);
  return written === quoted ? quoted : `(${written})`;
};

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  float: 'double precision',
  int: 'bigint',
  text: 'text',
  json: 'json',
};

const float = (x = ''): string => `CAST(${x} AS double precision)`;
const local = (ms: string, zone: string): string =>
  `(CAST('epoch' AS timestamptz) + ${ms} * interval '1 millisecond') AT TIME ZONE ${zone}`;
const whole = (part: string, of: string): string => `CAST(extract(${part} FROM ${of}) AS bigint)`;
const dayOf = (date: string): string => `CAST(${date} - date '1970-01-01' AS bigint)`;
const dateOf = (day: string): string => `(date '1970-01-01' + CAST(${day} AS integer))`;

/** In the text of JSON, after any backslashes that are escaped themselves. */
const NUL = text('(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000');
const HALF_PAIR = text(
  '(?<!\\\\)((?:\\\\\\\\)*)(\\\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\\\u[dD][c-fC-F])|(?<!\\\\u[dD][89abAB][0-9a-fA-F]{2})\\\\u[dD][c-fC-F][0-9a-fA-F]{2})',
);
const UNKNOWN_LETTER = text('\\1\\ufffd');
const safeText = (x: string): string =>
  `regexp_replace(regexp_replace(CAST(${x} AS text), ${NUL}, ${UNKNOWN_LETTER}, 'g'), ${HALF_PAIR}, ${UNKNOWN_LETTER}, 'g')`;
const IS_JSON = "IN (CAST('json' AS regtype), CAST('jsonb' AS regtype))";
/** A time without a zone, as one of UTC. */
const iso = (time: string): string =>
  `to_json(regexp_replace(to_char(${time}, 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '[.]000$', '') || 'Z')`;

/** Of two operands, each worked out once: `OFFSET 0` keeps the planner from writing them out again. */
const operation =
  (result: string): Form =>
  (a = '', b = '') =>
    `(SELECT ${result} FROM (SELECT ${a} AS a, ${b} AS b OFFSET 0) AS operands)`;

/** Unicode's order and letters, whatever the database's own. */
const COLLATE = 'COLLATE "pg_c_utf8"';
/** Names longer than this are cut off, and then two may be one. */
const LONGEST_NAME = 63;

/** PostgreSQL 17 and later. JSON stands as `json`, which keeps what was written. */
export const postgresql: Dialect = {
  engine: 'PostgreSQL',
  oldest: '17',
  text,
  real: (value) => `CAST('${value}' AS double precision)`,
  identifier: (name) => `"${name.replaceAll('"', '""').replaceAll('\0', '\uFFFD')}"`,
  fitting(name) {
    let cut = name.replace(CONTROLS, '\uFFFD') || '_';
    while (new TextEncoder().encode(cut).length > LONGEST_NAME)
      cut = [...cut].slice(0, -1).join('');
    return cut;
  },
  // Of JSON's null, nothing.
  get(json, path) {
    const at = `(${json} #> ARRAY[${path.map(text).join(', ')}])`;
    return `CASE WHEN json_typeof(${at}) <> 'null' THEN ${at} END`;
  },
  // As many as there are: a function takes a hundred arguments.
  over: (json, members) =>
    `(SELECT json_object_agg(name, value) FROM (SELECT key AS name, value FROM json_each(CASE WHEN json_typeof(${json}) = 'object' THEN ${json} END) WHERE key NOT IN (${members.map(([name]) => text(name)).join(', ')}) UNION ALL SELECT * FROM (VALUES ${members.map(([name, value]) => `(${text(name)}, ${value})`).join(', ')}) AS own) AS members(name, value))`,
  matches: (subject, pattern, ignoresCase) =>
    `(${subject}) ${COLLATE} ${ignoresCase ? '~*' : '~'} ${text(pattern)}`,
  pattern: toPosix,
  longestGapMs: Number.MAX_SAFE_INTEGER,
  hasLazyCases: true,
  // Else the planner would write a part out wherever it is read, and long expressions many times.
  script: (parts, select) => inOneStatement(parts, select, () => true),
  forms: createForms({
    quote: text,
    let: (name, value, body) =>
      `(SELECT ${body(name)} FROM (SELECT ${value} AS ${name} OFFSET 0) AS of_${name})`,
    float,
    int: (x) => `CAST(${x} AS bigint)`,
    null: (type) => `CAST(NULL AS ${TYPES[type] ?? type})`,
    finite: (x) => `CASE WHEN ${x} > '-infinity' AND ${x} < 'infinity' THEN ${x} END`,
    // What is too large, too small or no number is an error there.
    add: operation('CASE WHEN abs(a) < 8e307 AND abs(b) < 8e307 THEN a + b END'),
    subtract: operation('CASE WHEN abs(a) < 8e307 AND abs(b) < 8e307 THEN a - b END'),
    multiply: operation(
      'CASE WHEN a = 0 OR b = 0 OR ln(abs(a)) + ln(abs(b)) < -708 THEN a * 0 WHEN ln(abs(a)) + ln(abs(b)) < 709.7 THEN a * b END',
    ),
    divide: operation(
      'CASE WHEN b = 0 THEN NULL WHEN a = 0 OR ln(abs(a)) - ln(abs(b)) < -708 THEN a * 0 WHEN ln(abs(a)) - ln(abs(b)) < 709.7 THEN a / b END',
    ),
    ms: (x) => `CAST(floor(extract(epoch FROM ${x}) * 1000) AS bigint)`,
    time: (ms) => `CAST('epoch' AS timestamptz) + ${ms} * interval '1 millisecond'`,
    hour: (ms = '', zone = '') => whole('hour', local(ms, zone)),
    weekday: (ms = '', zone = '') => whole('isodow', local(ms, zone)),
    day: (ms = '', zone = '') => dayOf(`CAST(${local(ms, zone)} AS date)`),
    months: (ms = '', zone = '') =>
      `(${whole('year', local(ms, zone))} * 12 + ${whole('month', local(ms, zone))})`,
    date: (ms = '', zone = '') => `to_char(${local(ms, zone)}, 'YYYY-MM-DD')`,
    monthsOfDay: (day = '') =>
      `(${whole('year', dateOf(day))} * 12 + ${whole('month', dateOf(day))})`,
    monthStart: (months = '') =>
      dayOf(
        `make_date(CAST((${months} - 1) / 12 AS integer), CAST(mod(${months} - 1, 12) + 1 AS integer), 1)`,
      ),
    iso: (x) =>
      `CASE WHEN pg_input_is_valid(${x}, 'timestamptz') THEN CAST(floor(extract(epoch FROM CAST(${x} AS timestamptz)) * 1000) AS bigint) END`,
    // NUL and half a surrogate pair, which no text holds, would end the query.
    props: (x = '') => `CAST(${safeText(x)} AS json)`,
    is_json: (x) => `coalesce(CAST(${x} AS text) IS JSON, TRUE)`,
    // What is constant in a view is cast before any CASE asks of what type it is, but for what a CASE gives.
    value: (x = '') => `(SELECT CASE WHEN json_typeof(own) <> 'null' THEN own END FROM (SELECT CASE
    WHEN pg_typeof(${x}) ${IS_JSON} THEN CAST(CASE WHEN pg_typeof(${x}) ${IS_JSON} THEN ${safeText(x)} END AS json)
    WHEN pg_typeof(${x}) = CAST('timestamptz' AS regtype) THEN ${iso(`CAST(to_json(${x}) #>> '{}' AS timestamptz) AT TIME ZONE 'UTC'`)}
    WHEN pg_typeof(${x}) = CAST('timestamp' AS regtype) THEN ${iso(`CAST(to_json(${x}) #>> '{}' AS timestamp)`)}
    WHEN pg_typeof(${x}) IN (CAST('float4' AS regtype), CAST('float8' AS regtype), CAST('numeric' AS regtype)) AND json_typeof(to_json(${x})) = 'string' THEN NULL
    ELSE to_json(${x}) END AS own OFFSET 0) AS of_column)`,
    json: (x) => `to_json(${x})`,
    object: (...pairs) => `json_build_object(${pairs.join(', ')})`,
    keys: (j) =>
      `ARRAY(SELECT json_object_keys(CASE WHEN json_typeof(${j}) = 'object' THEN ${j} END))`,
    plain: (x) => `CAST(${x} AS text)`,
    type: (j) => `coalesce(json_typeof(${j}), 'null')`,
    same_json: (j, json) => `CAST(${j} AS text) = ${json}`,
    bare: (j) => `(${j} #>> '{}')`,
    toFloat: (x) =>
      `CASE WHEN pg_input_is_valid(${x}, 'double precision') THEN CAST(${x} AS double precision) END`,
    trim: (x, characters) => `btrim(${x}, ${text(characters)})`,
    isAll: (x, pattern) => `${x} ~ ${text(`^(?:${pattern})$`)}`,
    replaced: (x, pattern, by) => `regexp_replace(${x}, ${text(pattern)}, ${text(by)}, 'g')`,
    extracted: (x, pattern) => `substring(${x} FROM ${text(pattern)})`,
    elements: (j) =>
      `ARRAY(SELECT CASE WHEN json_typeof(one) <> 'null' THEN one END FROM json_array_elements(${j}) WITH ORDINALITY AS of_list(one, place) ORDER BY place)`,
    one: (j) => `ARRAY[${j}]`,
    size: (j) => `json_array_length(${j})`,
    some: (list, item, test) =>
      `EXISTS (SELECT 1 FROM unnest(${list}) AS of_list(${item}) WHERE ${test})`,
    filter: (list, item, test) =>
      `ARRAY(SELECT ${item} FROM unnest(${list}) WITH ORDINALITY AS of_list(${item}, place) WHERE ${test} ORDER BY place)`,
    flat: (list, item, inner) =>
      `ARRAY(SELECT inner_one FROM unnest(${list}) WITH ORDINALITY AS of_list(${item}, place) CROSS JOIN LATERAL unnest(${inner}) WITH ORDINALITY AS of_inner(inner_one, inner_place) ORDER BY place, inner_place)`,
    joined: (list, item, x) =>
      `coalesce((SELECT string_agg(${x}, ',' ORDER BY place) FROM unnest(${list}) WITH ORDINALITY AS of_list(${item}, place)), '')`,
    mapped: (list, item, x) => `ARRAY(SELECT ${x} FROM unnest(${list}) AS of_list(${item}))`,
    total: (list, item, x) => `(SELECT sum(${x}) FROM unnest(${list}) AS of_list(${item}))`,
    distinct: (list) => `ARRAY(SELECT DISTINCT one FROM unnest(${list}) AS of_list(one))`,
    range: (from, before, step) =>
      `ARRAY(SELECT generate_series(${from}, CAST(${before} AS bigint) - 1, CAST(${step} AS bigint)))`,
    each: (select) =>
      `(${select}) AS lists CROSS JOIN LATERAL unnest(lists.list) WITH ORDINALITY AS of_list(value, i)`,
    first: (x, ...by) =>
      `(array_agg(${x} ORDER BY ${by.join(', ')}) FILTER (WHERE ${x} IS NOT NULL))[1]`,
    last: (x, ...by) =>
      `(array_agg(${x} ORDER BY ${by.map((one) => `${one} DESC`).join(', ')}) FILTER (WHERE ${x} IS NOT NULL))[1]`,
    any: (x) => `any_value(${x})`,
    digits: (x = '') => `CASE
    WHEN ${x} = 'infinity' THEN 'Infinity' WHEN ${x} = '-infinity' THEN '-Infinity' WHEN ${x} = 0 THEN '0'
    WHEN abs(${x}) >= 1e-6 AND abs(${x}) < 1e21 THEN CAST(CAST(CAST(${x} AS text) AS numeric) AS text)
    ELSE regexp_replace(CAST(${x} AS text), 'e([+-])0+', ${text('e\\1')}) END`,
    lower: (x) => `lower((${x}) ${COLLATE})`,
    letter: (x, place) => `substr(${x}, CAST(${place} AS integer), 1)`,
    start: (x, length) => `left(${x}, ${length})`,
  }),
};
