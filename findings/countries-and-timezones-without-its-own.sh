#!/usr/bin/env bash
# countries-and-timezones 3.10.0: the zone that a browser reports is missing from the zones of its own country. To the package
# a name that the tz database has merged into another's is deprecated, and by default a country has none of these: Sweden has
# only Europe/Berlin, the Netherlands Europe/Brussels, Iceland Africa/Abidjan. ECMA-402 (AvailableNamedTimeZoneIdentifiers) keeps
# a name that is of another country, so that `Intl` in Sweden gives Europe/Stockholm: an audience by the country's list has no
# Swede in it, and all Germans. The way from zone to country is right, and so are lists with `deprecated: true`, of which the
# README does not say that browsers are at home there. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts countries-and-timezones@3.10.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { getCountry, getCountryForTimezone, getTimezonesForCountry } = require('countries-and-timezones');
const reported = (timeZone) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
for (const zone of ['Europe/Stockholm', 'Europe/Oslo', 'Europe/Amsterdam', 'Europe/Zagreb', 'Asia/Kuala_Lumpur', 'Atlantic/Reykjavik']) {
  const { id } = getCountryForTimezone(reported(zone));
  const all = getTimezonesForCountry(id, { deprecated: true });
  const isIn = all.some(({ name }) => name === reported(zone));
  console.log(`${reported(zone)} is in ${id}, which has ${getCountry(id).timezones.join(' ')}${isIn ? '; and it, as deprecated' : ''}`);
}
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'Europe/Stockholm is in SE, which has Europe/Berlin; and it, as deprecated
Europe/Oslo is in NO, which has Europe/Berlin; and it, as deprecated
Europe/Amsterdam is in NL, which has Europe/Brussels; and it, as deprecated
Europe/Zagreb is in HR, which has Europe/Belgrade; and it, as deprecated
Asia/Kuala_Lumpur is in MY, which has Asia/Kuching Asia/Singapore; and it, as deprecated
Atlantic/Reykjavik is in IS, which has Africa/Abidjan; and it, as deprecated' ]
