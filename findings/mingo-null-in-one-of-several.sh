#!/usr/bin/env bash
# mingo 7.2.7 (MongoDB's query language in JavaScript), beside sift 17.1.4: `{ "items.coupon": null }` does not hold for a basket
# with an item that has no coupon, not even where none has one, and `{ $ne: null }` holds for it. MongoDB ("Query for Null or
# Missing Fields") takes a missing field for null, in mingo too where no list is on the way, and a path through a list is met
# where one element meets it; sift answers so. For mingo the path leaves out elements without the field, and a list without
# any of them is not null. So the audience "with a coupon" has everybody without one, and its opposite is empty, unless the
# null is stated. `$elemMatch` says what is meant in both. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts mingo@7.2.7 sift@17.1.4 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { Query } from 'mingo';
import sift from 'sift';
const baskets = {
  some: { items: [{ id: 1, coupon: 'SPRING' }, { id: 2 }] },
  stated: { items: [{ id: 1, coupon: 'SPRING' }, { id: 2, coupon: null }] },
  none: { items: [{ id: 1 }, { id: 2 }] },
  all: { items: [{ id: 1, coupon: 'SPRING' }] },
};
const look = (name, query) => {
  const met = (test) => Object.keys(baskets).filter((key) => test(baskets[key])).join(' ');
  const plain = sift.default ?? sift;
  console.log(`${name}: mingo ${met((basket) => new Query(query).test(basket))}, sift ${met(plain(query))}`);
};
look('null', { 'items.coupon': null });
look('in', { 'items.coupon': { $in: [null] } });
look('ne', { 'items.coupon': { $ne: null } });
look('no list', { 'voucher.code': null });
look('elemMatch', { items: { $elemMatch: { coupon: null } } });
JS
said=$(node look.mjs); echo "$said"
[ "$said" = 'null: mingo stated, sift some stated none
in: mingo stated, sift some stated none
ne: mingo some none all, sift all
no list: mingo some stated none all, sift some stated none all
elemMatch: mingo some stated none, sift some stated none' ]
