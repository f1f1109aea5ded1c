#!/usr/bin/env bash
# @iabgpp/cmpapi 3.2.0 (IAB GPP, CmpApi): an opt-out that is written with `setFieldValue` (or `setSectionString`) while the
# signal is "ready" is told to no listener; only `ping` shows it, until something else fires an event. And `hasSection`
# of a section that does not exist answers (false, true), as for one that is not there. Whoever listens must ask again.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @iabgpp/cmpapi@3.2.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
globalThis.window = globalThis;
globalThis.__gpp = () => undefined;
const { CmpApi } = require('@iabgpp/cmpapi');
const cmp = new CmpApi(141, 1);
const seen = [];
__gpp('addEventListener', ({ eventName, pingData }) => seen.push(`${eventName}: ${pingData.parsedSections.usnat?.SaleOptOut}`));
cmp.setFieldValue('usnat', 'SaleOptOut', 2);
cmp.setSignalStatus('ready');
cmp.setFieldValue('usnat', 'SaleOptOut', 1);
__gpp('ping', ({ parsedSections }) => seen.push(`ping: ${parsedSections.usnat.SaleOptOut}`));
__gpp('hasSection', (...answer) => seen.push(`hasSection: ${answer}`), 'nonsense');
console.log(seen.join(', '));
JS
said=$(node look.cjs); echo "$said"
[ "$said" = "listenerRegistered: undefined, signalStatus: 2, ping: 1, hasSection: false,true" ]
