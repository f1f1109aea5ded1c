#!/usr/bin/env bash
# statsig-node 6.5.2 (Node): a gate's date condition `on` compares days of the time zone that the server's process has. With
# the target 2026-03-01T00:00:00Z, a user whose date is 2026-02-28T23:30:00Z fails the gate on a server in UTC, and passes it on
# one in New York or Tokyo: what the same gate says of the same user goes by TZ. `before` and `after` compare instants.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts statsig-node@6.5.2 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { default: statsig } = require('statsig-node');
const gate = (operator) => ({
  name: operator, type: 'feature_gate', entity: 'feature_gate', salt: 's', enabled: true, defaultValue: false, idType: 'userID',
  rules: [{
    name: 'r', groupName: 'r', id: 'r', salt: 'r', passPercentage: 100, returnValue: true, idType: 'userID',
    conditions: [{ type: 'user_field', field: 'seen', operator, targetValue: Date.parse('2026-03-01T00:00:00Z'), additionalValues: {}, idType: 'userID' }],
  }],
});
const specs = { has_updates: true, time: 1, feature_gates: [gate('on'), gate('before')], dynamic_configs: [], layer_configs: [], layers: {}, id_lists: {} };
(async () => {
  await statsig.initialize('secret-x', { bootstrapValues: JSON.stringify(specs), disableRulesetsSync: true, disableIdListsSync: true, disableDiagnostics: true, disableAllLogging: true, api: 'http://localhost:1', initTimeoutMs: 1 });
  for (const seen of ['2026-02-28T23:30:00Z', '2026-03-01T01:00:00Z'])
    console.log(process.env.TZ, seen, ...['on', 'before'].map((name) => `${name}:${statsig.checkGateSync({ userID: 'u', custom: { seen } }, name)}`));
  process.exit(0);
})();
JS
seen=$(for zone in UTC America/New_York Asia/Tokyo; do TZ=$zone node look.cjs; done)
echo "statsig-node $(node -p "JSON.parse(require('fs').readFileSync('node_modules/statsig-node/package.json', 'utf8')).version")"
echo "$seen"
[ "$seen" = 'UTC 2026-02-28T23:30:00Z on:false before:true
UTC 2026-03-01T01:00:00Z on:true before:false
America/New_York 2026-02-28T23:30:00Z on:true before:true
America/New_York 2026-03-01T01:00:00Z on:true before:false
Asia/Tokyo 2026-02-28T23:30:00Z on:true before:true
Asia/Tokyo 2026-03-01T01:00:00Z on:true before:false' ]
