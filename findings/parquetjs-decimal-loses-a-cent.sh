#!/usr/bin/env bash
# @dsnp/parquetjs 1.8.8 (the parquetjs that is still kept up): a number in a column DECIMAL with a scale of 2 loses a cent: 0.29 is
# written as 0.28, 1.15 as 1.14, 19.99 as 19.98. One expects the nearest value, as a cast in a database gives it, or an error:
# prices are why one takes DECIMAL and not DOUBLE. The number times 100 is cut off, not rounded, and comes out just below the whole
# for 4.6 in a hundred of all prices below 1000: always down, never up, so sums do not even out. Its own reader and hyparquet
# 1.33.0 read the same: it is so in the file. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @dsnp/parquetjs@1.8.8 hyparquet@1.33.0 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import parquet from '@dsnp/parquetjs';
import { parquetReadObjects } from 'hyparquet';
const prices = Array.from({ length: 99_999 }, (_, index) => (index + 1) / 100);
const schema = new parquet.ParquetSchema({ price: { type: 'DECIMAL', precision: 10, scale: 2 } });
const writer = await parquet.ParquetWriter.openFile(schema, 'prices.parquet');
for (const price of prices) await writer.appendRow({ price });
await writer.close();
const reader = await parquet.ParquetReader.openFile('prices.parquet');
const own = [];
for (let cursor = reader.getCursor(), row; (row = await cursor.next()); ) own.push(row.price);
await reader.close();
const others = (await parquetReadObjects({ file: new Uint8Array(readFileSync('prices.parquet')).buffer })).map(({ price }) => price);
const changed = prices.flatMap((price, index) => (own[index] === price ? [] : [{ price, now: own[index] }]));
console.log(`first: ${changed.slice(0, 3).map(({ price, now }) => `${price} is ${now}`).join(', ')}; 19.99 is ${own[1998]}`);
console.log(`changed: ${changed.length} of ${prices.length}, up: ${changed.filter(({ price, now }) => now > price).length}`);
console.log(`read alike: ${own.every((price, index) => price === others[index])}`);
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'first: 0.29 is 0.28, 0.57 is 0.56, 0.58 is 0.57; 19.99 is 19.98
changed: 4586 of 99999, up: 0
read alike: true' ]
