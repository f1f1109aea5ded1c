#!/usr/bin/env bash
# @openfeature/unleash-web-provider 0.1.1 (Unleash in the page by way of OpenFeature's web SDK 1.10.0, with unleash-proxy-client 3.8.2):
# the context that is there when the provider starts is not told to Unleash. Set before the provider, or handed over with it, as
# OpenFeature has it, who passes it to `initialize`: the first request asks for nobody in particular, the provider is ready, and
# flags are those of a stranger, until somebody sets a context again, be it the same one. A page that knows its visitor as it
# loads shows everybody the default, and no error tells. (The README sets a context as the provider is made, in Unleash's own
# form.) What is told later has the targeting key as a property of that name, not as `userId`, by which Unleash's documentation
# has rollouts and lists of users go. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @openfeature/unleash-web-provider@0.1.1 @openfeature/web-sdk@1.10.0 @openfeature/core@1.12.0 unleash-proxy-client@3.8.2 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { OpenFeature } = require('@openfeature/web-sdk');
const { UnleashWebProvider } = require('@openfeature/unleash-web-provider');
const context = { targetingKey: 'visitor-1', plan: 'pro' };
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const look = async (name, start) => {
  const asked = [];
  // Unleash: on for the plan "pro".
  const fetch = async (url) => {
    const { searchParams } = new URL(url);
    asked.push([...searchParams.keys()].filter((key) => !['appName', 'environment', 'sessionId'].includes(key)).join(' ') || 'nobody in particular');
    const toggles = searchParams.get('properties[plan]') === 'pro' ? [{ name: 'sale', enabled: true, variant: { name: 'disabled', enabled: false } }] : [];
    return new Response(JSON.stringify({ toggles }), { headers: { 'content-type': 'application/json' } });
  };
  const storageProvider = { save: async () => {}, get: async () => undefined };
  await start(new UnleashWebProvider({ url: 'http://localhost:1/api/frontend', clientKey: 'x', appName: 'shop', fetch, storageProvider, disableMetrics: true, disableRefresh: true }, quiet));
  const client = OpenFeature.getClient();
  const first = `${client.providerStatus}, sale ${client.getBooleanValue('sale', false)}`;
  await OpenFeature.setContext(context);
  console.log(`${name}: ${first}; set again: sale ${client.getBooleanValue('sale', false)}; asked for ${asked.join(', then ')}`);
  await OpenFeature.clearContext();
};
(async () => {
  await look('context set before', async (provider) => {
    await OpenFeature.setContext(context);
    await OpenFeature.setProviderAndWait(provider);
  });
  await look('handed over with it', (provider) => OpenFeature.setProviderAndWait(provider, context));
  process.exit(0);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'context set before: READY, sale false; set again: sale true; asked for nobody in particular, then properties[targetingKey] properties[plan]
handed over with it: READY, sale false; set again: sale true; asked for nobody in particular, then properties[targetingKey] properties[plan]' ]
