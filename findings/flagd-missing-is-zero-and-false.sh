#!/usr/bin/env bash
# @openfeature/flagd-core 4.0.1, which flagd's providers for JavaScript evaluate in the process: in a targeting rule an attribute
# that the context does not have equals 0 and false. `{ "==": [{ "var": "orders" }, 0] }`, "has not bought yet", holds for
# everybody of whom nothing is known, `{ "!=": [{ "var": "subscribed" }, false] }` for nobody of them, and `missing` finds
# no attribute that is null. Version 1.3.0 evaluates the same flags the other way, with the `==` of JavaScript, as json-logic-js
# 2.0.5 does and jsonlogic.com, to which flagd's documentation refers for these operators, has it: a null equals none of them.
# The change came with the library's own change of json-logic-engine (4 to 5). `===` tells them apart in all three.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts now@npm:@openfeature/flagd-core@4.0.1 before@npm:@openfeature/flagd-core@1.3.0 @openfeature/core@1.12.0 json-logic-js@2.0.5 >/dev/null 2>&1
cat > look.cjs <<'JS'
const jsonLogic = require('json-logic-js');
const quiet = { error() {}, warn() {}, info() {}, debug() {} };
const rules = {
  'orders == 0': { '==': [{ var: 'orders' }, 0] },
  'orders === 0': { '===': [{ var: 'orders' }, 0] },
  'subscribed == false': { '==': [{ var: 'subscribed' }, false] },
  'subscribed != false': { '!=': [{ var: 'subscribed' }, false] },
  'plan is missing': { '!!': [{ missing: ['plan'] }] },
};
const flag = (rule) => ({ state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', targeting: { if: [rule, 'on', 'off'] } });
const flags = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, flag(rule)]));
const ofFlagd = (version) => {
  const core = new (require(version).FlagdCore)(undefined, quiet);
  core.setConfigurations(JSON.stringify({ flags }));
  return (name, context) => core.resolveBooleanEvaluation(name, false, context, quiet).value;
};
const tools = { 'flagd-core 4.0.1': ofFlagd('now'), 'flagd-core 1.3.0': ofFlagd('before'), 'json-logic-js 2.0.5': (name, context) => jsonLogic.apply(rules[name], context) };
for (const [says, context] of [['nothing known', {}], ['all null', { orders: null, subscribed: null, plan: null }]])
  for (const [tool, holds] of Object.entries(tools))
    console.log(`${says}, ${tool}: ${Object.keys(rules).filter((name) => holds(name, context)).join(', ')}`);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'nothing known, flagd-core 4.0.1: orders == 0, subscribed == false, plan is missing
nothing known, flagd-core 1.3.0: subscribed != false, plan is missing
nothing known, json-logic-js 2.0.5: subscribed != false, plan is missing
all null, flagd-core 4.0.1: orders == 0, subscribed == false
all null, flagd-core 1.3.0: subscribed != false, plan is missing
all null, json-logic-js 2.0.5: subscribed != false, plan is missing' ]
