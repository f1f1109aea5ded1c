#!/usr/bin/env bash
# @uniformdev/context 20.63.0 (Uniform: personalisation decided in the browser): interests fade when something is written, and what is
# written fades with the rest. With `decay: createLinearDecay()` who comes back after 31 days finds all as it was, on page after
# page, for as long as no signal fires: old interests go on deciding what is shown. The first signal that fires is then aged by
# the whole absence, though it happened now: after two months a view of tents worth 40 counts 2, with the old interest of 50 at
# 2.5, so that the old one still wins; the second view counts 40. One expects what is there to be aged as it is read, and what
# is new to count in full: the types call it decay of scores over time. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @uniformdev/context@20.63.0 happy-dom@20.0.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { GlobalWindow } = require('happy-dom');
const window = new GlobalWindow({ url: 'https://shop.example/' });
Object.assign(globalThis, { window, document: window.document, localStorage: window.localStorage });
const { Context, createLinearDecay } = require('@uniformdev/context');
const signal = (str, rhs) => ({ str, cap: 100, dur: 'p', crit: { type: 'G', op: '&', clauses: [{ type: 'PV', path: { op: '~', rhs, cs: false } }] } });
const manifest = { project: { pz: { sig: { boots: signal(50, '/boots'), tents: signal(40, '/tents') }, enr: {}, agg: {}, control: 0 }, test: {} } };
const variations = ['boots', 'tents'].map((id) => ({ id, pz: { crit: [{ l: id, op: '+' }] } }));
let now = Date.UTC(2026, 2, 1);
Date.now = () => now;
const visit = async (name, days, paths) => {
  now += days * 86_400_000;
  const context = new Context({ manifest, defaultConsent: true, decay: createLinearDecay() });
  const seen = [];
  for (const path of paths) {
    await context.update({ url: new URL(path, 'https://shop.example/') });
    const scores = Object.entries(context.scores).map(([id, score]) => `${id} ${Math.round(score * 10) / 10}`);
    const [shown] = context.personalize({ name: 'hero', variations: [...variations, { id: 'nobody' }] }).variations;
    seen.push(`${path} ${scores.join(' ')} (shows ${shown.id})`);
  }
  console.log(`${name}: ${seen.join(', ')}`);
};
(async () => {
  await visit('first', 0, ['/boots']);
  await visit('after 31 days', 31, ['/', '/about']);
  await visit('after 62 days', 31, ['/', '/tents', '/', '/tents']);
  process.exit(0);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'first: /boots boots 50 (shows boots)
after 31 days: / boots 50 (shows boots), /about boots 50 (shows boots)
after 62 days: / boots 50 (shows boots), /tents boots 2.5 tents 2 (shows boots), / boots 2.5 tents 2 (shows boots), /tents boots 2.5 tents 42 (shows tents)' ]
