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

const NONE: readonly number[] = [];
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
  /** Whose turn it is: null for nobody; a list, as long as one says it all, as it mostly does. */
  private _only: readonly number[] | null = null;
  /** Else a bit for each; then, a bit for each of these numbers, which are not 0. */
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

  /** Lets segments have their turn: those at these places, ascending. */
  invalidate(places: readonly number[]): void {
    const { _only: only } = this;
    this._only = only ? NONE : places;
    if (!only) return;
    this._mark(only, 0);
    this._mark(places, 0);
  }

  /** Evaluates the segments whose turn it is. Silent: nobody is told of what changes. */
  flush(silent: boolean): void {
    const { _turns: turns, _only: only } = this;
    if (!only) return;
    const { words, findings } = this._layout;
    let done = 0;
    // Where one has rules or readers, others may have their turn before those that are left.
    while (done < only.length && !((findings[2 * (only[done] as number)] as number) & DUTIES))
      this._evaluate(only[done++] as number, silent);
    this._only = NONE;
    this._mark(only, done);
    // Evaluating lets later places have their turn only.
    for (let group = words; group < turns.length; group++)
      for (let some = turns[group] as number; some !== 0; some = turns[group] as number) {
        const word = ((group - words) << 5) + lowest(some);
        for (let left = turns[word] as number; left !== 0; left = turns[word] as number) {
          turns[word] = left & (left - 1);
          this._evaluate((word << 5) + lowest(left), silent);
        }
        turns[group] = (turns[group] as number) & ~(some & -some);
      }
    this._only = null;
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

  private _mark(places: readonly number[], from: number): void {
    const { _turns: turns } = this;
    for (let i = from; i < places.length; i++) {
      const place = places[i] as number;
      const word = place >> 5;
      // A shift looks at the last five bits.
      turns[word] = (turns[word] as number) | (1 << place);
      const group = this._layout.words + (word >> 5);
      turns[group] = (turns[group] as number) | (1 << word);
    }
  }

  private _evaluate(place: number, silent: boolean): void {
    const { _visitor: visitor } = this;
    const { answers } = visitor;
    const { findings, ids } = this._layout;
    const about = findings[2 * place] as number;
    const duty = about & DUTIES;
    const from = answers[place] as Membership;
    const condition = this._condition(place, about >> DUTY_BITS);
    const to = duty === 0 ? condition : this._applyRules(place, duty, condition);
    if (to === from) return;
    answers[place] = to;
    this.times[place] = visitor.now;
    if (silent) return;
    const id = ids[place] as string;
    const change = new Flip(id, from, to, visitor.now);
    if (this._changes) this._changes.push(change);
    else this._changes = [change];
    if (duty < EXIT_COUNTS) return;
    if (from === true && duty & EXIT_COUNTS) this._onTransition(`leave:${id}`);
    if (to === true && duty & ENTRY_COUNTS) this._onTransition(`enter:${id}`);
  }

  /** What the condition of a segment says now, where it asks about this fact alone. */
  private _condition(place: number, fact: number): Membership {
    const { segments, findings } = this._layout;
    const { _visitor: visitor } = this;
    const rank = fact < 0 ? -1 : (visitor.ranks[fact] as number);
    const isFindable = rank >= 0 && rank < RANKS;
    const known = findings[2 * place + 1] as number;
    if (isFindable) {
      const found = known >> (2 * rank);
      if (found & FOUND) return (found & HOLDS) !== 0;
    }
    const answer = (segments[place] as CompiledSegment).when.test(visitor);
    if (isFindable && answer !== null)
      findings[2 * place + 1] = known | ((answer ? FOUND | HOLDS : FOUND) << (2 * rank));
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
      this.invalidate(segment.dependents);
    return to;
  }
}
