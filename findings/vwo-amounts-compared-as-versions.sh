#!/usr/bin/env bash
# vwo-fme-node-sdk 1.35.0, the SDK that VWO's own vwo-node-sdk (1.73.0) gave way to: numbers of a custom variable are compared as
# versions, part by part at the point. An order of 9.5 is not more than 9.45, since 5 is less than 45; 20.25 is not less than
# 20.5; and 4.05 equals 4.5. The older SDK, given the same condition and the same visitor, compares numbers, as one expects of
# "greater than" for an amount; the changelog speaks of versions for the browser and the system, not for custom variables. To
# tell the amount as a text with two decimals does not help: what reads as a number is written anew, without its last zero. So
# a rule on prices, ratings or hours that moves from one to the other gets other people, and only for some decimals, which tests
# with whole numbers do not show. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts vwo-fme-node-sdk@1.35.0 vwo-node-sdk@1.73.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const newer = require('vwo-fme-node-sdk');
const older = require('vwo-node-sdk');
const log = () => {};
const segments = (operand) => ({ and: [{ or: [{ custom_variable: { total: operand } }] }] });
const bought = { id: 1, identifier: 'bought', type: 'CUSTOM_GOAL' };
const inNewer = async (operand) => {
  const variations = [{ id: 1, name: 'on', weight: 100, segments: segments(operand), variables: [] }];
  const features = [{ id: 1, key: 'f', name: 'f', status: 'ON', type: 'FEATURE_FLAG', metrics: [bought], variables: [], rules: [{ type: 'FLAG_ROLLOUT', ruleKey: 'r', campaignId: 1, variationId: 1 }] }];
  const campaigns = [{ id: 1, key: 'f_r', name: 'r', type: 'FLAG_ROLLOUT', status: 'RUNNING', percentTraffic: 100, segments: {}, variations }];
  const client = await newer.init({ accountId: '1', sdkKey: 'x', settings: { version: 1, accountId: 1, sdkKey: 'x', features, campaigns }, isDevelopmentMode: true, isUsageStatsDisabled: true, logger: { level: 'ERROR', transports: [{ level: 'ERROR', log }] } });
  return async (total) => (await client.getFlag('f', { id: 'u', customVariables: { total } })).isEnabled();
};
const inOlder = (operand) => {
  const campaigns = [{ id: 1, key: 'f', name: 'f', type: 'FEATURE_ROLLOUT', status: 'RUNNING', percentTraffic: 100, isForcedVariationEnabled: false, segments: segments(operand), variables: [], goals: [bought], variations: [{ id: 1, name: 'website', weight: 100 }] }];
  const client = older.launch({ settingsFile: { sdkKey: 'x', accountId: 1, version: 1, goals: {}, campaigns }, isDevelopmentMode: true, logging: { level: 4, logger: { log } } });
  return (total) => client.isFeatureEnabled('f', 'u', { customVariables: { total } });
};
(async () => {
  for (const [operand, totals] of [['gt(9.45)', [9.5, '9.50', 9.46]], ['lt(20.5)', [20.25, 19.99]], ['gte(100.25)', [100.3, 101]], ['4.5', [4.5, 4.05]]]) {
    const [now, before] = [await inNewer(operand), inOlder(operand)];
    const seen = [];
    for (const total of totals) seen.push(`${JSON.stringify(total)} ${await now(total)}, before ${before(total)}`);
    process.stderr.write(`${operand}: ${seen.join('; ')}\n`);
  }
  process.exit(0);
})();
JS
said=$(node look.cjs 2>&1 >/dev/null); echo "$said"
[ "$said" = 'gt(9.45): 9.5 false, before true; "9.50" false, before true; 9.46 true, before true
lt(20.5): 20.25 false, before true; 19.99 true, before true
gte(100.25): 100.3 false, before true; 101 true, before true
4.5: 4.5 true, before true; 4.05 true, before false' ]
