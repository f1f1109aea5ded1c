#!/usr/bin/env bash
# "Version less than 17.0.0", the condition of a notice to update, asked of five SDKs that decide locally: GrowthBook 1.8.0,
# LaunchDarkly 9.13.7, PostHog 5.70.0, Statsig 6.5.2, Unleash 6.12.1 (all Node). Each calls it a comparison of (semantic) versions,
# so one expects the same people of all, and that 17 and 17.0, as systems and stores report them, are 17.0.0. For GrowthBook
# both are older than 17.0.0: whoever is on it is asked to update to it. To Unleash what has no three numbers is no version, so
# that nobody on 9 hears of the update. A beta of 17.0.0 comes before it, as semver.org has it, but not for PostHog and Statsig.
# Whoever moves such a rule must tell versions in three numbers. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @growthbook/growthbook@1.8.0 @launchdarkly/node-server-sdk@9.13.7 posthog-node@5.70.0 statsig-node@6.5.2 unleash-client@6.12.1 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { once } = require('node:events');
const { GrowthBook } = require('@growthbook/growthbook');
const { init, integrations } = require('@launchdarkly/node-server-sdk');
const { PostHog } = require('posthog-node');
const { default: statsig } = require('statsig-node');
const { Unleash, InMemStorageProvider } = require('unleash-client');
const than = '17.0.0';
const quiet = { error() {}, warn() {}, info() {}, debug() {} };

const growthBook = (release) => new GrowthBook({ attributes: { release }, features: { f: { defaultValue: false, rules: [{ condition: { release: { $vlt: than } }, force: true }] } } }).isOn('f');

const launchDarkly = async () => {
  const data = new integrations.TestData();
  const clause = { attribute: 'release', op: 'semVerLessThan', values: [than], negate: false, contextKind: 'user' };
  data.usePreconfiguredFlag({ key: 'f', version: 1, on: true, salt: 's', variations: [true, false], offVariation: 1, fallthrough: { variation: 1 }, targets: [], prerequisites: [], rules: [{ id: 'r', variation: 0, clauses: [clause] }] });
  const client = init('sdk-x', { updateProcessor: data.getFactory(), sendEvents: false, diagnosticOptOut: true, logger: quiet });
  await client.waitForInitialization({ timeout: 5 });
  return (release) => client.variation('f', { kind: 'user', key: 'u', release }, false);
};

const postHog = async () => {
  const body = { flags: [{ id: 1, key: 'f', name: 'f', active: true, deleted: false, filters: { groups: [{ properties: [{ key: 'release', type: 'person', operator: 'semver_lt', value: than }], rollout_percentage: 100 }] } }], group_type_mapping: {}, cohorts: {} };
  const fetch = async () => ({ status: 200, ok: true, headers: new Headers(), text: async () => JSON.stringify(body), json: async () => body });
  const client = new PostHog('phc_x', { personalApiKey: 'phx_x', host: 'http://localhost:1', fetch, flushAt: 1000 });
  await client.reloadFeatureFlags();
  return (release) => client.isFeatureEnabled('f', 'u', { personProperties: { release }, onlyEvaluateLocally: true, sendFeatureFlagEvents: false });
};

const ofStatsig = async () => {
  const conditions = [{ type: 'user_field', field: 'release', operator: 'version_lt', targetValue: than, additionalValues: {}, idType: 'userID' }];
  const rules = [{ name: 'r', groupName: 'r', id: 'r', salt: 'r', passPercentage: 100, returnValue: true, idType: 'userID', conditions }];
  const gate = { name: 'f', type: 'feature_gate', entity: 'feature_gate', salt: 's', enabled: true, defaultValue: false, idType: 'userID', rules };
  const specs = { has_updates: true, time: 1, feature_gates: [gate], dynamic_configs: [], layer_configs: [], layers: {}, id_lists: {} };
  await statsig.initialize('secret-x', { bootstrapValues: JSON.stringify(specs), disableRulesetsSync: true, disableIdListsSync: true, disableDiagnostics: true, disableAllLogging: true, api: 'http://localhost:1', initTimeoutMs: 1 });
  return (release) => statsig.checkGateSync({ userID: 'u', custom: { release } }, 'f');
};

const ofUnleash = async () => {
  const constraints = [{ contextName: 'release', operator: 'SEMVER_LT', value: than }];
  const data = [{ name: 'f', enabled: true, type: 'release', strategies: [{ name: 'default', parameters: {}, constraints }] }];
  const client = new Unleash({ appName: 'look', url: 'http://localhost:1/', disableMetrics: true, refreshInterval: 0, bootstrap: { data }, storageProvider: new InMemStorageProvider() });
  client.on('error', () => {});
  client.on('warn', () => {});
  await once(client, 'ready');
  return (release) => client.isEnabled('f', { properties: { release } });
};

(async () => {
  const tools = { GrowthBook: growthBook, LaunchDarkly: await launchDarkly(), PostHog: await postHog(), Statsig: await ofStatsig(), Unleash: await ofUnleash() };
  for (const release of ['16.9.0', '17.0.0', '17.0', '17', '9', '17.0.0-beta']) {
    const met = [];
    for (const [name, holds] of Object.entries(tools)) if (await holds(release)) met.push(name);
    console.log(`${release}: ${met.join(' ') || 'none'}`);
  }
  process.exit(0);
})();
JS
said=$(node look.cjs 2>/dev/null); echo "$said"
[ "$said" = '16.9.0: GrowthBook LaunchDarkly PostHog Statsig Unleash
17.0.0: none
17.0: GrowthBook
17: GrowthBook
9: GrowthBook LaunchDarkly PostHog Statsig
17.0.0-beta: GrowthBook LaunchDarkly Unleash' ]
