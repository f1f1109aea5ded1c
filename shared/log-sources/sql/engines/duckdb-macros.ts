/** What `fields.ts` does, as DuckDB macros over JSON. Each names what it is given once or twice, since macros within macros multiply. */
const MACROS: { readonly [name: string]: string } = {
  // Neither absent nor null.
  covey_log_present: `(j) AS CASE WHEN CAST(j AS VARCHAR) <> 'null' THEN j END`,
  // A text or a number as text, without blanks around it; NULL for an empty one.
  covey_log_text: `(j) AS CASE WHEN list_contains(['VARCHAR', 'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE'], json_type(j))
    THEN nullif(trim(j->>'$', ' ' || chr(9) || chr(10) || chr(13)), '') END`,
  covey_log_parsed: `(j) AS TRY_CAST((j->>'$') AS JSON)`,
  covey_log_object: `(j) AS if(json_type(covey_log_parsed(j)) = 'OBJECT', covey_log_parsed(j), '{}'::JSON)`,
  covey_log_list: `(j) AS coalesce(TRY_CAST(covey_log_parsed(j) AS JSON[]), []::JSON[])`,
  covey_log_objects: `(j) AS list_filter(covey_log_list(j), lambda o: json_type(o) = 'OBJECT')`,
  covey_log_true: `(j) AS coalesce(j->>'$', '') IN ('true', '1')`,
  covey_log_path: `(address) AS list_transform([address], lambda a: CASE WHEN regexp_matches(a, '^[A-Za-z][A-Za-z0-9+.-]*://')
    THEN coalesce(nullif(regexp_extract(a, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)', 1), ''), '/') END)[1]`,
  // Without members that are null.
  covey_log_clean: `(j) AS json_merge_patch('{}'::JSON, j)`,
  // A number that stands as text, where it survives as a number.
  covey_log_whole: `(j) AS list_transform([j->>'$'], lambda n: CASE
    WHEN regexp_full_match(n, '-?[0-9]{1,16}') AND abs(CAST(n AS BIGINT)) <= 9007199254740991 THEN to_json(CAST(n AS BIGINT))
    WHEN regexp_full_match(n, '-?[0-9]+') THEN to_json(n) ELSE coalesce(to_json(TRY_CAST(n AS DOUBLE)), to_json(n)) END)[1]`,
  // As JavaScript's Number, but for texts that no tool writes.
  covey_log_number: `(j) AS CASE json_type(j) WHEN 'BOOLEAN' THEN if((j->>'$') = 'true', 1, 0)
    WHEN 'ARRAY' THEN NULL WHEN 'OBJECT' THEN NULL WHEN 'NULL' THEN NULL
    ELSE TRY_CAST(if(trim(j->>'$') = '', '0', j->>'$') AS DOUBLE) END`,
  // Microseconds of one unit since the epoch.
  covey_log_epoch: `(j, unit) AS list_transform([covey_log_text(j)], lambda t: CASE WHEN regexp_full_match(t, '[0-9]{1,19}([.][0-9]+)?') AND TRY_CAST(t AS DOUBLE) * unit < 8e18
    THEN make_timestamptz(CAST(floor(CAST(t AS DECIMAL(30, 6)) * unit) AS BIGINT)) END)[1]`,
  // The instant at which the clock of a zone shows a time, the first of two: by itself DuckDB takes the second.
  covey_log_at_clock: `(local, zone) AS list_transform([if(isfinite(local), local, NULL)], lambda t: CASE WHEN zone = 'UTC' THEN timezone('UTC', t)
    ELSE list_transform([timezone('UTC', t) - (timezone(zone, timezone('UTC', t - INTERVAL 1 DAY)) - (t - INTERVAL 1 DAY))],
      lambda earlier: if(timezone(zone, earlier) = t, earlier, timezone(zone, t)))[1] END)[1]`,
  // A time that is written out; in a zone where it names none.
  covey_log_time: `(j, zone) AS list_transform([covey_log_text(j)], lambda t: CASE WHEN regexp_matches(t, '[T ][0-9]{2}:.*(Z|UTC|GMT|[0-9] *[+-][0-9]{2}(:?[0-9]{2})?)$')
    THEN TRY_CAST(regexp_replace(regexp_replace(t, ' *(UTC|GMT)$', 'Z'), ' *([+-][0-9]{2}):?([0-9]{2})$', '\\1:\\2') AS TIMESTAMPTZ)
    ELSE covey_log_at_clock(TRY_CAST(t AS TIMESTAMP), zone) END)[1]`,
  // An object of members that are written already.
  covey_log_built: `(members) AS ('{' || array_to_string(members, ',') || '}')::JSON`,
  // An object of the same names, each null: what a patch takes away.
  covey_log_nulls: `(names) AS ('{' || array_to_string(list_transform(names, lambda k: CAST(to_json(k) AS VARCHAR) || ':null'), ',') || '}')::JSON`,
  // Members of the second in the place of those of the first, as a whole.
  covey_log_over: `(a, b) AS list_transform([b], lambda o: json_merge_patch(json_merge_patch(a, covey_log_nulls(json_keys(o))), o))[1]`,
  // Without members whose names begin so.
  covey_log_without: `(j, start) AS list_transform([j], lambda o: json_merge_patch(o, covey_log_nulls(list_filter(json_keys(o), lambda k: starts_with(k, start)))))[1]`,
  // Values of members whose names begin so.
  covey_log_starting: `(j, start) AS list_transform([j], lambda o: list_filter(list_transform(list_filter(json_keys(o), lambda k: starts_with(k, start)),
    lambda k: covey_log_present(json_extract(o, '/' || replace(replace(k, '~', '~0'), '/', '~1')))), lambda v: v IS NOT NULL))[1]`,
  // Members whose names match, as objects of key and value.
  covey_log_members: `(j, pattern) AS list_transform([j], lambda o: list_transform(list_filter(json_keys(o), lambda k: regexp_matches(k, pattern)),
    lambda k: json_object('key', k, 'value', json_extract(o, '/' || replace(replace(k, '~', '~0'), '/', '~1')))))[1]`,
  // What stands between signs, without blanks around it, of what has any.
  covey_log_split: `(t, sign) AS coalesce(list_transform(list_filter(list_transform(string_split(t, sign), lambda w: trim(w, ' ' || chr(9) || chr(10) || chr(13))),
    lambda w: w <> ''), lambda w: to_json(w)), []::JSON[])`,
};

/** The statements that define the macros named in a query, those first that others call. */
export const logMacros = (sql: string): readonly string[] => {
  const needed = new Set<string>();
  const visit = (text: string): void => {
    for (const [name, body] of Object.entries(MACROS)) {
      if (needed.has(name) || !new RegExp(`\\b${name}\\(`).test(text)) continue;
      visit(body);
      needed.add(name);
    }
  };
  visit(sql);
  return [...needed].map((name) => `CREATE OR REPLACE TEMP MACRO ${name}${MACROS[name] ?? ''}`);
};
