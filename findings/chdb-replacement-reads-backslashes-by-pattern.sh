#!/usr/bin/env bash
# ClickHouse 26.7.2 (chdb 3.4.0), replaceRegexpAll: whether two backslashes of the replacement are one, as its documentation
# has it, depends on what is replaced in and by which pattern. In a constant they are one. In a column they stay two where
# the pattern has no sign of its own in regular expressions ("), and are one where it has (["]), though both find the same.
# replaceRegexpOne does so, too. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts chdb@3.4.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Session } = require('chdb');
const session = new Session();
const ask = (sql) => session.query(`SELECT ${sql}`, 'TSVRaw').trim();
const TWO = "'\\\\\\\\x'";
console.log(`ClickHouse ${ask('version()')}`);
console.log(`the replacement: ${ask(TWO)}`);
for (const name of ['replaceRegexpAll', 'replaceRegexpOne'])
  for (const pattern of ['"', '["]'])
    console.log(
      `${name} ${pattern}: constant ${ask(`${name}('a"b', '${pattern}', ${TWO})`)}, column ${ask(`${name}(materialize('a"b'), '${pattern}', ${TWO})`)}`,
    );
process.exit(0);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'ClickHouse 26.7.2.1
the replacement: \\x
replaceRegexpAll ": constant a\xb, column a\\xb
replaceRegexpAll ["]: constant a\xb, column a\xb
replaceRegexpOne ": constant a\xb, column a\\xb
replaceRegexpOne ["]: constant a\xb, column a\xb' ]
