#!/usr/bin/env bash
# node-sql-parser 5.4.0: a query that is read and written again without any change asks something else where a constant has \b, \n,
# \t, \r, \f or \u0041 in it. BigQuery's raw text r'\bsale\b', the form in which one writes regular expressions there,
# comes back with two backspaces (code 8) in it: valid SQL, a valid pattern, and no page matches it any more. \d, \s and \. stay as
# they are, so most patterns pass any test. So too with PostgreSQL, whose plain constants have no escapes: JSON with \n in it comes
# back with a line break in a string and is refused. One expects the constant, or a difference between dialects, which the package
# has as an option: all are read the same. Whoever adds a condition or a table name to a segment's SQL by it changes the segment.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts node-sql-parser@5.4.0 @electric-sql/pglite@0.5.17 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import sqlParser from 'node-sql-parser';
const parser = new sqlParser.Parser();
const again = (sql, database) => parser.sqlify(parser.astify(sql, { database }), { database });
for (const pattern of [String.raw`\bsale\b`, String.raw`^/p/\d+$`]) {
  const sql = again(`SELECT REGEXP_CONTAINS(page, r'${pattern}') FROM pages`, 'BigQuery');
  const [, kept] = /r"([^"]*)"/.exec(sql);
  const codes = [...kept].filter((sign) => sign < ' ').map((sign) => sign.codePointAt(0));
  console.log(`BigQuery ${pattern}: ${kept === pattern ? 'kept' : `written with control characters ${codes.join(' ')}`}, matches ${['/summer sale/', '/p/42'].filter((page) => new RegExp(pattern).test(page))}, then ${['/summer sale/', '/p/42'].filter((page) => new RegExp(kept).test(page)).join() || 'nothing'}`);
}
const database = new PGlite();
const ask = async (sql) => {
  try {
    const { rows } = await database.query(sql);
    return JSON.stringify(Object.values(rows[0])[0]);
  } catch (error) {
    return error.message;
  }
};
const texts = { 'a line break in JSON': String.raw`SELECT '{"note":"a\nb"}'::jsonb ->> 'note' AS x`, 'length of six signs': String.raw`SELECT length('\u0041') AS x` };
for (const [name, sql] of Object.entries(texts)) console.log(`PostgreSQL, ${name}: ${await ask(sql)}, then ${await ask(again(sql, 'Postgresql'))}`);
process.exit(0);
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'BigQuery \bsale\b: written with control characters 8 8, matches /summer sale/, then nothing
BigQuery ^/p/\d+$: kept, matches /p/42, then /p/42
PostgreSQL, a line break in JSON: "a\nb", then invalid input syntax for type json
PostgreSQL, length of six signs: 6, then 1' ]
