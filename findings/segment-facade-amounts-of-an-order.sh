#!/usr/bin/env bash
# @segment/facade 3.4.10, through which Segment's device-mode destinations read a call: amounts of an "Order Completed" are not what
# its documentation has. `subtotal()`, where a shop sends `total` alone, is to be that less tax, shipping and discounts (and by
# Segment's e-commerce specification is after discounts): it adds the discount. A total of 110 with a tax of 10 and a discount
# of 20 gives 120, which nobody paid or owed. `revenue()` is to be `total` and only without it `revenue`: it is the other way
# round, and a revenue of 0, of what a voucher pays, is none, so that the total with its shipping stands for it; "0" is 0. A text
# ends at its first comma: "1,234.56" is 1. Destinations and warehouse differ. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @segment/facade@3.4.10 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { Track } = require('@segment/facade');
const orders = [
  { total: 110, tax: 10, discount: 20 },
  { total: 110, tax: 10, discount: 20, subtotal: 100 },
  { total: 110, revenue: 100 },
  { revenue: 0, shipping: 5, total: 5 },
  { revenue: '0', shipping: 5, total: 5 },
  { revenue: '1234.56' },
  { revenue: '1,234.56' },
];
for (const properties of orders) {
  const order = new Track({ event: 'Order Completed', properties });
  console.log(`${JSON.stringify(properties)}: revenue ${order.revenue()}, subtotal ${order.subtotal()}`);
}
JS
said=$(node look.cjs); echo "$said"
[ "$said" = '{"total":110,"tax":10,"discount":20}: revenue 110, subtotal 120
{"total":110,"tax":10,"discount":20,"subtotal":100}: revenue 110, subtotal 100
{"total":110,"revenue":100}: revenue 100, subtotal 110
{"revenue":0,"shipping":5,"total":5}: revenue 5, subtotal 0
{"revenue":"0","shipping":5,"total":5}: revenue 0, subtotal 0
{"revenue":"1234.56"}: revenue 1234.56, subtotal 1234.56
{"revenue":"1,234.56"}: revenue 1, subtotal 1' ]
