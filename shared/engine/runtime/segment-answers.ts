import type { FactNode, Jump, VisitorState } from '../graph/visitor-state.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Change, Membership } from '../types.ts';
import type { Beginning, Layout, Said } from './layout.ts';
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

/** Of each turn a place and an answer. */
const STEP = 2;
/** Of jumps over so many thresholds nothing is remembered: there may be many. */
const NEAR = 8;

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
  /** All whose turn it is, as long as one fact says it, as it mostly does. */
  private _jump: Jump | null = null;
  /** Else a bit for each. */
  private readonly _turns: Int32Array;
  private _isMarked = false;
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
    this._turns = new Int32Array((layout.ids.length >> 5) + 1);
  }

  /** A fact has reached another number of thresholds: lets those that depend on one between have their turn. */
  jump(fact: FactNode, from: number, to: number): void {
    const { jumps: known } = fact;
    const isNear = Math.abs(to - from) < NEAR;
    const key = 2 * NEAR * from + to - from;
    // Nobody has a turn yet: what segments answer is what they say of where the fact was.
    const isFirst = this._jump === null && !this._isMarked;
    const jump = (isNear && known[key]) || this._find(fact, from, to, isFirst);
    if (isNear && isFirst) known[key] = jump;
    if (isFirst && jump.isKnown) this._jump = jump;
    else this.invalidate(jump.turns, STEP);
  }

  /** Lets segments have their turn: those at these places, or those of a jump, each with its answer where that is known. */
  invalidate(places: Jump['turns'], step = 1): void {
    const { _turns: turns, _jump: jump } = this;
    this._isMarked = true;
    this._jump = null;
    if (jump !== null) this.invalidate(jump.turns, STEP);
    const { said } = this._layout;
    for (let i = 0; i < places.length; i += step) {
      const place = places[i] as number;
      const word = place >> 5;
      // A shift looks at the last five bits.
      turns[word] = (turns[word] as number) | (1 << place);
      said[place] = step === 1 ? undefined : (places[i + 1] as Said);
    }
  }

  /** Evaluates the segments whose turn it is. Silent: nobody is told of what changes. */
  flush(silent: boolean): void {
    const { _jump: jump, _turns: turns } = this;
    if (jump !== null) {
      this._jump = null;
      return this._follow(jump, silent);
    }
    if (!this._isMarked) return;
    // Evaluating lets later places have their turn only.
    for (let word = 0; word < turns.length; word++)
      for (let left = turns[word] as number; left !== 0; left = turns[word] as number) {
        turns[word] = left & (left - 1);
        this._evaluate((word << 5) + lowest(left), silent);
      }
    this._isMarked = false;
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

  /** What a jump changes, with the fact where it leads. */
  private _find(
    { byThreshold, index }: FactNode,
    from: number,
    to: number,
    isFirst: boolean,
  ): Jump {
    const lists = byThreshold.slice(Math.min(from, to), Math.max(from, to));
    const places = [...new Set(lists.flat())].toSorted((a, b) => a - b);
    const turns = places.flatMap((place) => {
      const { isAlone, onlyFact, when } = this._layout.segments[place] as CompiledSegment;
      const answer = isAlone && onlyFact === index ? when.test(this._visitor) : undefined;
      return isFirst && answer === this._visitor.answers[place] ? [] : [place, answer];
    });
    return { turns, isKnown: !turns.includes(undefined) };
  }

  private _follow({ turns }: Jump, silent: boolean): void {
    for (let i = 0; i < turns.length; i += STEP)
      this._change(turns[i] as number, turns[i + 1] as Membership, silent);
  }

  private _evaluate(place: number, silent: boolean): void {
    const { _visitor: visitor } = this;
    const { segments, said } = this._layout;
    const from = visitor.answers[place] as Membership;
    const known = said[place];
    if (known === from) return;
    if (known !== undefined) return this._change(place, known, silent);
    const segment = segments[place] as CompiledSegment;
    const condition = segment.when.test(visitor);
    const to = segment.isAlone ? condition : this._applyRules(segment, condition);
    if (to === from) return;
    this._change(place, to, silent);
    if (silent) return;
    const { id, entryCounts, exitCounts } = segment;
    if (from === true && exitCounts) this._onTransition(`leave:${id}`);
    if (to === true && entryCounts) this._onTransition(`enter:${id}`);
  }

  /** Lets a segment give another answer than it gives. */
  private _change(place: number, to: Membership, silent: boolean): void {
    const { answers, now } = this._visitor;
    const from = answers[place] as Membership;
    answers[place] = to;
    this.times[place] = now;
    if (silent) return;
    const change = new Flip(this._layout.ids[place] as string, from, to, now);
    // Mostly it is the only one.
    if (this._changes) this._changes.push(change);
    else this._changes = [change];
  }

  /** The answer of a segment that has rules, or readers, beside its condition. */
  private _applyRules(segment: CompiledSegment, condition: Membership): Membership {
    const { _visitor: visitor, _layout: layout } = this;
    const { answers, beforeGroups } = visitor;
    const { index: place, isPlain, keepMs, dependents } = segment;
    const before = beforeGroups[place];
    let to = condition;
    if (isPlain) beforeGroups[place] = condition;
    else {
      to = decide(segment, visitor, this.memberships[place] as MembershipState, condition);
      if (keepMs > 0)
        this._timers.schedule(layout.keeperOf.get(place) as number, this.keptTo(segment));
    }
    if (beforeGroups[place] !== before || to !== answers[place]) this.invalidate(dependents);
    return to;
  }
}
