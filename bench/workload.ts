import type {
  Condition,
  Definitions,
  Json,
  MetricDefinition,
  SegmentDefinition,
} from '../shared/definitions/types.ts';
import type { CoveyEvent } from '../shared/engine/types.ts';
import { randomFrom } from '../shared/random/index.ts';

const names = [
  'page_view',
  'view_item',
  'view_item_list',
  'select_item',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_payment_info',
  'purchase',
  'search',
  'scroll',
  'click',
  'file_download',
  'video_start',
  'sign_up',
  'login',
  'share',
  'generate_lead',
  'refund',
] as const;
const categories = ['pots', 'seeds', 'knives', 'books', 'linen', 'tools', 'lamps', 'tea'] as const;

const eventsPerDay = 48;

function at<T>(list: readonly T[], index: number): T {
  return list[Math.floor(index) % list.length] as T;
}

/**
 * `size` segments of six kinds in turn: trait equality, ever, count in window, sum in window,
 * sequence, recency. Every metric is a segment's own; `where` on half of the counts and sums.
 */
export function workload(size: number): Definitions {
  const metrics: Record<string, MetricDefinition> = {};
  const segments: Record<string, SegmentDefinition> = {};
  for (let i = 0; i < size; i += 1) {
    const id = `s${i}`;
    const metric = `m${i}`;
    const name = at(names, i * 7);
    const where: Condition | undefined = i % 2 === 0 ? { category: at(categories, i) } : undefined;
    const kept = where === undefined ? {} : { where };
    const days = at([1, 7, 14, 30, 60, 90] as const, i / 6);
    // About what a window holds, from half to one and a half times: some segments hold, some do not.
    const expected =
      ((days * eventsPerDay) / names.length / (where === undefined ? 1 : categories.length)) *
      (0.5 + (i % 5) / 4);
    let when: Condition;
    switch (i % 6) {
      case 0:
        when = { [`trait.t${i % 12}`]: at(['a', 'b', 'c', 'd'], i / 6) };
        break;
      case 1:
        metrics[metric] = { count: name };
        when = { [`metric.${metric}`]: { $gte: 1 } };
        break;
      case 2:
        metrics[metric] = { count: name, within: `${days}d`, ...kept };
        when = { [`metric.${metric}`]: { $gte: Math.max(1, Math.round(expected)) } };
        break;
      case 3:
        metrics[metric] = { sum: `${name}.value`, within: `${days}d`, ...kept };
        when = { [`metric.${metric}`]: { $gte: Math.max(1, Math.round(expected * 25)) } };
        break;
      case 4:
        metrics[metric] = {
          sequence: [{ event: name }, { event: at(names, i * 7 + 3), atMost: '6h' }],
          within: `${days}d`,
        };
        when = { [`metric.${metric}`]: { $gte: 1 } };
        break;
      default:
        metrics[metric] = { since: name };
        when = { [`metric.${metric}`]: { $lt: `${2 * days}h` } };
    }
    segments[id] = { name: id, when };
  }
  const traits: Record<string, { type: 'string' }> = {};
  for (let t = 0; t < 12; t += 1) traits[`t${t}`] = { type: 'string' };
  return {
    covey: 1,
    site: 'bench.example',
    version: 1,
    issued: '2026-01-01T00:00:00Z',
    expires: '2036-01-01T00:00:00Z',
    traits,
    metrics,
    segments,
  };
}

export const start = Date.UTC(2026, 0, 1);

/** Endless events, half an hour apart on average, day and night: a visitor who never rests. */
export function* events(seed: number): Generator<CoveyEvent, never> {
  const random = randomFrom(seed);
  let time = start;
  for (;;) {
    time += Math.floor((random() * 2 * 86_400_000) / eventsPerDay);
    const name = at(names, Math.floor(random() * names.length));
    const category = at(categories, Math.floor(random() * categories.length));
    const value = Math.floor(random() * 5_000) / 100;
    yield { name, time, props: { category, value, page: 'x' } };
  }
}

/** The same events under a name that no segment reads. */
export function* unreadEvents(source: Iterator<CoveyEvent>): Generator<CoveyEvent, never> {
  for (;;) yield { ...(source.next().value as CoveyEvent), name: 'unread' };
}

/** `count` events as an array, so that making them is no part of a measurement. */
export function take(source: Iterator<CoveyEvent>, count: number): CoveyEvent[] {
  return Array.from({ length: count }, () => source.next().value as CoveyEvent);
}

/** The visitor's traits: some of the trait segments hold. */
export const traits: { readonly [id: string]: Json } = Object.fromEntries(
  Array.from({ length: 12 }, (_, t) => [`t${t}`, at(['a', 'b', 'c', 'd'], t)]),
);
