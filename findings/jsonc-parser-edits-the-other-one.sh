#!/usr/bin/env bash
# jsonc-parser 3.3.1: of a name that an object has twice, as after a merge of two branches, `parse` gives the last value, and
# `modify` edits the first, since `findNodeAtLocation` finds that one. So what a tool writes into a configuration and reads
# back is the old value, as if nothing had been written; to remove the name leaves it there, with its other value; and a
# complaint about what `parse` gave, placed by `findNodeAtLocation`, points at a line that is fine. The README has both for one
# location and says nothing of it; `parse` reports no error. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts jsonc-parser@3.3.1 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { applyEdits, findNodeAtLocation, modify, parse, parseTree } = require('jsonc-parser');
const text = '{ "days": 7, "days": 30 }';
const errors = [];
const set = (value) => applyEdits(text, modify(text, ['days'], value, {}));
console.log(`read ${parse(text, errors).days}, errors ${errors.length}, found ${findNodeAtLocation(parseTree(text), ['days']).value}`);
console.log(`set to 90: ${set(90)}, read ${parse(set(90)).days}`);
console.log(`removed: ${set(undefined)}, read ${parse(set(undefined)).days}`);
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'read 30, errors 0, found 7
set to 90: { "days": 90, "days": 30 }, read 30
removed: {"days": 30 }, read 30' ]
