#!/usr/bin/env bash
# @openfeature/config-cat-provider 0.7.2 (ConfigCat by way of OpenFeature, with configcat-node 11.4.1): an attribute that is the number
# 0 is not handed on. For ConfigCat itself a user with `orders: 0` meets "orders = 0", "orders < 1" and "orders is not 5"; with
# the same flags and the same attributes through the provider none of them holds, since to ConfigCat the attribute is missing.
# The text "0" is handed on, and false, as "false". (Nor is an empty text, which ConfigCat itself takes for missing.) The README
# maps numbers to numbers without an exception, and one goes by way of OpenFeature to keep one's rules. Whoever has ordered
# nothing yet or has no points left is lost to every rule about it, "not" included. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @openfeature/config-cat-provider@0.7.2 configcat-node@11.4.1 @openfeature/server-sdk@1.23.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { OpenFeature } = require('@openfeature/server-sdk');
const { ConfigCatProvider } = require('@openfeature/config-cat-provider');
const { getClient, PollingMode, User, UserComparator } = require('configcat-node');
const rules = {
  'orders = 0': ['orders', UserComparator.NumberEquals, { d: 0 }],
  'orders < 1': ['orders', UserComparator.NumberLess, { d: 1 }],
  'orders is not 5': ['orders', UserComparator.NumberNotEquals, { d: 5 }],
  'coupon is not SPRING': ['coupon', UserComparator.TextNotEquals, { s: 'SPRING' }],
  'subscribed is false': ['subscribed', UserComparator.TextEquals, { s: 'false' }],
};
const flag = ([a, c, value]) => ({ t: 0, v: { b: false }, r: [{ c: [{ u: { a, c, ...value } }], s: { v: { b: true } } }] });
const config = { p: { u: 'https://x.example', r: 0, s: 'salt' }, f: Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, flag(rule)])) };
const options = { cache: { get: () => `${Date.now()}\n"1"\n${JSON.stringify(config)}`, set: () => {} }, logger: { level: -1, log: () => {} } };
const key = `configcat-sdk-1/${'0'.repeat(22)}/${'0'.repeat(22)}`;
(async () => {
  await OpenFeature.setProviderAndWait(ConfigCatProvider.create(key, PollingMode.ManualPoll, options));
  const provider = OpenFeature.getClient();
  const itself = getClient(key, PollingMode.ManualPoll, options);
  for (const attributes of [{ orders: 0, coupon: '', subscribed: false }, { orders: 0.5, coupon: 'x', subscribed: false }, { orders: '0', coupon: ' ', subscribed: 'false' }]) {
    const met = { itself: [], provider: [] };
    for (const name of Object.keys(rules)) {
      if (await itself.getValueAsync(name, false, new User('u', undefined, undefined, attributes))) met.itself.push(name);
      if (await provider.getBooleanValue(name, false, { targetingKey: 'u', ...attributes })) met.provider.push(name);
    }
    console.log(JSON.stringify(attributes));
    for (const [way, names] of Object.entries(met)) console.log(`  ${way}: ${names.join(', ')}`);
  }
  process.exit(0);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = '{"orders":0,"coupon":"","subscribed":false}
  itself: orders = 0, orders < 1, orders is not 5, subscribed is false
  provider: subscribed is false
{"orders":0.5,"coupon":"x","subscribed":false}
  itself: orders < 1, orders is not 5, coupon is not SPRING, subscribed is false
  provider: orders < 1, orders is not 5, coupon is not SPRING, subscribed is false
{"orders":"0","coupon":" ","subscribed":"false"}
  itself: orders = 0, orders < 1, orders is not 5, coupon is not SPRING, subscribed is false
  provider: orders = 0, orders < 1, orders is not 5, coupon is not SPRING, subscribed is false' ]
