// Stands in every page of the bench as `bench`, the bare one too: the same events for everybody.
import { events, take } from '../workload.ts';

/** Takes one event of the trip, as the subject's own API wants it. */
export type Send = (name: string, props: Readonly<Record<string, string | number>>) => void;

export interface InPage {
  /** Set by the subject's script; resolves when it is ready for events. */
  ready?: Promise<Send>;
  /** Sends `count` events, `gapMs` apart; gives what each call took, milliseconds. */
  walk(count: number, gapMs: number, seed: number): Promise<number[]>;
  /** Sends so many in one task; gives its length, milliseconds. */
  burst(count: number, seed: number): Promise<number>;
}

/** Marks in a trace that the calls of a burst are made. */
export const BURST_MADE = 'burst made';

export type BenchWindow = Window & { bench: InPage };

type TripEvent = readonly [name: string, props: Parameters<Send>[1]];

/** The engine bench's events with what a shop's events carry besides. */
function tripOf(count: number, seed: number): TripEvent[] {
  return take(events(seed), count).map(({ name, props }, at) => [
    name,
    { ...(props as Parameters<Send>[1]), ...item(at, seed) },
  ]);
}

function item(at: number, seed: number): Parameters<Send>[1] {
  return {
    item_id: `i${(at * 7 + seed) % 40}`,
    item_category: ['pots', 'seeds', 'knives', 'books'][(at + seed) % 4] ?? '',
    currency: 'EUR',
  };
}

const ready = () => inPage.ready ?? Promise.reject(new Error('no subject on this page'));

export const inPage: InPage = {
  async walk(count, gapMs, seed) {
    const send = await ready();
    const took: number[] = [];
    for (const [name, props] of tripOf(count, seed)) {
      const before = performance.now();
      send(name, props);
      took.push(performance.now() - before);
      await new Promise((next) => setTimeout(next, gapMs));
    }
    return took;
  },
  async burst(count, seed) {
    const send = await ready();
    const trip = tripOf(count, seed);
    // A task of its own.
    await new Promise((next) => setTimeout(next, 200));
    const before = performance.now();
    for (const [name, props] of trip) send(name, props);
    performance.mark(BURST_MADE);
    return performance.now() - before;
  },
};
