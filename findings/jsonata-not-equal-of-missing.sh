#!/usr/bin/env bash
# jsonata 2.2.2 (JSONata): of a missing field `country != "DE"` is false, as `country = "DE"` is. Its documentation ("Comparison
# Operators") has false for operands that are the same and true for all others, and `$not(country = "DE")` is true, as are both
# of a field that is null. So whoever writes "not from Germany" with `!=` loses those of unknown country, with `$not` keeps them,
# and two filters that read alike give different people; where a tool writes null for "unknown" they are the same again. In
# `orders[status != "cancelled"]` orders without a status are gone. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts jsonata@2.2.2 >/dev/null 2>&1
cat > look.cjs <<'JS'
const jsonata = require('jsonata');
const visitors = { missing: {}, null: { country: null }, FR: { country: 'FR' }, DE: { country: 'DE' } };
(async () => {
  for (const filter of ['country = "DE"', 'country != "DE"', '$not(country = "DE")']) {
    const met = [];
    for (const [name, visitor] of Object.entries(visitors)) if (await jsonata(filter).evaluate(visitor)) met.push(name);
    console.log(`${filter}: ${met.join(' ')}`);
  }
  const orders = [{ id: 1 }, { id: 2, status: null }, { id: 3, status: 'paid' }, { id: 4, status: 'cancelled' }];
  console.log(`orders: ${await jsonata('orders[status != "cancelled"].id').evaluate({ orders })}`);
})();
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'country = "DE": DE
country != "DE": null FR
$not(country = "DE"): missing null FR
orders: 2,3' ]
