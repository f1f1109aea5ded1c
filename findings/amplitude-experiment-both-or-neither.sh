#!/usr/bin/env bash
# @amplitude/experiment-core 0.13.6 (Amplitude Experiment, evaluated locally): of a user property that is a list "is", "contains"
# and "regex match" ask whether one element meets them, and so do their negations. One expects that each user meets either a
# condition or its negation. But whoever has the plans a and b is in both halves of a split by "is a", whoever has an empty list
# in neither, and a text that reads as a JSON list is a list. Without the property "is not" and "does not contain" hold, "set is
# not" and "regex does not match" do not, and of a plain text no condition about sets holds, not even the negated ones.
# So shares do not add up to all, and whoever is to be left out of a test may be in it. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @amplitude/experiment-core@0.13.6 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { EvaluationEngine } = require('@amplitude/experiment-core');
const holds = (op, plan) => {
  const condition = { selector: ['context', 'user', 'user_properties', 'plan'], op, values: ['a'] };
  const flag = { key: 'f', variants: { on: { key: 'on' } }, segments: [{ conditions: [[condition]], variant: 'on' }] };
  return 'f' in new EvaluationEngine().evaluate({ user: { user_properties: { plan } } }, [flag]);
};
const pairs = [['is', 'is not'], ['contains', 'does not contain'], ['regex match', 'regex does not match'], ['set is', 'set is not']];
const plans = { 'a text': 'b', 'a list': ['a', 'b'], 'a list as text': '["a","b"]', 'an empty list': [], nothing: undefined };
const how = (op, negation, plan) => [holds(op, plan) && 'yes', holds(negation, plan) && 'no'].filter(Boolean).join(' and ') || 'neither';
for (const [name, plan] of Object.entries(plans))
  console.log(`${name}: ${pairs.map(([op, negation]) => `${op} ${how(op, negation, plan)}`).join(', ')}`);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'a text: is no, contains no, regex match no, set is neither
a list: is yes and no, contains yes and no, regex match yes and no, set is no
a list as text: is yes and no, contains yes and no, regex match yes and no, set is no
an empty list: is neither, contains neither, regex match neither, set is no
nothing: is no, contains no, regex match neither, set is neither' ]
