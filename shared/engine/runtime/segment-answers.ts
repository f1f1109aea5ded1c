import type { VisitorState } from '../graph/visitor-state.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Change, Membership } from '../types.ts';
import {
  type Beginning,
  DUTIES,
  DUTY_BITS,
  ENTRY_COUNTS,
  EXIT_COUNTS,
  FOUND,
  HAS_RULES,
  HOLDS,
  IS_READ,
  type Layout,
  RANKS,
} from './layout.ts';
import { type MembershipState, decide, freshMembership, keptTo } from './membership.ts';
import type { TimerQueue } from './timer-queue.ts';

const NO_CHANGES: readonly Change[] = Object.freeze([]);
const NOTHING_REMEMBERED = Object.freeze(freshMembership());

/** A class: made anew time and again, a literal of these may be slow in V8. */
class Flip implements Change {
  readonly segment: string;
  readonly from: Membership;
  readonly to: Membership;
  readonly time: number;
  constructor(segment: string, from: Membership, to: Membership, time: number) {
    this.segment = segment;
    this.from = from;
    this.to = to;
    this.time = time;
  }
}

/** The place of the lowest bit. */
const lowest = (bits: number): number => 31 - Math.clz32(bits & -bits);

/**
 * What segments answer for one visitor, since when, and what has changed. A segment whose answer may be another has its
 * turn with the next `flush`. Segments are named by their places in the order of evaluation.
 */
export class SegmentAnswers {
  /** Since when the answer is what it is. */
  readonly times: number[];
  /** Where more than the answer is remembered. */
  readonly memberships: readonly (MembershipState | null)[];
  private readonly _visitor: VisitorState;
  private readonly _layout: Layout;
  private readonly _timers: TimerQueue;
  private readonly _onTransition: (event: string) => void;
  /** Whose turn it is, a bit for each; then, a bit for each of these numbers, which are not 0. */
  private readonly _turns: Int32Array;
  private _changes: Change[] | null = null;

  /** `onTransition` is told of entering and leaving where a metric counts it, before later segments are evaluated. */
  constructor(
    visitor: VisitorState,
    layout: Layout,
    { memberships }: Pick<Beginning, 'memberships'>,
    timers: TimerQueue,
    onTransition: (event: string) => void,
  ) {
    this._visitor = visitor;
    this._layout = layout;
    this._timers = timers;
    this._onTransition = onTransition;
    this.memberships = layout.hasRules ? memberships.map((one) => one && { ...one }) : memberships;
    this.times = layout.noTimes.slice().fill(visitor.now);
    this._turns = new Int32Array(layout.words + (layout.words >> 5) + 1);
  }

  /** Lets a segment have its turn. */
  invalidate(place: number): void {
    const { _turns: turns } = this;
    const word = place >> 5;
    // A shift looks at the last five bits.
    turns[word] = (turns[word] as number) | (1 << place);
    const group = this._layout.words + (word >> 5);
    turns[group] = (turns[group] as number) | (1 << word);
  }

  /** Evaluates the segments whose turn it is. Silent: nobody is told of what changes. */
  flush(silent: boolean): void {
    // At hand, since many segments may change at once.
    const { _turns: turns, _layout: layout, _visitor: visitor, times } = this;
    const { words, findings, ids } = layout;
    const { answers, ranks, now } = visitor;
    // Evaluating lets later places have their turn only.
    for (let group = words; group < turns.length; group++)
      for (let some = turns[group] as number; some !== 0; some = turns[group] as number) {
        const word = ((group - words) << 5) + lowest(some);
        for (let left = turns[word] as number; left !== 0; left = turns[word] as number) {
          turns[word] = left & (left - 1);
          const place = (word << 5) + lowest(left);
          const about = findings[2 * place] as number;
          const duty = about & DUTIES;
          const rank = about < 0 ? -1 : (ranks[about >> DUTY_BITS] as number);
          const found =
            rank >= 0 && rank < RANKS ? (findings[2 * place + 1] as number) >> (2 * rank) : 0;
          const condition = found & FOUND ? (found & HOLDS) !== 0 : this._evaluate(place, rank);
          const to = duty === 0 ? condition : this._applyRules(place, duty, condition);
          const from = answers[place] as Membership;
          if (to === from) continue;
          answers[place] = to;
          times[place] = now;
          if (silent) continue;
          const id = ids[place] as string;
          const change = new Flip(id, from, to, now);
          if (this._changes) this._changes.push(change);
          else this._changes = [change];
          if (from === true && duty & EXIT_COUNTS) this._onTransition(`leave:${id}`);
          if (to === true && duty & ENTRY_COUNTS) this._onTransition(`enter:${id}`);
        }
        turns[group] = (turns[group] as number) & ~(some & -some);
      }
  }

  /** What has changed since this was last called. */
  takeChanges(): readonly Change[] {
    const changes = this._changes ?? NO_CHANGES;
    this._changes = null;
    return changes;
  }

  membership(place: number): MembershipState {
    return this.memberships[place] ?? NOTHING_REMEMBERED;
  }

  /** When `keep` alone has held the visitor in for long enough; Infinity where it does not hold. */
  keptTo(segment: CompiledSegment): number {
    const until = keptTo(segment, this.memberships[segment.index] as MembershipState);
    return until > this._visitor.now ? until : Infinity;
  }

  /** What the condition of a segment says; of a number of thresholds, it is put down for all visitors. */
  private _evaluate(place: number, rank: number): Membership {
    const { segments, findings } = this._layout;
    const answer = (segments[place] as CompiledSegment).when.test(this._visitor);
    if (rank >= 0 && rank < RANKS && answer !== null)
      findings[2 * place + 1] =
        (findings[2 * place + 1] as number) | ((answer ? FOUND | HOLDS : FOUND) << (2 * rank));
    return answer;
  }

  /** The answer of a segment that has rules, or readers, beside its condition. */
  private _applyRules(place: number, duty: number, condition: Membership): Membership {
    const { _visitor: visitor, _layout: layout } = this;
    const { answers, beforeGroups } = visitor;
    const segment = layout.segments[place] as CompiledSegment;
    const before = beforeGroups[place];
    let to = condition;
    if (duty & HAS_RULES) {
      to = decide(segment, visitor, this.memberships[place] as MembershipState, condition);
      if (segment.keepMs > 0)
        this._timers.schedule(layout.keeperOf.get(place) as number, this.keptTo(segment));
    } else beforeGroups[place] = condition;
    if (duty & IS_READ && (beforeGroups[place] !== before || to !== answers[place]))
      for (const reader of segment.dependents) this.invalidate(reader);
    return to;
  }
}
