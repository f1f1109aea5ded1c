#!/usr/bin/env bash
# @openfeature/web-sdk 1.10.0 with @openfeature/core 1.12.0: a provider that is still being initialised for one domain is
# called ready at once for a second one it is set for: setProviderAndWait settles, PROVIDER_READY is told, and evaluations
# reach the provider, where those of the first domain give the default with PROVIDER_NOT_READY. If initialising fails
# later, the second domain stays READY. So a provider must know itself whether it may answer, and tell whoever asked early.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @openfeature/web-sdk@1.10.0 @openfeature/core@1.12.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { OpenFeature } = require('@openfeature/web-sdk');
let fail;
const answer = () => ({ value: true, reason: 'STATIC' });
const provider = {
  metadata: { name: 'slow' },
  runsOn: 'client',
  initialize: () => new Promise((_, reject) => (fail = reject)),
  resolveBooleanEvaluation: answer,
  resolveStringEvaluation: answer,
  resolveNumberEvaluation: answer,
  resolveObjectEvaluation: answer,
};
const seen = (domain) => {
  const client = OpenFeature.getClient(domain);
  return `${domain} ${client.providerStatus} ${client.getBooleanValue('flag', false)}`;
};
(async () => {
  const first = OpenFeature.setProviderAndWait('first', provider).catch(() => {});
  await OpenFeature.setProviderAndWait('second', provider);
  console.log(`${seen('first')}, ${seen('second')}`);
  fail(new Error('no connection'));
  await first;
  console.log(`${seen('first').split(' ', 2).join(' ')}, ${seen('second').split(' ', 2).join(' ')}`);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = "first NOT_READY false, second READY true
first ERROR, second READY" ]
