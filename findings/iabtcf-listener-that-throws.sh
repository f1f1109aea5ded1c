#!/usr/bin/env bash
# @iabtcf/cmpapi 1.5.6 and @iabtechlabtcf/cmpapi 1.5.21 (IAB TCF, CmpApi): a listener of `addEventListener` that throws
# is called a second time, with (null, false); its error comes out of the manager's own `update`; listeners that were
# queued behind it are never added; and since that `update` does not count as done, the next one is told to nobody.
# So one broken listener on a page keeps a withdrawal of consent from all others. Whoever listens must look again.
# Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @iabtcf/cmpapi@1.5.6 @iabtechlabtcf/cmpapi@1.5.21 >/dev/null 2>&1
cat > look.cjs <<'JS'
globalThis.window = globalThis;
const { CmpApi } = require(`${process.argv[2]}/cmpapi`);
const cmp = new CmpApi(141, 1, true);
const seen = [];
__tcfapi('addEventListener', 2, (data) => { seen.push(data ? 'broken' : 'broken:null'); throw new Error(); });
__tcfapi('addEventListener', 2, () => seen.push('sound'));
for (const time of [1, 2]) {
  try { cmp.update(''); seen.push(`update ${time}`); } catch { seen.push(`update ${time} threw`); }
}
console.log(seen.join(', '));
JS
for scope in @iabtcf @iabtechlabtcf; do
  said=$(node look.cjs "$scope"); echo "$scope: $said"
  [ "$said" = "broken, broken:null, update 1 threw, update 2" ]
done
