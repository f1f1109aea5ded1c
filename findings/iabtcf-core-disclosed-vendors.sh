#!/usr/bin/env bash
# @iabtcf/core 1.5.6 and @iabtechlabtcf/core 1.5.21 (IAB TCF, each the latest of its scope, neither deprecated): the same code
# and the same vendor list give different strings. The specification ("Consent string and vendor list formats v2", TCF 2.3)
# makes the segment of disclosed vendors mandatory, and legitimate interest for purposes 3 to 6 must be 0. The older scope
# leaves the segment out of every service-specific string, also where the vendors were set, and keeps 3 to 6, though it writes
# policy version 5. The newer one writes the segment, but no longer fills it from the vendor list: who changes the scope and
# nothing else says that nobody was disclosed, until `setAllVendorsDisclosed` is called, which its README does not mention.
# So whoever reads these strings must tell "no segment" from "nobody in it". Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @iabtcf/core@1.5.6 @iabtechlabtcf/core@1.5.21 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { GVL, TCModel, TCString } = require(`${process.argv[2]}/core`);
const named = (many) => Object.fromEntries(Array.from({ length: many }, (_, i) => [i + 1, { id: i + 1, name: `${i + 1}` }]));
const vendor = (id) => ({ id, name: `${id}`, purposes: [1, 8], legIntPurposes: [7], flexiblePurposes: [], specialPurposes: [1], features: [], specialFeatures: [] });
const list = () => new GVL({
  gvlSpecificationVersion: 3, vendorListVersion: 90, tcfPolicyVersion: 5, lastUpdated: '2026-03-05T16:00:00Z',
  purposes: named(11), specialPurposes: named(3), features: named(3), specialFeatures: named(2), stacks: {}, dataCategories: {},
  vendors: { 2: vendor(2), 8: vendor(8) },
});
const ids = (vector) => [...vector].filter(([, isIn]) => isIn).map(([id]) => id).join(' ') || 'nobody';
const write = (more) => {
  const model = new TCModel(list());
  Object.assign(model, { cmpId: 141, cmpVersion: 1, isServiceSpecific: true });
  model.setAllVendorConsents();
  model.setAllPurposeLegitimateInterests();
  more(model);
  const text = TCString.encode(model);
  const read = TCString.decode(text);
  // The type of a segment is its first three bits; the core has none.
  const has = text.split('.').slice(1).some((part) => Buffer.from(part, 'base64url')[0] >> 5 === 1);
  return { policy: read.policyVersion, interests: ids(read.purposeLegitimateInterests), disclosed: has ? ids(read.vendorsDisclosed) : 'no segment' };
};
const unsaid = write(() => {});
const said = write((model) => model.setAllVendorsDisclosed());
console.log(`policy ${unsaid.policy}, interests ${unsaid.interests}, disclosed: ${unsaid.disclosed}, when set: ${said.disclosed}`);
JS
changed=0
look() {
  said=$(node look.cjs "$1"); echo "$1: $said"
  [ "$said" = "$2" ] || changed=1
}
look @iabtcf "policy 5, interests 2 3 4 5 6 7 8 9 10 11, disclosed: no segment, when set: no segment"
look @iabtechlabtcf "policy 5, interests 2 7 8 9 10 11, disclosed: nobody, when set: 2 8"
exit "$changed"
