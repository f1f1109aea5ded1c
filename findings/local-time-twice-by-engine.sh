#!/usr/bin/env bash
# A local time that occurs twice, or never, as clocks change, read by DuckDB 1.5.5, PostgreSQL 18 (PGlite 0.5.17), ClickHouse 26.7.2
# (chdb 3.4.0) and Temporal, the standard of the web (temporal-polyfill 1.0.8). Each documents that it reads a time in a zone of the tz
# database, and one expects one instant. DuckDB and PostgreSQL take the second of two, ClickHouse and Temporal the first: no order of
# that hour is in the same place in all, and `AT TIME ZONE` there and back in JavaScript is an hour off. A time that is left out,
# as logs have it that were kept by a clock set late, is an hour later for three of them and an hour earlier for ClickHouse:
# there 2:30 comes before 2:00 did. So the same log has sessions, days and "within an hour" by the engine that reads it; to
# take instants from the source is the way out. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.5-r.5 @electric-sql/pglite@0.5.17 chdb@3.4.0 temporal-polyfill@1.0.8 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { Temporal } from 'temporal-polyfill';
const duckdb = await (await DuckDBInstance.create()).connect();
const postgresql = new PGlite();
const clickhouse = new Session();
const engines = {
  DuckDB: async (text, zone) => {
    const found = await duckdb.runAndReadAll(`SELECT epoch_ms(TIMESTAMP '${text}' AT TIME ZONE '${zone}')`);
    return Number(found.getRows()[0][0]);
  },
  PostgreSQL: async (text, zone) => {
    const { rows } = await postgresql.query(`SELECT extract(epoch FROM TIMESTAMP '${text}' AT TIME ZONE '${zone}') * 1000 AS ms`);
    return Number(rows[0].ms);
  },
  ClickHouse: (text, zone) => Number(clickhouse.query(`SELECT toUnixTimestamp(toDateTime('${text}', '${zone}'))`, 'TSV')) * 1000,
  Temporal: (text, zone) => Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds,
};
for (const [what, text, zone] of [
  ['twice', '2026-10-25 02:30:00', 'Europe/Berlin'], ['twice', '2026-11-01 01:30:00', 'America/New_York'], ['twice', '2026-04-05 02:30:00', 'Australia/Sydney'],
  ['never', '2026-03-29 02:30:00', 'Europe/Berlin'], ['never', '2026-03-08 02:30:00', 'America/New_York'],
  ['once', '2026-10-25 03:30:00', 'Europe/Berlin'], ['once', '2026-11-01 02:30:00', 'America/New_York'],
]) {
  const byInstant = {};
  for (const [name, read] of Object.entries(engines)) (byInstant[new Date(await read(text, zone)).toISOString().slice(11, 16)] ??= []).push(name);
  console.log(`${what}, ${text.slice(0, 16)} ${zone}: ${Object.entries(byInstant).map(([instant, names]) => `${instant} ${names.join(' ')}`).join(', ')}`);
}
process.exit(0);
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'twice, 2026-10-25 02:30 Europe/Berlin: 01:30 DuckDB PostgreSQL, 00:30 ClickHouse Temporal
twice, 2026-11-01 01:30 America/New_York: 06:30 DuckDB PostgreSQL, 05:30 ClickHouse Temporal
twice, 2026-04-05 02:30 Australia/Sydney: 16:30 DuckDB PostgreSQL, 15:30 ClickHouse Temporal
never, 2026-03-29 02:30 Europe/Berlin: 01:30 DuckDB PostgreSQL Temporal, 00:30 ClickHouse
never, 2026-03-08 02:30 America/New_York: 07:30 DuckDB PostgreSQL Temporal, 06:30 ClickHouse
once, 2026-10-25 03:30 Europe/Berlin: 02:30 DuckDB PostgreSQL ClickHouse Temporal
once, 2026-11-01 02:30 America/New_York: 07:30 DuckDB PostgreSQL ClickHouse Temporal' ]
