/**
 * JavaScript's conversions, as DuckDB macros: a value known only as JSON is compared as the
 * language compares it. A query brings along the macros that it calls.
 */
const MACROS: Readonly<Record<string, string>> = {
  // The type's name in JavaScript's words, with arrays and null apart.
  covey_type: `(j) AS CASE json_type(j)
    WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object'
    WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' ELSE 'null' END`,
  // A number as text: no point in whole numbers below 1e21, an exponent only below 1e-6.
  covey_digits: `(x) AS CASE
    WHEN x = trunc(x) AND abs(x) < 9007199254740992 THEN CAST(CAST(x AS BIGINT) AS VARCHAR)
    WHEN abs(x) >= 1e-4 AND abs(x) < 9007199254740992 THEN CAST(x AS VARCHAR)
    WHEN isinf(x) THEN if(x > 0, 'Infinity', '-Infinity')
    WHEN abs(x) >= 1e21 OR abs(x) < 1e-6 THEN regexp_replace(CAST(x AS VARCHAR), 'e([+-])0+', 'e\\1')
    ELSE if(x < 0, '-', '') || if(abs(x) < 1,
      '0.' || repeat('0', -covey_exponent(x) - 1) || covey_mantissa(x),
      rpad(covey_mantissa(x), covey_exponent(x) + 1, '0')) END`,
  covey_mantissa: `(x) AS replace(regexp_replace(CAST(abs(x) AS VARCHAR), 'e.*$', ''), '.', '')`,
  covey_exponent: `(x) AS CAST(regexp_extract(CAST(x AS VARCHAR), 'e(.*)$', 1) AS INTEGER)`,
  covey_trim: `(s) AS trim(s, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(65279))`,
  // Text as a number; NULL where it is not one.
  covey_parse: `(s) AS CASE
    WHEN covey_trim(s) = '' THEN 0e0
    WHEN regexp_full_match(covey_trim(s), '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?Infinity')
      THEN TRY_CAST(covey_trim(s) AS DOUBLE) END`,
  // The number in a text, where there is no doubt which; NULL for all else.
  covey_amount: `(s) AS list_transform([trim(s, ' ')], lambda amount: CASE
    WHEN length(amount) > 40 THEN NULL
    WHEN regexp_full_match(amount, '[+-]?[0-9]{1,3}((,[0-9]{3})+[.][0-9]+|(,[0-9]{3}){2,})') THEN TRY_CAST(replace(ltrim(amount, '+'), ',', '') AS DOUBLE)
    WHEN regexp_full_match(amount, '[+-]?[0-9]{1,3}(([.][0-9]{3})+,[0-9]+|([.][0-9]{3}){2,})')
      THEN TRY_CAST(replace(replace(ltrim(amount, '+'), '.', ''), ',', '.') AS DOUBLE)
    WHEN regexp_full_match(amount, '[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}') THEN NULL
    WHEN regexp_full_match(amount, '[+-]?([0-9]+|[0-9]*[.,][0-9]+)([eE][+-]?[0-9]+)?')
      THEN TRY_CAST(replace(ltrim(amount, '+'), ',', '.') AS DOUBLE) END)[1]`,
  // Any value as text, as adding it to '' gives. Lists of lists are written as their JSON.
  covey_text: `(j) AS CASE covey_type(j)
    WHEN 'number' THEN covey_digits(TRY_CAST(j AS DOUBLE))
    WHEN 'array' THEN array_to_string(list_transform(TRY_CAST(j AS JSON[]), lambda e: CASE covey_type(e)
      WHEN 'null' THEN '' WHEN 'number' THEN covey_digits(TRY_CAST(e AS DOUBLE)) WHEN 'object' THEN '[object Object]' ELSE e->>'$' END), ',')
    WHEN 'object' THEN '[object Object]'
    WHEN 'null' THEN 'null'
    ELSE j->>'$' END`,
  // Any value as a number; NULL for absent and for what is not a number.
  covey_number: `(j) AS CASE covey_type(j)
    WHEN 'number' THEN TRY_CAST(j AS DOUBLE)
    WHEN 'boolean' THEN if(j = 'true'::JSON, 1e0, 0e0)
    WHEN 'string' THEN covey_parse(j->>'$')
    WHEN 'array' THEN covey_parse(covey_text(j)) END`,
  // The same, with texts as the numbers they stand for.
  covey_measured: `(j) AS if(covey_type(j) = 'string', covey_amount(j->>'$'), covey_number(j))`,
  covey_truthy: `(j) AS CASE covey_type(j)
    WHEN 'number' THEN TRY_CAST(j AS DOUBLE) <> 0
    WHEN 'boolean' THEN j = 'true'::JSON
    WHEN 'string' THEN (j->>'$') <> ''
    WHEN 'null' THEN FALSE
    ELSE TRUE END`,
  // What tells one event from another.
  covey_id: `(j) AS CASE WHEN covey_type(j) IN ('string', 'number') THEN nullif(covey_text(j), '') END`,
  // A list as its elements, anything else as the one element of a list.
  covey_list: `(j) AS if(json_type(j) = 'ARRAY', TRY_CAST(j AS JSON[]), [j])`,
  // Text, a finite number, or a boolean: what metrics take of a property.
  covey_scalar: `(j) AS covey_type(j) IN ('string', 'boolean') OR (covey_type(j) = 'number' AND isfinite(covey_number(j)))`,
  covey_string: `(j) AS if(covey_type(j) = 'string', j->>'$', NULL)`,
  // Milliseconds since the epoch of a date, at midnight UTC, or of an instant.
  covey_instant: `(j) AS CASE
    WHEN regexp_full_match(covey_string(j), '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN epoch_ms(TRY_CAST(covey_string(j) || 'T00:00:00Z' AS TIMESTAMPTZ))
    WHEN regexp_full_match(covey_string(j), '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,3})?)?(Z|[+-][0-9]{2}:[0-9]{2})')
      THEN epoch_ms(TRY_CAST(regexp_replace(covey_string(j), 'T([0-9]{2}:[0-9]{2})(Z|[+-])', 'T\\1:00\\2') AS TIMESTAMPTZ)) END`,
  // A page's path: given as such, or within its address.
  covey_path: `(path, address) AS coalesce(covey_string(path),
    if(covey_string(address) IS NULL, NULL, coalesce(nullif(regexp_extract(covey_string(address), '^[a-zA-Z]+://[^/?#]*([^?#]*)', 1), ''), '/')))`,
  // Days until the day and month come again, at the latest with the month's end.
  covey_anniversary: `(born, today) AS if(covey_in_year(born, year(today)) < today, covey_in_year(born, year(today) + 1), covey_in_year(born, year(today))) - today`,
  covey_in_year: `(born, y) AS least(make_date(y, month(born), 1) + CAST(day(born) - 1 AS INTEGER), last_day(make_date(y, month(born), 1)))`,
  covey_finite: `(x) AS if(isfinite(x), x, NULL)`,
  // ln(1 + x), exact for small x; NULL where it is no number.
  covey_log1p: `(x) AS CASE WHEN 1 + x = 1 THEN x WHEN x > -1 THEN ln(1 + x) * (x / ((1 + x) - 1)) END`,
  // Equal for equal scalars, however they are written.
  covey_key: `(j) AS covey_type(j) || ' ' || covey_text(j)`,
  // A version as text that orders like the version.
  covey_version: `(s) AS array_to_string(list_transform(covey_version_parts(s), lambda p:
    if(regexp_full_match(p, '[0-9]+'), repeat(' ', 5 - length(p)) || p, p)), '-')`,
  covey_version_parts: `(s) AS if(length(covey_version_split(s)) = 3, list_append(covey_version_split(s), '~'), covey_version_split(s))`,
  covey_version_split: `(s) AS regexp_split_to_array(regexp_replace(regexp_replace(if(coalesce(s, '') = '', '0', s), '^v', ''), '[+].*$', ''), '[-.]')`,
};

/** The statements that define the macros named in a query, those first that others call. */
export const macrosFor = (sql: string): readonly string[] => {
  const needed = new Set<string>();
  const visit = (text: string): void => {
    for (const name of Object.keys(MACROS)) {
      if (needed.has(name) || !new RegExp(`\\b${name}\\(`).test(text)) continue;
      visit(MACROS[name] ?? '');
      needed.add(name);
    }
  };
  visit(sql);
  return [...needed].map((name) => `CREATE OR REPLACE TEMP MACRO ${name}${MACROS[name] ?? ''}`);
};
