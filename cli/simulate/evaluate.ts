import { count } from '../../shared/counting/index.ts';
import { setImmediate } from 'node:timers/promises';
import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { createEngine } from '../../shared/engine/index.ts';
import type { Plan, Unread } from '../../shared/engine/types.ts';
import { asOnPage, countOverTime, createTally, visitorEvents } from '../../shared/logs/index.ts';
import type { AsOnPage, OffsetAt, OnVisitor, OverTime, Overlap } from '../../shared/logs/index.ts';
import type { Progress } from '../progress.ts';
import type { VisitorLog } from './visitor-log.ts';

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
    for (const event of asOnPage(visitorEvents(visitor.events(), at, onRepeated), options)) {
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
      progress.update(done, `${count(tally.visitors())} visitors`);
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
