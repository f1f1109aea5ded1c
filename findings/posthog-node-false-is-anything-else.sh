#!/usr/bin/env bash
# posthog-node 5.70.0 (Node), flags evaluated locally: a release condition `plan exact "false"` holds for whoever's plan is
# anything that is not true, such as "banana", 7 or an empty text; `exact "x"` holds for "x" alone. A condition with "true" or
# "false" is compared by whether both are true, not by their values. So "is_not false" is off for "banana", too.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts posthog-node@5.70.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { PostHog } = require('posthog-node');
const flag = (key, operator, value) => ({
  id: 1, key, name: key, active: true, deleted: false,
  filters: { groups: [{ properties: [{ key: 'plan', type: 'person', operator, value }], rollout_percentage: 100 }] },
});
const flags = [flag('exact-false', 'exact', ['false']), flag('not-false', 'is_not', ['false']), flag('exact-x', 'exact', ['x'])];
const body = { flags, group_type_mapping: {}, cohorts: {} };
const fetch = async () => ({ status: 200, ok: true, headers: new Headers(), text: async () => JSON.stringify(body), json: async () => body });
(async () => {
  const client = new PostHog('phc_x', { personalApiKey: 'phx_x', host: 'http://localhost:1', fetch, flushAt: 1000 });
  await client.reloadFeatureFlags();
  for (const plan of ['banana', '', 'false', 'true', 'x'])
    console.log(JSON.stringify(plan), ...(await Promise.all(flags.map(async ({ key }) =>
      `${key}:${await client.isFeatureEnabled(key, 'someone', { personProperties: { plan }, onlyEvaluateLocally: true, sendFeatureFlagEvents: false })}`))));
  process.exit(0);
})();
JS
seen=$(node look.cjs)
echo "posthog-node $(node -p "JSON.parse(require('fs').readFileSync('node_modules/posthog-node/package.json', 'utf8')).version")"
echo "$seen"
[ "$seen" = '"banana" exact-false:true not-false:false exact-x:false
"" exact-false:true not-false:false exact-x:false
"false" exact-false:true not-false:false exact-x:false
"true" exact-false:false not-false:true exact-x:false
"x" exact-false:true not-false:false exact-x:true' ]
