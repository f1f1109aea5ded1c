#!/usr/bin/env bash
# flagsmith-nodejs 8.1.2, environment evaluated locally: a trait that is the number 0 is in no list. "orders In 0,1" holds for 1
# and for the text "0", and not for 0, while "orders = 0" does. And of a number neither "Contains" nor "Does not contain" holds: a
# rule that is to leave out ids with a 9 in them leaves out every id that is told as a number. The documentation ("Segments",
# rule operators) has "In" for a trait equal to any element of the list, "Does not contain" for a rule value that is no part of the
# trait's, and reads rule values as the type of the trait. A segment of those with no or one order misses whoever has none.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts flagsmith-nodejs@8.1.2 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { writeFileSync } = require('node:fs');
const { Flagsmith, LocalFileHandler } = require('flagsmith-nodejs');
const asked = [['EQUAL', '0'], ['IN', '0,1'], ['CONTAINS', '9'], ['NOT_CONTAINS', '9']];
const state = (index, enabled) => ({
  enabled, feature_state_value: '', feature: { id: index + 1, name: `f${index}`, type: 'STANDARD' }, django_id: index + 1, multivariate_feature_state_values: [],
  featurestate_uuid: `00000000-0000-0000-0000-${String(index + (enabled ? 100 : 0)).padStart(12, '0')}`,
});
const segment = ([operator, value], index) => ({
  id: index + 1, name: `s${index}`, feature_states: [state(index, true)],
  rules: [{ type: 'ALL', conditions: [], rules: [{ type: 'ANY', rules: [], conditions: [{ operator, property_: 'orders', value }] }] }],
});
const organisation = { id: 1, name: 'o', feature_analytics: false, stop_serving_flags: false, persist_trait_data: true };
const project = { id: 1, name: 'p', hide_disabled_flags: false, organisation, segments: asked.map(segment) };
writeFileSync('environment.json', JSON.stringify({ id: 1, api_key: 'x', name: 'e', updated_at: '2026-01-01T00:00:00Z', identity_overrides: [], project, feature_states: asked.map((_, index) => state(index, false)) }));
(async () => {
  const client = new Flagsmith({ offlineMode: true, offlineHandler: new LocalFileHandler('environment.json') });
  for (const orders of [0, 1, 29, '0', '1', '29']) {
    const flags = await client.getIdentityFlags('someone', { orders });
    const met = asked.filter((_, index) => flags.isFeatureEnabled(`f${index}`));
    console.log(`${JSON.stringify(orders)}: ${met.map((pair) => pair.join(' ')).join(', ') || 'none'}`);
  }
  process.exit(0);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = '0: EQUAL 0
1: IN 0,1
29: none
"0": EQUAL 0, IN 0,1, NOT_CONTAINS 9
"1": IN 0,1, NOT_CONTAINS 9
"29": CONTAINS 9' ]
