#!/usr/bin/env bash
# Google Analytics' client id (`user_pseudo_id`: a random number, a dot, seconds since 1970) in a CSV file: whoever guesses types
# makes a number of it, and of its twenty digits sixteen or seventeen are left. DuckDB 1.5.5 does so by default, csv-parse 7.0.3
# by `cast: true`, papaparse 5.7.1 by `dynamicTyping`, d3-dsv 3.0.2 by `autoType`; quotes in the file help with none, and
# papaparse's guard for numbers beyond 2^53 lets it pass. None complains, and counts of visitors stay right; but what is written
# again is nobody's id, and finds no one in BigQuery or in a file where it is text. To name the column's type is the way out
# (`types` in DuckDB, a function for `cast` in csv-parse). Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.5-r.5 csv-parse@7.0.3 papaparse@5.7.1 d3-dsv@3.0.2 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { autoType, csvParse } from 'd3-dsv';
import papaparse from 'papaparse';
const id = '987654321.1772323260';
const file = (quote) => `user_pseudo_id,event_name\n${quote}${id}${quote},page_view`;
const connection = await (await DuckDBInstance.create()).connect();
const inDuckDb = async (text, options = '') => {
  writeFileSync('log.csv', text);
  const found = await connection.runAndReadAll(`FROM read_csv('log.csv'${options})`);
  return found.getRowObjectsJson();
};
const readers = {
  DuckDB: (text) => inDuckDb(text),
  'csv-parse': (text) => parse(text, { columns: true, cast: true }),
  papaparse: (text) => papaparse.parse(text, { header: true, dynamicTyping: true }).data,
  'd3-dsv': (text) => csvParse(text, autoType),
  'DuckDB, told': (text) => inDuckDb(text, `, types = { 'user_pseudo_id': 'VARCHAR' }`),
};
console.log(`given: ${id}`);
for (const [name, read] of Object.entries(readers)) {
  const found = await Promise.all([await read(file('')), await read(file('"'))]);
  console.log(`${name}: ${found.map(([row]) => `${typeof row.user_pseudo_id} ${row.user_pseudo_id}`).join(', quoted: ')}`);
}
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'given: 987654321.1772323260
DuckDB: number 987654321.1772324, quoted: number 987654321.1772324
csv-parse: number 987654321.1772324, quoted: number 987654321.1772324
papaparse: number 987654321.1772324, quoted: number 987654321.1772324
d3-dsv: number 987654321.1772324, quoted: number 987654321.1772324
DuckDB, told: string 987654321.1772323260, quoted: string 987654321.1772323260' ]
