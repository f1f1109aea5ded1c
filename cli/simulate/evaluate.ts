import { setImmediate } from 'node:timers/promises';
import { count } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { Plan, Unread } from '../../shared/engine/types.ts';
import { countOverTime, createTally } from '../../shared/logs/index.ts';
import type { AsOnPage, OffsetAt, OnVisitor, OverTime, Overlap } from '../../shared/logs/index.ts';
import type { Progress } from '../progress.ts';
import { evaluatePart } from './evaluate-part.ts';
import type { PartFound } from './evaluate-part.ts';
import { addUnread } from './replay.ts';
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
  /** What may change how the answer is to be taken. */
  readonly warnings?: readonly string[];
  /** In the order of the plan. */
  readonly sizes: readonly { readonly members: number; readonly unknown: number }[];
  readonly overlaps: readonly Overlap[];
  readonly overTime: OverTime | null;
}

/** Runs the engine over one part of the log after the other. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { log, progress } = options;
  const sums = createSums(options);
  for (const part of log.parts()) {
    const found = await evaluatePart(part, options, async (rows, visitors) => {
      progress.update(sums.rows() + rows, `${count(sums.visitors() + visitors)} visitors`);
      await setImmediate();
    });
    sums.add(found);
  }
  return sums.result();
}

/** Adds up what was found in the parts, in their order. */
export function createSums({ plan, first, at, stepMs }: Evaluate) {
  const ids = plan.segments;
  const tally = createTally(ids, undefined);
  const overTime = stepMs === null ? null : countOverTime(ids, { first, at, stepMs });
  const unread = new Map<string, Unread>();
  let [rows, repeated, longHistories] = [0, 0, 0];
  return {
    rows: () => rows,
    visitors: tally.visitors,
    add(found: PartFound): void {
      tally.addCounted(found.counted);
      if (found.overTime) overTime?.addCounted(found.overTime);
      rows += found.rows;
      repeated += found.repeated;
      longHistories += found.longHistories;
      addUnread(unread, found.unread);
    },
    result: (): Evaluation => ({
      ...tally.result(),
      repeated,
      longHistories,
      unread,
      overTime: overTime?.result() ?? null,
    }),
  };
}
