import { createEngine } from '../../shared/engine/index.ts';
import type { CoveyEvent, Plan } from '../../shared/engine/types.ts';
import { countOverTime, createTally } from '../../shared/logs/index.ts';
import type { AsOnPage, Counted, OffsetAt, OnVisitor } from '../../shared/logs/index.ts';
import { visitorsOf } from './part-visitors.ts';
import { createReplay } from './replay.ts';
import type { Replayed } from './replay.ts';

/** What to evaluate, and when, of each visitor of a part. */
export interface PartAsked extends AsOnPage {
  readonly plan: Plan;
  /** Instant of the first event, and the one to evaluate at. */
  readonly first: number;
  readonly at: number;
  readonly stepMs: number | null;
  readonly offsetAt: OffsetAt;
  readonly onVisitor: OnVisitor | undefined;
}

/** What was found of the visitors of a part. */
export interface PartFound extends Replayed {
  readonly counted: Counted;
  readonly overTime: Float64Array<ArrayBuffer> | null;
  /** Rows of its visitors. */
  readonly rows: number;
}

/** Runs the engine over one visitor of a part after the other; `breath` is awaited between some of them. */
export async function evaluatePart(
  part: Uint8Array,
  asked: PartAsked,
  breath?: (rows: number, visitors: number) => Promise<void>,
): Promise<PartFound> {
  const { plan, at, stepMs, first, offsetAt, onVisitor } = asked;
  const ids = plan.segments;
  const host = { offsetAt };
  const tally = createTally(ids, onVisitor);
  const overTime = stepMs === null ? null : countOverTime(ids, { first, at, stepMs });
  const { replay, addUnread, replayed } = createReplay(asked);
  let rows = 0;

  const visitors = visitorsOf(part);
  for (const [place, visitor] of visitors.ids.entries()) {
    const began = visitors.beganAt(place);
    if (began > at) continue;
    const engine = createEngine(plan, host, { now: began });
    const take = (event: CoveyEvent) => {
      const changes = engine.apply(event);
      if (overTime && changes.length > 0) overTime.take(changes);
    };
    overTime?.begin(began);
    replay(visitors, place, take);
    const changes = engine.advance(at);
    overTime?.take(changes);
    addUnread(engine.unread());
    const held = tally.add(visitor, (segment) => engine.member(ids[segment] ?? ''));
    overTime?.end(held);
    rows += visitors.rowsOf(place);
    if (breath && place % BREATH === BREATH - 1) await breath(rows, tally.visitors());
  }
  return {
    counted: tally.counted(),
    overTime: overTime?.counted ?? null,
    rows,
    ...replayed(),
  };
}

/** Visitors between two looks at the rest of the world: the progress bar, and whether to stop. */
const BREATH = 512;
