#!/usr/bin/env bash
# DuckDB 1.5.5 (@duckdb/node-api 1.5.5-r.5), on events in GA4's form, where a parameter's value stands under a member named after
# its type and `double_value` may come late: `read_json` takes the types from the first 20,480 lines (`sample_size`). A member
# that none of them has is an error, "unknown key", in a query that asks for every column. In one that asks for fewer, the
# same line is read without it, in the very column that is asked for: the purchase is there, and its value is null. So that
# `SELECT *` refuses a file says nothing of how the next query reads it, and to name what one needs, which is good manners
# otherwise, loses revenue; `sample_size = -1` keeps it. Of a late value that is no number both forms complain. By the
# documentation `columns`, `sample_size` and `ignore_errors` decide of it, not what is selected. Prints what is seen; fails if
# that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.5-r.5 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { writeFileSync } = require('node:fs');
const { DuckDBInstance } = require('@duckdb/node-api');
const line = (event_name, key, value) => `${JSON.stringify({ event_name, user_pseudo_id: '1.1', event_params: [{ key, value }] })}\n`;
const views = line('page_view', 'ga_session_number', { int_value: 1 }).repeat(20480);
writeFileSync('late.ndjson', views + line('purchase', 'value', { double_value: 12.5 }));
writeFileSync('text.ndjson', views + line('purchase', 'value', { int_value: 'twelve' }));
(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const ask = async (file, columns, options = '') => {
    try {
      const found = await connection.runAndReadAll(
        `SELECT ${columns} FROM read_json('${file}.ndjson'${options}) WHERE event_name = 'purchase'`,
      );
      const [row] = found.getRowObjectsJson();
      return JSON.stringify(row.event_params[0].value);
    } catch (error) {
      return /unknown key|Failed to cast/.exec(error.message)?.[0] ?? error.message;
    }
  };
  const [[version]] = (await connection.runAndReadAll('SELECT version()')).getRows();
  console.log(`DuckDB ${version}`);
  console.log(`all columns: ${await ask('late', '*')}`);
  console.log(`all by name: ${await ask('late', 'event_name, user_pseudo_id, event_params')}`);
  console.log(`two of three: ${await ask('late', 'event_name, event_params')}`);
  console.log(`one: ${await ask('late', 'event_params', ', ignore_errors = false')}`);
  console.log(`two, all lines sampled: ${await ask('late', 'event_name, event_params', ', sample_size = -1')}`);
  console.log(`two, a late text: ${await ask('text', 'event_name, event_params')}`);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'DuckDB v1.5.5
all columns: unknown key
all by name: unknown key
two of three: {"int_value":null}
one: {"int_value":null}
two, all lines sampled: {"int_value":null,"double_value":12.5}
two, a late text: Failed to cast' ]
