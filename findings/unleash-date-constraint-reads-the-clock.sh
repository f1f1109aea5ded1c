#!/usr/bin/env bash
# unleash-client 6.12.1 (Node): DATE_BEFORE and DATE_AFTER compare the current time, whatever field a constraint names. With
# contextName "signedUp", everybody passes DATE_BEFORE a date to come, whether they signed up before it, after it or never;
# other operators read the field. And `inverted` is said of the outcome: "not NUM_LT 18" holds for whoever has no such field.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts unleash-client@6.12.1 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Unleash, InMemStorageProvider } = require('unleash-client');
const toggle = (name, constraint) => ({
  name, enabled: true, type: 'release', strategies: [{ name: 'default', parameters: {}, constraints: [constraint] }],
});
const data = [
  toggle('before', { contextName: 'signedUp', operator: 'DATE_BEFORE', value: '2099-01-01T00:00:00Z' }),
  toggle('after', { contextName: 'signedUp', operator: 'DATE_AFTER', value: '2099-01-01T00:00:00Z' }),
  toggle('not-under-18', { contextName: 'age', operator: 'NUM_LT', value: '18', inverted: true }),
  toggle('from-18', { contextName: 'age', operator: 'NUM_GTE', value: '18' }),
];
const client = new Unleash({
  appName: 'look', url: 'http://localhost:1/', disableMetrics: true, refreshInterval: 0,
  bootstrap: { data }, storageProvider: new InMemStorageProvider(),
});
client.on('error', () => {});
client.on('warn', () => {});
client.once('ready', () => {
  for (const properties of [{ signedUp: '2020-01-01', age: '20' }, { signedUp: '2120-01-01', age: '17' }, {}])
    console.log(JSON.stringify(properties), ...data.map(({ name }) => `${name}:${client.isEnabled(name, { properties })}`));
  process.exit(0);
});
JS
seen=$(node look.cjs)
echo "unleash-client $(node -p "JSON.parse(require('fs').readFileSync('node_modules/unleash-client/package.json', 'utf8')).version")"
echo "$seen"
[ "$seen" = '{"signedUp":"2020-01-01","age":"20"} before:true after:false not-under-18:true from-18:true
{"signedUp":"2120-01-01","age":"17"} before:true after:false not-under-18:false from-18:false
{} before:true after:false not-under-18:true from-18:false' ]
