#!/usr/bin/env bash
# ClickHouse 26.7.2 (chdb 3.4.0): `parseDateTime`, `parseDateTime64` and `parseDateTimeInJodaSyntax` with a time zone are an hour
# off around a change of clocks, for hours that occur once and are in doubt nowhere: in New York from 2:00 to 6:00, in Los Angeles
# to 9:00, in Sydney for ten hours before, so that an order of 4 October, 0:30 falls on the 3rd. `toDateTime` and
# `parseDateTimeBestEffort` of the same text and zone are right. What is off is as long as the zone is far from UTC, as if the
# offset were that of the same hour by UTC. One expects the same instant of all five, and the documentation calls `parseDateTime`
# the opposite of `formatDateTime`: there and back again is another time. Logs in local time whose format needs these functions have
# events in another order, other sessions and other days, twice a year. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts chdb@3.4.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Session } = require('chdb');
const session = new Session();
const ask = (sql) => session.query(sql, 'TSVRaw').trim();
// What the zone's clock shows at an instant, by another library: the browser's own.
const clock = (seconds, timeZone) => {
  const at = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return at.format(new Date(seconds * 1000));
};
const forms = {
  toDateTime: (text, zone) => `toDateTime(${text}, ${zone})`,
  parseDateTimeBestEffort: (text, zone) => `parseDateTimeBestEffort(${text}, ${zone})`,
  parseDateTime: (text, zone) => `parseDateTime(${text}, '%Y-%m-%d %H:%i:%s', ${zone})`,
  parseDateTime64: (text, zone) => `parseDateTime64(${text}, '%Y-%m-%d %H:%i:%s', ${zone})`,
  parseDateTimeInJodaSyntax: (text, zone) => `parseDateTimeInJodaSyntax(${text}, 'yyyy-MM-dd HH:mm:ss', ${zone})`,
};
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
console.log(`ClickHouse ${ask('SELECT version()')}`);
for (const [zone, day, left] of [['America/New_York', '2026-11-01', '01'], ['America/Los_Angeles', '2026-11-01', '01'], ['Australia/Sydney', '2026-10-03', ''], ['Australia/Sydney', '2026-10-04', '02'], ['Europe/Berlin', '2026-03-29', '02'], ['Europe/Berlin', '2026-06-29', '']]) {
  // The hour that occurs twice or never is left out: of it one may have several opinions.
  const byHours = {};
  for (const [name, form] of Object.entries(forms)) {
    const wrong = hours.filter((hour) => {
      const text = `${day} ${hour}:30:00`;
      return hour !== left && clock(Number(ask(`SELECT toUnixTimestamp(${form(`'${text}'`, `'${zone}'`)})`)), zone) !== text;
    });
    (byHours[wrong.length ? `wrong in ${wrong.length} of 24 hours, ${wrong[0]}:30 to ${wrong.at(-1)}:30` : 'right'] ??= []).push(name);
  }
  console.log(`${zone} ${day}: ${Object.entries(byHours).map(([what, names]) => `${what}: ${names.join(' ')}`).join('; ')}`);
}
const there = "formatDateTime(toDateTime('2026-11-01 03:30:00', 'America/New_York'), '%Y-%m-%d %H:%i:%s', 'America/New_York')";
console.log(`3:30 in New York, there and back: ${clock(Number(ask(`SELECT toUnixTimestamp(${forms.parseDateTime(there, "'America/New_York'")})`)), 'America/New_York')}`);
console.log(`0:30 in Sydney: ${clock(Number(ask(`SELECT toUnixTimestamp(${forms.parseDateTime("'2026-10-04 00:30:00'", "'Australia/Sydney'")})`)), 'Australia/Sydney')}`);
process.exit(0);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'ClickHouse 26.7.2.1
America/New_York 2026-11-01: right: toDateTime parseDateTimeBestEffort; wrong in 4 of 24 hours, 02:30 to 05:30: parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
America/Los_Angeles 2026-11-01: right: toDateTime parseDateTimeBestEffort; wrong in 7 of 24 hours, 02:30 to 08:30: parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
Australia/Sydney 2026-10-03: right: toDateTime parseDateTimeBestEffort; wrong in 8 of 24 hours, 16:30 to 23:30: parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
Australia/Sydney 2026-10-04: right: toDateTime parseDateTimeBestEffort; wrong in 2 of 24 hours, 00:30 to 01:30: parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
Europe/Berlin 2026-03-29: right: toDateTime parseDateTimeBestEffort; wrong in 1 of 24 hours, 01:30 to 01:30: parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
Europe/Berlin 2026-06-29: right: toDateTime parseDateTimeBestEffort parseDateTime parseDateTime64 parseDateTimeInJodaSyntax
3:30 in New York, there and back: 2026-11-01 02:30:00
0:30 in Sydney: 2026-10-03 23:30:00' ]
