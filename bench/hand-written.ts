import { parseDuration } from '../shared/definitions/durations.ts';
import type { Definitions, Json, MetricDefinition } from '../shared/definitions/types.ts';
import type { Change, CoveyEvent } from '../shared/engine/types.ts';

/**
 * An engine written by hand for the six kinds of the workload and nothing else, as a bar for the real one: leaves found
 * by event name and category, a ring of the last n times for a count, the newest entries that make up a sum, and a
 * heap of the times at which leaves end. No state to save, no unknown answers, no explanation, no other condition. It
 * says what has changed only where it is asked to.
 */
export interface HandWritten {
  apply(event: CoveyEvent): readonly Change[];
  has(id: string): boolean;
}

interface Segment {
  isMember: boolean;
}

type Props = CoveyEvent['props'];

/** One comparison, shared by all segments that make it. */
abstract class Leaf {
  readonly segments: Segment[] = [];
  readonly ids: string[] = [];
  holds = false;
  isScheduled = false;
  abstract add(time: number, props: Props): void;
  /** Until when it holds, if nothing else happens; -Infinity where it does not. */
  abstract end(now: number): number;
}

/** At least `times.length` events in the window; recency is at least one. */
class Count extends Leaf {
  private readonly times: Float64Array;
  private oldest = 0;
  private readonly windowMs: number;
  constructor(least: number, windowMs: number) {
    super();
    this.times = new Float64Array(least).fill(-Infinity);
    this.windowMs = windowMs;
  }
  add(time: number): void {
    this.times[this.oldest] = time;
    if (++this.oldest === this.times.length) this.oldest = 0;
  }
  end(): number {
    const time = this.times[this.oldest] as number;
    return time === -Infinity ? time : time + this.windowMs;
  }
}

/** Positive numbers that come to `least` in the window: the newest that do, and no older ones. */
class Sum extends Leaf {
  private times = new Float64Array(16);
  private amounts = new Float64Array(16);
  private head = 0;
  private size = 0;
  private total = 0;
  private readonly property: string;
  private readonly least: number;
  private readonly windowMs: number;
  constructor(property: string, least: number, windowMs: number) {
    super();
    this.property = property;
    // Cents added and taken away leave an error of their own.
    this.least = least - 1e-6;
    this.windowMs = windowMs;
  }
  add(time: number, props: Props): void {
    const amount = props?.[this.property];
    if (typeof amount !== 'number' || !(amount > 0)) return;
    if (this.size === this.times.length) this.grow();
    const at = (this.head + this.size++) & (this.times.length - 1);
    this.times[at] = time;
    this.amounts[at] = amount;
    this.total += amount;
    this.expire(time);
    while (this.size > 1 && this.total - (this.amounts[this.head] as number) >= this.least)
      this.drop();
  }
  end(now: number): number {
    this.expire(now);
    return this.total >= this.least ? (this.times[this.head] as number) + this.windowMs : -Infinity;
  }
  private expire(now: number): void {
    while (this.size > 0 && (this.times[this.head] as number) + this.windowMs <= now) this.drop();
  }
  private drop(): void {
    this.total -= this.amounts[this.head] as number;
    this.head = (this.head + 1) & (this.times.length - 1);
    if (--this.size === 0) this.total = 0;
  }
  private grow(): void {
    const ordered = (ring: Float64Array) => {
      const larger = new Float64Array(2 * ring.length);
      larger.set(ring.subarray(this.head));
      larger.set(ring.subarray(0, this.head), ring.length - this.head);
      return larger;
    };
    this.times = ordered(this.times);
    this.amounts = ordered(this.amounts);
    this.head = 0;
  }
}

/** Two steps, the second less than `atMostMs` after the first, both in the window. */
class Sequence extends Leaf {
  begun = -Infinity;
  private start = -Infinity;
  private readonly atMostMs: number;
  private readonly windowMs: number;
  constructor(atMostMs: number, windowMs: number) {
    super();
    this.atMostMs = atMostMs;
    this.windowMs = windowMs;
  }
  add(time: number): void {
    if (time - this.begun < this.atMostMs) this.start = this.begun;
  }
  end(): number {
    return this.start + this.windowMs;
  }
}

/** Leaves by when they may end, the earliest first. */
class Heap {
  readonly times: number[] = [];
  private readonly leaves: Leaf[] = [];
  push(time: number, leaf: Leaf): void {
    const { times, leaves } = this;
    let hole = times.length;
    times.push(time);
    leaves.push(leaf);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if ((times[above] as number) <= time) break;
      times[hole] = times[above] as number;
      leaves[hole] = leaves[above] as Leaf;
      hole = above;
    }
    times[hole] = time;
    leaves[hole] = leaf;
  }
  pop(): Leaf {
    const { times, leaves } = this;
    const first = leaves[0] as Leaf;
    const time = times.pop() as number;
    const leaf = leaves.pop() as Leaf;
    const size = times.length;
    if (size === 0) return first;
    let hole = 0;
    for (let below = 1; below < size; below = 2 * hole + 1) {
      if (below + 1 < size && (times[below + 1] as number) < (times[below] as number)) below++;
      if ((times[below] as number) >= time) break;
      times[hole] = times[below] as number;
      leaves[hole] = leaves[below] as Leaf;
      hole = below;
    }
    times[hole] = time;
    leaves[hole] = leaf;
    return first;
  }
}

const NO_CHANGES: readonly Change[] = [];

type Handler = (time: number, props: Props) => void;

/** Who reads events of one name: all of them, or those of one category. */
interface Handlers {
  readonly all: Handler[];
  readonly byCategory: Map<Json, Handler[]>;
}

const ms = (duration: unknown): number =>
  duration === undefined ? Infinity : (parseDuration(duration) ?? Number.NaN);

export function handWritten(
  definitions: Definitions,
  traits: { readonly [id: string]: Json },
  tellsChanges = false,
): HandWritten {
  const segments = new Map<string, Segment>();
  const leaves = new Map<string, Leaf>();
  const byName = new Map<string, Handlers>();
  const heap = new Heap();
  let changes: Change[] | null = null;

  const set = (leaf: Leaf, holds: boolean, time: number): void => {
    leaf.holds = holds;
    for (const segment of leaf.segments) segment.isMember = holds;
    if (!tellsChanges) return;
    changes ??= [];
    for (const segment of leaf.ids) changes.push({ segment, from: !holds, to: holds, time });
  };
  const update = (leaf: Leaf, now: number): void => {
    const end = leaf.end(now);
    const holds = end > now;
    if (holds && !leaf.isScheduled && end !== Infinity) {
      leaf.isScheduled = true;
      heap.push(end, leaf);
    }
    if (holds !== leaf.holds) set(leaf, holds, now);
  };
  const advance = (now: number): void => {
    while (heap.times.length > 0 && (heap.times[0] as number) <= now) {
      const leaf = heap.pop();
      leaf.isScheduled = false;
      update(leaf, now);
    }
  };
  const read = (name: string, category: Json | undefined, handler: Handler): void => {
    const handlers = byName.get(name) ?? { all: [], byCategory: new Map<Json, Handler[]>() };
    byName.set(name, handlers);
    if (category === undefined) return void handlers.all.push(handler);
    const those = handlers.byCategory.get(category) ?? [];
    handlers.byCategory.set(category, those);
    those.push(handler);
  };
  const counted = (leaf: Leaf, name: string, category?: Json): Leaf => {
    read(name, category, (time, props) => {
      leaf.add(time, props);
      update(leaf, time);
    });
    return leaf;
  };

  const leafOf = (
    metric: MetricDefinition,
    operand: { readonly [operator: string]: Json },
  ): Leaf => {
    const { $gte: least, $lt: lessThan } = operand;
    const windowMs = ms('within' in metric ? metric.within : undefined);
    const category = 'where' in metric ? (metric.where?.['category'] as Json) : undefined;
    if ('since' in metric) return counted(new Count(1, ms(lessThan)), metric.since as string);
    if ('count' in metric)
      return counted(new Count(least as number, windowMs), metric.count as string, category);
    if ('sum' in metric) {
      const [name = '', property = ''] = metric.sum.split('.');
      return counted(new Sum(property, least as number, windowMs), name, category);
    }
    if (!('sequence' in metric)) throw new Error('only the six kinds of the workload are known');
    const [first, second] = metric.sequence as unknown as readonly [
      { event: string },
      { event: string; atMost: string },
    ];
    const leaf = new Sequence(ms(second.atMost), windowMs);
    read(first.event, undefined, (time) => (leaf.begun = time));
    return counted(leaf, second.event);
  };

  for (const [id, { when }] of Object.entries(definitions.segments)) {
    const segment: Segment = { isMember: false };
    segments.set(id, segment);
    const [fact, operand] = Object.entries(when)[0] as [string, Json];
    const key = fact.slice(fact.indexOf('.') + 1);
    if (fact.startsWith('trait.')) {
      segment.isMember = traits[key] === operand;
      continue;
    }
    const metric = definitions.metrics?.[key] as MetricDefinition;
    const identity = JSON.stringify([metric, operand]);
    const leaf = leaves.get(identity) ?? leafOf(metric, operand as { [operator: string]: Json });
    leaves.set(identity, leaf);
    leaf.segments.push(segment);
    leaf.ids.push(id);
  }

  return {
    apply({ name, time, props }) {
      advance(time);
      const handlers = byName.get(name);
      if (handlers) {
        for (const handler of handlers.all) handler(time, props);
        const those = handlers.byCategory.get(props?.['category'] ?? null);
        if (those) for (const handler of those) handler(time, props);
      }
      const told = changes ?? NO_CHANGES;
      changes = null;
      return told;
    },
    has: (id) => segments.get(id)?.isMember === true,
  };
}
