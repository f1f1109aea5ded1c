#!/usr/bin/env bash
# @adobe/aep-rules-engine 3.1.1 (the engine of the in-app messages in Adobe's Web SDK): a historical condition with
# `searchType: "ordered"` looks at the first time that each event ever happened, and at no other. Who has bought before, and now
# views and buys, has not "viewed, then bought"; and with `from` one early view is enough for "viewed, then bought within the
# window" never to hold again, though both are within it. One expects what Adobe's SDKs for iOS and Android do with the same
# rules: they look for each event from the one found before it on, within the window (`EventHistory.getEvents`), and "any" here
# does count within the window. So regulars, who have done everything once before, drop out of sequences on the web alone.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @adobe/aep-rules-engine@3.1.1 >/dev/null 2>&1
cat > look.mjs <<'JS'
import RulesEngine from '@adobe/aep-rules-engine';
const event = (id) => ({ 'iam.eventType': 'seen', 'iam.id': id });
const holds = (log, definition) => {
  const rules = [{ condition: { type: 'historical', definition: { events: ['view', 'buy'].map(event), ...definition } }, consequences: [{ id: 'in', type: 'item', detail: {} }] }];
  const events = {};
  for (const [index, id] of log.split(' ').entries()) (events[id] ??= { timestamps: [] }).timestamps.push(100 * (index + 1));
  return RulesEngine({ version: 1, rules }, { generateEventHash: ({ eventId }) => eventId }).execute({ events }).length === 1;
};
for (const [log, from] of [['view buy', 0], ['buy view buy', 0], ['view other view buy', 250]]) {
  const ordered = holds(log, { searchType: 'ordered', matcher: 'eq', value: 1, from });
  const any = holds(log, { searchType: 'any', matcher: 'ge', value: 2, from });
  console.log(`${log}, from ${from}: ordered ${ordered}, both ${any}`);
}
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'view buy, from 0: ordered true, both true
buy view buy, from 0: ordered false, both true
view other view buy, from 250: ordered false, both true' ]
