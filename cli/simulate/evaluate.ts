import { setImmediate } from 'node:timers/promises';
import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { createEngine } from '../../shared/engine/index.ts';
import type { CoveyEvent, Membership, Plan, Unread } from '../../shared/engine/types.ts';
import type { Progress } from '../progress.ts';
import { createOverlaps } from './overlaps.ts';
import type { Overlap } from './overlaps.ts';
import { countOverTime } from './over-time.ts';
import type { OverTime } from './over-time.ts';
import { asOnPage } from './page-events.ts';
import type { AsOnPage } from './page-events.ts';
import type { OffsetAt } from './time-zone.ts';
import type { Visitor, VisitorLog } from './visitor-log.ts';

/** Told of a visitor, the segments that hold for it, and those of which the log does not say enough. */
export type OnVisitor = (
  visitor: string,
  segments: readonly string[],
  unknown: readonly string[],
) => void;

/** What to evaluate, when, and who is told. */
export interface Evaluate extends AsOnPage {
  /** What the plan was compiled from. */
  readonly definitions: Definitions;
  readonly plan: Plan;
  /** Instant of the first event, and the one to evaluate at. */
  readonly first: number;
  readonly at: number;
  readonly stepMs: number | null;
  readonly onVisitor: OnVisitor | undefined;
  readonly progress: Progress;
}

export interface EvaluateOptions extends Evaluate {
  readonly log: VisitorLog;
  readonly offsetAt: OffsetAt;
}

export interface Evaluation {
  readonly visitors: number;
  /** Rows with the id of an earlier one, which count for nothing. */
  readonly repeated: number;
  /** Visitors with events at which a page has forgotten their first ones: it begins anew there, and this does not. */
  readonly longHistories: number;
  /** Texts that stood where a number is asked for and are none without doubt, by event and property; the page's engine tells. */
  readonly unread?: ReadonlyMap<string, Unread>;
  /** In the order of the plan. */
  readonly sizes: readonly { readonly members: number; readonly unknown: number }[];
  readonly overlaps: readonly Overlap[];
  readonly overTime: OverTime | null;
}

/** Visitors between two looks at the rest of the world: the progress bar, and whether to stop. */
const BREATH = 512;

/** Counts answers, whoever gives them, one visitor after the other. */
export function createTally(ids: readonly string[], onVisitor: Evaluate['onVisitor']) {
  const sizes = ids.map(() => ({ members: 0, unknown: 0 }));
  const overlaps = createOverlaps(ids.length);
  let visitors = 0;
  return {
    /** Gives the places of the segments that hold. */
    add(visitor: string, answerOf: (place: number) => Membership): readonly number[] {
      const held: number[] = [];
      const unknown: number[] = [];
      for (const [place, size] of sizes.entries()) {
        const member = answerOf(place);
        if (member === null) {
          size.unknown += 1;
          unknown.push(place);
        } else if (member) {
          size.members += 1;
          held.push(place);
        }
      }
      overlaps.add(held);
      const idsAt = (places: readonly number[]) => places.map((place) => ids[place] ?? '');
      onVisitor?.(visitor, idsAt(held), idsAt(unknown));
      visitors += 1;
      return held;
    },
    visitors: () => visitors,
    result: () => ({ visitors, sizes, overlaps: overlaps.ranked(ids, visitors) }),
  };
}

/** Runs the engine over one visitor after the other. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { plan, log, at, stepMs, first, offsetAt, onVisitor, progress } = options;
  const ids = plan.segments;
  const tally = createTally(ids, onVisitor);
  const overTime = stepMs === null ? null : countOverTime(ids, { first, at, stepMs });
  let [done, repeated] = [0, 0];
  const unread = new Map<string, Unread>();
  let longHistories = 0;
  const onRepeated = () => (repeated += 1);
  for (const visitor of log.visitors()) {
    if (visitor.first > at) continue;
    const engine = createEngine(plan, { offsetAt }, { now: visitor.first });
    overTime?.begin(visitor.first);
    let isLong = false;
    for (const event of asOnPage(eventsOf(visitor, at, onRepeated), options)) {
      isLong = event.time - visitor.first >= MAX_RETENTION_MS;
      const changes = engine.apply(event);
      overTime?.take(changes);
    }
    const changes = engine.advance(at);
    overTime?.take(changes);
    if (isLong) longHistories += 1;
    for (const [place, { events, text }] of engine.unread())
      unread.set(place, { events: (unread.get(place)?.events ?? 0) + events, text });
    const held = tally.add(visitor.id, (place) => engine.member(ids[place] ?? ''));
    overTime?.end(held);
    done += visitor.count;
    if (tally.visitors() % BREATH === 0) {
      progress.update(done, `${tally.visitors().toLocaleString('en-US')} visitors`);
      await setImmediate();
    }
  }
  return {
    ...tally.result(),
    repeated,
    longHistories,
    unread,
    overTime: overTime?.result() ?? null,
  };
}

/** A visitor's events up to an instant, each id once. */
function* eventsOf(visitor: Visitor, at: number, onRepeated: () => void): Generator<CoveyEvent> {
  const seen = new Set<string>();
  for (const event of visitor.events()) {
    if (event.time > at) return;
    if (event.id === undefined) yield event;
    else if (seen.has(event.id)) onRepeated();
    else {
      seen.add(event.id);
      const { name, time, props } = event;
      yield { name, time, ...(props && { props }) };
    }
  }
}
