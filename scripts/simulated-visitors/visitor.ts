import type { CoveyEvent, HostFacts } from '../../shared/engine/index.ts';

export interface SimulatedVisitor {
  readonly facts: HostFacts;
  /** In the order of time; the last visit is going on. */
  readonly events: readonly CoveyEvent[];
}

/** Uniform in [0, 1). */
type Random = () => number;
type Weighted<T> = readonly [weight: number, value: T];
/** One of the values, by weight. */
type Pick = <T>(values: readonly [Weighted<T>, ...Weighted<T>[]]) => T;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What drives a visitor: how often they come, and what they do then. Chances per visit. */
interface Persona {
  /** Mean number of visits in the last year. */
  readonly visits: number;
  readonly reads: number;
  readonly views: number;
  readonly adds: number;
  readonly checksOut: number;
  readonly pays: number;
  readonly likesOffers: number;
}

const BROWSER: Persona = {
  visits: 1,
  reads: 0.2,
  views: 2,
  adds: 0.06,
  checksOut: 0.4,
  pays: 0.5,
  likesOffers: 0.1,
};
const PERSONAS: readonly [Weighted<Persona>, ...Weighted<Persona>[]] = [
  [45, BROWSER],
  [20, { ...BROWSER, visits: 4, reads: 0.7 }],
  [20, { ...BROWSER, visits: 6, views: 6, adds: 0.35, likesOffers: 0.5 }],
  [15, { ...BROWSER, visits: 12, views: 4, adds: 0.5, checksOut: 0.7, pays: 0.8 }],
];

/** One visitor as seen at `now`, in the middle of a visit. */
export function simulatedVisitor(random: Random, now: number): SimulatedVisitor {
  const chance = (probability: number) => random() < probability;
  const pick: Pick = (values) => {
    let left = random() * values.reduce((sum, [weight]) => sum + weight, 0);
    let at = 0;
    while (at < values.length - 1 && left >= (values[at]?.[0] ?? 0)) left -= values[at++]?.[0] ?? 0;
    return (values[at] ?? values[0])[1];
  };
  const times = (mean: number) => Math.floor(-Math.log(1 - random()) * mean + random());
  const persona = pick(PERSONAS);

  const events: CoveyEvent[] = [];
  const earlier = Array.from(
    { length: Math.min(60, times(persona.visits - 1)) },
    () => now - (0.05 + random() ** 2 * 360) * DAY_MS,
  );
  for (const start of [
    ...earlier.toSorted((a, b) => a - b),
    now - (1 + 15 * random()) * MINUTE_MS,
  ]) {
    const ongoing = start > now - 20 * MINUTE_MS;
    let time = Math.max(start, (events.at(-1)?.time ?? 0) + 1);
    const track = (name: string, props: NonNullable<CoveyEvent['props']> = {}) => {
      // A visit that is going on ends now at the latest.
      if (!ongoing || time <= now) events.push({ name, time: Math.floor(time), props });
      time += (5 + 60 * random()) * 1000;
    };
    visit(track, persona, chance, times, random, events.length > 0);
  }
  return { events, facts: factsOf(chance, pick) };
}

function visit(
  track: (name: string, props?: NonNullable<CoveyEvent['props']>) => void,
  persona: Persona,
  chance: (probability: number) => boolean,
  times: (mean: number) => number,
  random: Random,
  returning: boolean,
): void {
  const category = Math.floor(random() * 5);
  track('page_view', { page_path: '/' });
  if (!returning && chance(0.4)) track('tutorial_complete');
  if (chance(0.2)) {
    for (let again = times(0.7); again >= 0; again--) {
      track('search', { search_term: 'watering', results: chance(0.3) ? 0 : 7 });
    }
  }
  if (chance(persona.reads)) {
    for (let article = times(1.5); article >= 0; article--) {
      track('view_article', { topic: chance(0.6) ? 'growing' : 'cooking' });
      track('read_article', { seconds: Math.floor(10 + 50 * random()) });
    }
  }
  if (chance(persona.likesOffers)) track('select_promotion', { promotion_id: 'autumn' });
  if (chance(0.05)) track(returning ? 'login' : 'sign_up');

  let price = 0;
  for (let view = times(persona.views); view > 0; view--) {
    const group = chance(0.7) ? category : Math.floor(random() * 5);
    const item = {
      item_id: `${group}-${Math.floor(random() * 8)}`,
      item_category: `category-${group}`,
      price: 15 + Math.floor(random() * 90),
    };
    track('page_view', { page_path: `/products/${item.item_id}` });
    track('view_item', item);
    if (chance(0.06)) track('add_to_wishlist', item);
    if (chance(persona.adds / 2)) {
      track('add_to_cart', item);
      price += item.price;
    }
  }
  if (price === 0 || !chance(persona.checksOut)) return;
  track('begin_checkout', { value: price, currency: 'EUR' });
  if (!chance(persona.pays)) return;
  const coupon = chance(persona.likesOffers / 2) ? { coupon: 'HELLO' } : {};
  track('purchase', { value: price, currency: 'EUR', ...coupon });
}

function factsOf(chance: (probability: number) => boolean, pick: Pick): HostFacts {
  const country = pick([
    [60, 'DE'],
    [12, 'AT'],
    [8, 'CH'],
    [8, 'NL'],
    [12, 'GB'],
  ] as const);
  const phone = chance(0.6);
  return {
    geo: {
      country,
      region: null,
      city:
        country === 'DE'
          ? pick([
              [25, 'Berlin'],
              [15, 'Hamburg'],
              [60, null],
            ] as const)
          : null,
      timezone: 'Europe/Berlin',
    },
    device: {
      type: phone ? 'mobile' : 'desktop',
      language: 'de',
      viewport: phone ? 'small' : 'large',
    },
    source: {
      first: {
        medium: pick([
          [5, 'organic'],
          [3, 'social'],
          [2, 'email'],
        ] as const),
      },
    },
    page: { path: '/', host: 'localhost' },
    trait: {
      ...(chance(0.3) && {
        matters: pick([
          [25, 'price'],
          [35, 'quality'],
          [25, 'sustainability'],
          [15, 'novelty'],
        ] as const),
      }),
      ...(chance(0.15) && {
        gardener: pick([
          [4, 'new'],
          [4, 'some'],
          [2, 'keen'],
        ] as const),
      }),
      ...(chance(0.12) && {
        household: pick([
          [3, 'one'],
          [4, 'two'],
          [3, 'more'],
        ] as const),
      }),
    },
  };
}
