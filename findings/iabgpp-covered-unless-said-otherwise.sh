#!/usr/bin/env bash
# @iabgpp/cmpapi 3.2.0 (IAB GPP): a section in which a manager sets nothing but the visitor's answer also declares that the
# site has signed IAB's agreement and that the agreement covers the transaction: MspaCoveredTransaction is 1 ("yes") by
# default, in every section of the USA. The README has "0=Not applicable" for it and no default; 0 is refused. The
# specification of the national section knows 1 and 2 only. It is acted on: partners hold covered requests back from those who
# have not signed (Global-Privacy-Platform, issue 74). So a site outside of the agreement must write 2 itself, and a reader
# cannot take 1 for something that somebody has said. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @iabgpp/cmpapi@3.2.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
globalThis.window = globalThis;
globalThis.__gpp = () => undefined;
const { CmpApi } = require('@iabgpp/cmpapi');
const field = 'MspaCoveredTransaction';
/** What another reader finds in the string that was written. */
const read = (write) => {
  const writer = new CmpApi(141, 1);
  writer.setFieldValue('usnat', 'SaleOptOut', 2);
  try { write(writer); } catch (error) { return error.name; }
  const reader = new CmpApi(141, 1);
  reader.setGppString(writer.getGppString());
  return reader.getFieldValue('usnat', field);
};
const set = (value) => read((writer) => {
  writer.setFieldValue('usnat', field, value);
  writer.getGppString();
});
const states = ['usca', 'usva', 'usco', 'usut', 'usct', 'usfl', 'usmt', 'usor', 'ustx', 'usde', 'usia', 'usne', 'usnh', 'usnj', 'ustn', 'usmn', 'usmd', 'usin', 'usky', 'usri'];
const covered = states.filter((state) => {
  const writer = new CmpApi(141, 1);
  writer.setFieldValue(state, 'SaleOptOut', 2);
  return writer.getFieldValue(state, field) === 1;
});
console.log(`unset: ${read(() => {})}, set to 0: ${set(0)}, set to 2: ${set(2)}, states alike: ${covered.length} of ${states.length}`);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = "unset: 1, set to 0: ValidationError, set to 2: 2, states alike: 20 of 20" ]
