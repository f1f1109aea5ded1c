import { setImmediate } from 'node:timers/promises';
import { createEngine } from '../../shared/engine/index.ts';
import type { Plan } from '../../shared/engine/types.ts';
import type { Progress } from '../progress.ts';
import { createOverlaps } from './overlaps.ts';
import type { Overlap } from './overlaps.ts';
import { countOverTime } from './over-time.ts';
import type { OverTime } from './over-time.ts';
import type { OffsetAt } from './time-zone.ts';
import type { VisitorLog } from './visitor-log.ts';

export interface EvaluateOptions {
  readonly plan: Plan;
  readonly log: VisitorLog;
  /** Instant of the first event, and the one to evaluate at. */
  readonly first: number;
  readonly at: number;
  readonly stepMs: number | null;
  readonly offsetAt: OffsetAt;
  readonly onVisitor: ((visitor: string, segments: readonly string[]) => void) | undefined;
  readonly progress: Progress;
}

export interface Evaluation {
  readonly visitors: number;
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
  const sizes = ids.map(() => ({ members: 0, unknown: 0 }));
  const overlaps = createOverlaps(ids.length);
  const overTime = stepMs === null ? null : countOverTime(ids, { first, at, stepMs });
  let [visitors, done] = [0, 0];
  for (const visitor of log.visitors()) {
    const engine = createEngine(plan, { offsetAt }, { now: visitor.first });
    overTime?.begin(visitor.first);
    for (const event of visitor.events()) {
      const changes = engine.apply(event);
      overTime?.take(changes);
    }
    const changes = engine.advance(at);
    overTime?.take(changes);

    const held: number[] = [];
    for (const [place, size] of sizes.entries()) {
      const member = engine.member(ids[place] ?? '');
      if (member === null) size.unknown += 1;
      else if (member) {
        size.members += 1;
        held.push(place);
      }
    }
    overlaps.add(held);
    overTime?.end(held);
    onVisitor?.(
      visitor.id,
      held.map((place) => ids[place] ?? ''),
    );
    visitors += 1;
    done += visitor.count;
    if (visitors % BREATH === 0) {
      progress.update(done, `${visitors.toLocaleString('en-US')} visitors`);
      await setImmediate();
    }
  }
  return {
    visitors,
    sizes,
    overlaps: overlaps.ranked(ids, visitors),
    overTime: overTime?.result() ?? null,
  };
}
