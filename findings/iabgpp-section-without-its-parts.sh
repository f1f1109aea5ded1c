#!/usr/bin/env bash
# @iabgpp/cmpapi 3.2.0 (IAB GPP): by the CMP API specification `getSection`, and each member of `parsedSections`, is a list
# with one object for each part of the section: `usnat[1].Gpc`. IAB's own library gives one object with the fields of all
# parts: `usnat.Gpc`, where `usnat[0]` is undefined (iabgpp-es, issue 48, open since 2024). So code for the one form finds no
# objection in the other, and no error: a reader must take both. Nor does the object tell which parts the string has: without
# the part of the Global Privacy Control `Gpc` and `GpcSegmentType` are there all the same, and false looks like "switched off".
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @iabgpp/cmpapi@3.2.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
globalThis.window = globalThis;
globalThis.__gpp = () => undefined;
const { CmpApi } = require('@iabgpp/cmpapi');
const look = (name, write) => {
  const cmp = new CmpApi(141, 1);
  cmp.setFieldValue('usnat', 'SaleOptOut', 1);
  write(cmp);
  const parts = cmp.getGppString().split('~')[1].split('.').length;
  cmp.setGppString(cmp.getGppString());
  __gpp('ping', ({ parsedSections: { usnat } }) => __gpp('getSection', (section) => {
    const shape = (value) => (Array.isArray(value) ? 'list' : typeof value);
    console.log(`${name}: parts ${parts}, ${shape(usnat)}, ${shape(section)}, [0] ${usnat[0]}, Gpc ${usnat.Gpc}, ${Object.keys(usnat).filter((key) => key.endsWith('Type'))}`);
  }, 'usnat'));
};
look('with the signal', (cmp) => cmp.setFieldValue('usnat', 'Gpc', true));
look('without that part', (cmp) => cmp.setFieldValue('usnat', 'GpcSegmentIncluded', false));
JS
said=$(node look.cjs); echo "$said"
[ "$said" = "with the signal: parts 2, object, object, [0] undefined, Gpc true, GpcSegmentType
without that part: parts 1, object, object, [0] undefined, Gpc false, GpcSegmentType" ]
