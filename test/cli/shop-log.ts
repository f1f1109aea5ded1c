/** A log of a shop that is made up, the same for the same seed: what docs/analyse.md prints is of this one. */
import { DAY_MS } from '../../shared/definitions/durations.ts';
import { randomFrom } from '../../shared/random/index.ts';

/** So much of the visitors: orders, what one comes to, days since the last, and pages viewed. */
const SORTS = [
  { part: 0.7, orders: 0, value: 0, days: 0, views: 5 },
  { part: 0.18, orders: 1.5, value: 30, days: 90, views: 10 },
  { part: 0.09, orders: 5, value: 40, days: 12, views: 40 },
  { part: 0.03, orders: 15, value: 90, days: 4, views: 120 },
];

export const SHOP_END = Date.UTC(2026, 5, 30);

/** CSV, in the order of visitors. */
export function shopLog(visitors: number, { seed = 1, days = 150, dearer = 1 } = {}): string {
  const next = randomFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const about = (middle: number) => middle * Math.exp(0.35 * normal());
  const row = (visitor: number, daysAgo: number, event: string, value = '') =>
    `v${visitor},${new Date(SHOP_END - Math.round(daysAgo * DAY_MS)).toISOString()},${event},${value}`;
  const rows = Array.from({ length: visitors }, (_, visitor) => {
    let place = next();
    const sort = SORTS.find(({ part }) => (place -= part) < 0) ?? SORTS[0];
    if (!sort) return [];
    const last = Math.min(days, about(sort.days));
    const orders = sort.orders === 0 ? 0 : Math.max(1, Math.round(about(sort.orders)));
    const views = Math.ceil(-Math.log(1 - next()) * sort.views);
    return [
      ...Array.from({ length: orders }, (_order, at) =>
        row(
          visitor,
          at === 0 ? last : last + next() * (days - last),
          'purchase',
          (about(sort.value) * dearer).toFixed(2),
        ),
      ),
      ...Array.from({ length: views }, () =>
        row(visitor, last + next() * (days - last), 'page_view'),
      ),
    ];
  });
  return `${['visitor,time,event,value', ...rows.flat()].join('\n')}\n`;
}
