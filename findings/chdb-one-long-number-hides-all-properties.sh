#!/usr/bin/env bash
# ClickHouse 26.7.2 (chdb 3.4.0), on JSON kept as text: one whole number of 2^64 and more anywhere in it, and every function of
# JSON reads nothing, of any key: type Null, text ''. Not an error, and isValidJSON says 0 of what is valid. The same number
# with a point or an exponent harms nothing, nor does it with `allow_simdjson = 0` (RapidJSON): there all is read, but a key
# with NUL is not found by its name. Ids of 20 digits and more written as numbers are such numbers: their events lose all
# properties. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts chdb@3.4.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Session } = require('chdb');
const session = new Session();
const ask = (sql) => session.query(`SELECT ${sql}`, 'TSV').trim();
const look = (json) => {
  const text = `'${json.replaceAll('\\', '\\\\')}'`;
  return ask(`isValidJSON(${text}), JSONType(${text}, 'a'), JSONExtractString(${text}, 'a')`).split('\t').join(' ');
};
const LONG = '{"a":"x","id":18446744073709551616}';
const NUL = '{"k\\u0000":"x"}';
const key = (json) => ask(`JSONHas('${json.replaceAll('\\', '\\\\')}', 'k\\0')`);
console.log(`ClickHouse ${ask('version()')}`);
console.log(`2^64 - 1: ${look('{"a":"x","id":18446744073709551615}')}`);
console.log(`2^64: ${look(LONG)}`);
console.log(`with a point: ${look('{"a":"x","id":18446744073709551616.0}')}`);
console.log(`key with NUL: ${key(NUL)}`);
session.query('SET allow_simdjson = 0');
console.log(`2^64, RapidJSON: ${look(LONG)}`);
console.log(`key with NUL, RapidJSON: ${key(NUL)}`);
process.exit(0);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'ClickHouse 26.7.2.1
2^64 - 1: 1 String x
2^64: 0 Null
with a point: 1 String x
key with NUL: 1
2^64, RapidJSON: 1 String x
key with NUL, RapidJSON: 0' ]
