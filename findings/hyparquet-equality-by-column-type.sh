#!/usr/bin/env bash
# hyparquet 1.33.0 (Parquet in the browser, with hyparquet-writer 0.17.0): whether a filter finds a number hangs on the column's
# type in the file. An INT64 column, as every integer of BigQuery and every count(*) of DuckDB is, is read as bigint, and
# equality is strict: `{ visits: { $eq: 2 } }` finds nobody and `$ne` everybody, while `{ $gte: 2, $lte: 2 }` finds the one. Of
# an INT32 column with the same numbers it is the other way round for `2n`. So one definition gives different people for two
# files that print alike; `filterStrict: false`, of which the types tell and not the README, mends both. And a value without an
# operator, equality for numbers and texts, keeps every row where it is a Date. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts hyparquet@1.33.0 hyparquet-writer@0.17.0 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
const day = (date) => new Date(Date.UTC(2026, 2, date));
const file = parquetWriteBuffer({ columnData: [
  { name: 'long', type: 'INT64', data: [1n, 2n, 3n, 4n] },
  { name: 'short', type: 'INT32', data: [1, 2, 3, 4] },
  { name: 'seen', type: 'TIMESTAMP', data: [1, 2, 3, 4].map(day) },
] });
const rows = async (filter, more) => (await parquetReadObjects({ file, filter, ...more })).length;
const forms = (value) => [{ $eq: value }, { $gte: value, $lte: value }, { $ne: value }, { $in: [value] }, { $nin: [value] }];
const look = async (column, value, more) => {
  const found = await Promise.all(forms(value).map((form) => rows({ [column]: form }, more)));
  console.log(`${column}, ${typeof value}${more ? ', not strict' : ''}: ${found.join(' ')}`);
};
await look('long', 2);
await look('long', 2n);
await look('short', 2);
await look('short', 2n);
await look('long', 2, { filterStrict: false });
console.log(`itself: ${await rows({ short: 2 })}, a date: ${await rows({ seen: day(2) })}, a date by $eq: ${await rows({ seen: { $eq: day(2) } })}`);
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'long, number: 0 1 4 0 4
long, bigint: 1 1 3 1 3
short, number: 1 1 3 1 3
short, bigint: 0 1 4 0 4
long, number, not strict: 1 1 3 1 3
itself: 1, a date: 4, a date by $eq: 1' ]
