import { DAY_MS, MINUTE_MS } from '../../../../shared/definitions/durations.ts';
import type { Json } from '../../../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../../../shared/engine/types.ts';
import { randomFrom } from '../../../../shared/random/index.ts';

/** Visitors, and the days that they come in. */
const VISITORS = 10_000;
const DAYS = 180;

/** Of visitors of a kind, how many there are in a hundred, how often they come, and what they do in a visit. */
const KINDS = [
  { share: 55, visits: 1, looks: 2, adds: 0.08, pays: 0.3 },
  { share: 25, visits: 4, looks: 3, adds: 0.15, pays: 0.4 },
  { share: 14, visits: 9, looks: 5, adds: 0.3, pays: 0.5 },
  { share: 6, visits: 22, looks: 5, adds: 0.45, pays: 0.7 },
] as const;
const CATEGORIES = ['pots', 'knives', 'seeds', 'linen', 'tools', 'lamps', 'books', 'tea'] as const;
const PRICES: { readonly [category in (typeof CATEGORIES)[number]]: number } = {
  pots: 80,
  knives: 60,
  seeds: 6,
  linen: 35,
  tools: 30,
  lamps: 90,
  books: 22,
  tea: 12,
};
const SOURCES = [
  ['google', 'organic', 'Organic Search'],
  ['(direct)', '(none)', 'Direct'],
  ['newsletter', 'email', 'Email'],
  ['google', 'cpc', 'Paid Search'],
  ['instagram', 'social', 'Organic Social'],
] as const;
const DEVICES = ['mobile', 'mobile', 'mobile', 'desktop', 'desktop'] as const;

/** A shop's visitors that nobody ever was, by the names of Google Analytics 4: the same for the same `end`, but for the dates. */
export function generate(end: number, add: (visitor: string, event: CoveyEvent) => void): void {
  const random = randomFrom(13);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let number = 0; number < VISITORS; number++) {
    const visitor = `visitor-${number}`;
    const place = random() * 100;
    let sum = 0;
    const kind = KINDS.find(({ share }) => place < (sum += share)) ?? KINDS[0];
    // As many as the kind has on average, spread like waiting times.
    const visits = Math.max(1, Math.round(-Math.log(1 - random()) * kind.visits));
    const begins = random();
    const times = Array.from({ length: visits }, () => begins + (1 - begins) * random());
    const favourite = pick(CATEGORIES);
    for (const part of times.toSorted((a, b) => a - b)) {
      const day = end - DAYS * DAY_MS * (1 - part);
      // Shops are looked at in the evening.
      let time =
        Math.floor(day / DAY_MS) * DAY_MS + (8 + 14 * Math.sqrt(random())) * 60 * MINUTE_MS;
      if (time >= end) time -= DAY_MS;
      const later = () => (time += Math.ceil((0.2 + 2 * random()) * MINUTE_MS));
      const tell = (name: string, props: { readonly [key: string]: Json }) =>
        add(visitor, { name, time: Math.round(later()), props });
      const [source, medium, channel] = pick(SOURCES);
      const device_type = pick(DEVICES);
      add(visitor, {
        name: 'session_start',
        time: Math.round(time),
        props: { source, medium, channel, device_type },
      });
      tell('page_view', { page_path: random() < 0.5 ? '/' : `/shop/${favourite}` });
      if (random() < 0.15) tell('search', { search_term: pick(CATEGORIES) });
      let basket = 0;
      const looks = Math.round(-Math.log(1 - random()) * kind.looks);
      for (let look = 0; look < looks; look++) {
        const item_category = random() < 0.5 ? favourite : pick(CATEGORIES);
        const value = Math.round(PRICES[item_category] * (50 + 100 * random())) / 100;
        const item = { item_category, item_id: `${item_category}-${Math.floor(12 * random())}` };
        tell('view_item', { ...item, value, currency: 'EUR' });
        if (random() >= kind.adds) continue;
        tell('add_to_cart', { ...item, value, currency: 'EUR' });
        basket += value;
      }
      if (basket === 0 || random() < 0.3) continue;
      const value = Math.round(basket * 100) / 100;
      tell('begin_checkout', { value, currency: 'EUR' });
      if (random() < kind.pays)
        tell('purchase', {
          value,
          currency: 'EUR',
          transaction_id: `${number}-${Math.round(time)}`,
        });
    }
    if (random() < kind.visits / 40)
      add(visitor, {
        name: 'sign_up',
        time: Math.round(end - DAY_MS * (1 + DAYS * (1 - begins) * random())),
        props: { method: 'email' },
      });
  }
}
