#!/usr/bin/env bash
# statsig-node 6.5.2 (Node): a user whose field is an empty text is taken as 0, and so `before` any date since 1970, `lt` 5 and
# `eq` 0; one whose field is missing or null is none of these. A form that sends '' for "not said" puts its users into every
# gate of the kind "signed up before" or "fewer than".
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts statsig-node@6.5.2 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { default: statsig } = require('statsig-node');
const gate = (operator, targetValue) => ({
  name: operator, type: 'feature_gate', entity: 'feature_gate', salt: 's', enabled: true, defaultValue: false, idType: 'userID',
  rules: [{
    name: 'r', groupName: 'r', id: 'r', salt: 'r', passPercentage: 100, returnValue: true, idType: 'userID',
    conditions: [{ type: 'user_field', field: 'answer', operator, targetValue, additionalValues: {}, idType: 'userID' }],
  }],
});
const gates = [gate('before', Date.parse('2026-03-01T00:00:00Z')), gate('lt', 5), gate('eq', 0)];
const specs = { has_updates: true, time: 1, feature_gates: gates, dynamic_configs: [], layer_configs: [], layers: {}, id_lists: {} };
(async () => {
  await statsig.initialize('secret-x', { bootstrapValues: JSON.stringify(specs), disableRulesetsSync: true, disableIdListsSync: true, disableDiagnostics: true, disableAllLogging: true, api: 'http://localhost:1', initTimeoutMs: 1 });
  for (const answer of ['', null, undefined, 'abc'])
    console.log(answer === undefined ? 'missing' : JSON.stringify(answer), ...gates.map(({ name }) => `${name}:${statsig.checkGateSync({ userID: 'u', custom: { answer } }, name)}`));
  process.exit(0);
})();
JS
seen=$(node look.cjs)
echo "statsig-node $(node -p "JSON.parse(require('fs').readFileSync('node_modules/statsig-node/package.json', 'utf8')).version")"
echo "$seen"
[ "$seen" = '"" before:true lt:true eq:true
null before:false lt:false eq:false
missing before:false lt:false eq:false
"abc" before:false lt:false eq:false' ]
