#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): in a table made of objects (`tableFromJSON`) a key that an object lacks is not null: a text is
# empty, a truth value false, a number NaN, and each counts as there (`nullCount` 0), also after the table is written and read.
# A key that is null is null. One expects null for both: its types have `undefined` beside `null` for the values of a vector, and
# Arrow's own library for Python (`Table.from_pylist`) and DuckDB read a missing key so. Events that leave out what they do
# not know then all have an answer: whoever never said anything of the newsletter has refused it, countries have one more,
# "", and one NaN makes a sum NaN. `?? null` for every key mends it. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts apache-arrow@21.2.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { tableFromIPC, tableFromJSON, tableToIPC } = require('apache-arrow');
const told = { visitor: 'a', country: 'DE', newsletter: true, age: 30 };
const look = (name, other) => {
  const table = tableFromIPC(tableToIPC(tableFromJSON([told, other])));
  const column = (key) => `${key} ${typeof table.get(1)[key] === 'string' ? `"${table.get(1)[key]}"` : table.get(1)[key]} (${table.getChild(key).nullCount} null)`;
  console.log(`${name}: ${['country', 'newsletter', 'age'].map(column).join(', ')}`);
};
look('keys missing', { visitor: 'b' });
look('keys null', { visitor: 'b', country: null, newsletter: null, age: null });
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'keys missing: country "" (0 null), newsletter false (0 null), age NaN (0 null)
keys null: country null (1 null), newsletter null (1 null), age null (1 null)' ]
