#!/usr/bin/env bash
# tggl-core 1.4.0 (Tggl's reference implementation): a date told as a number of milliseconds is taken for seconds if it lies before
# 1990, so whoever was born in 1985 was born in the year 17310. "Born before 2000" holds for those of the nineties and not for
# those of the eighties, who were all born "after 2000"; the same dates as texts, and as seconds, are right. Milliseconds
# are what `Date.now` and `Date.parse` tell, and for what happens on a site the guess is a good one: it is for birthdays,
# anniversaries and years of founding that it is not. And of a text with an offset the offset is not read: one moment told as
# 0:30 +01:00 is after midnight, and before it as 23:30 Z. So one rule parts people by how their date is told.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts tggl-core@1.4.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { evalRule, Operator } = require('tggl-core');
const rule = (operator, date) => ({ key: 'date', operator, negate: false, iso: date.slice(0, 19), timestamp: Date.parse(date) });
const holds = (date, value) => [Operator.DateBefore, Operator.DateAfter].filter((operator) => evalRule(rule(operator, date), value)).map((operator) => operator.slice(5).toLowerCase()).join(' and ') || 'neither';
for (const born of ['1955-05-05', '1985-05-05', '1995-05-05', '2005-05-05']) {
  const ms = Date.parse(born);
  console.log(`born ${born}, 2000: text ${holds('2000-01-01T00:00:00Z', born)}, milliseconds ${holds('2000-01-01T00:00:00Z', ms)}, seconds ${holds('2000-01-01T00:00:00Z', ms / 1000)}`);
}
for (const seen of ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00Z'])
  console.log(`seen ${seen}, 2026-03-01T00:00:00Z: text ${holds('2026-03-01T00:00:00Z', seen)}, milliseconds ${holds('2026-03-01T00:00:00Z', Date.parse(seen))}`);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'born 1955-05-05, 2000: text before, milliseconds before, seconds before
born 1985-05-05, 2000: text before, milliseconds after, seconds before
born 1995-05-05, 2000: text before, milliseconds before, seconds before
born 2005-05-05, 2000: text after, milliseconds after, seconds after
seen 2026-03-01T00:30:00+01:00, 2026-03-01T00:00:00Z: text after, milliseconds before
seen 2026-02-28T23:30:00Z, 2026-03-01T00:00:00Z: text before, milliseconds before' ]
