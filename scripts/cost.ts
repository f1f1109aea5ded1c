// What visits cost at Cloudflare's list prices, with every assumption; each can be given.
//   node scripts/cost.ts --visits 5000000 --personalisation 0.4
import { parseArgs } from 'node:util';
import { table } from '../cli/table.ts';
import {
  ASSUMED,
  type Assumed,
  includedVisits,
  INCLUDED,
  listPrice,
  PRICES,
  type Unit,
  unitsOf,
} from './cost/model.ts';

const names = Object.keys(ASSUMED) as (keyof Assumed)[];
const { values } = parseArgs({
  options: Object.fromEntries(
    ['visits', ...names].map((name) => [name, { type: 'string' as const }]),
  ),
});
const number = (name: string, otherwise: number): number => {
  const value = Number(values[name] ?? otherwise);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`cost: --${name} is a number.`);
  process.exit(2);
};
const assumed = Object.fromEntries(
  names.map((name) => [name, number(name, ASSUMED[name])]),
) as Assumed;
const visits = number('visits', 1e6);
const units = unitsOf(visits, assumed);
const prices = listPrice(units);
const big = (n: number) => Math.round(n).toLocaleString('en');

console.log(
  table(
    ['Unit', 'Used', '$ for a million', '$', 'Included in a month'].map((title, at) => ({
      title,
      numeric: at > 0,
    })),
    (Object.keys(PRICES) as Unit[]).map((unit) => [
      unit,
      big(units[unit]),
      `${PRICES[unit]}`,
      prices[unit].toFixed(2),
      big(INCLUDED[unit]),
    ]),
  ),
);
const sum = Object.values(prices).reduce((all, each) => all + each, 0);
console.log(
  `\n${big(visits)} visits: $${sum.toFixed(2)} at list price. The plan's $5 a month include the first ${big(includedVisits(assumed))}.`,
);
console.log(`Assumed: ${names.map((name) => `${name} ${assumed[name]}`).join(', ')}.`);
