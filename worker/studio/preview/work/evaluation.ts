import { ABSENT, UNKNOWN } from '../../../../shared/analysis/index.ts';
import { sessionTimeoutOf } from '../../../../shared/definitions/durations.ts';
import type { Definitions } from '../../../../shared/definitions/types.ts';
import { createEngine } from '../../../../shared/engine/index.ts';
import { compile } from '../../../../shared/engine/index.ts';
import type { Engine, Plan } from '../../../../shared/engine/types.ts';
import {
  type AsOnPage,
  asOnPage,
  countOverTime,
  type Missing,
  type OffsetAt,
  type OverTime,
  visitorEvents,
  withUnknown,
} from '../../../../shared/logs/index.ts';
import { kinds } from '../../../../shared/metrics/kinds.ts';
import { type EventsOf, eventsOf } from '../log/events-of.ts';
import type { Log } from '../log/log.ts';
import type { SeenInPeriod } from '../messages.ts';
import { type Headings, surveyOf } from '../log/survey-of.ts';

/** A log that was read, and how it is looked at. */
export interface Read {
  readonly log: Log;
  /** Its columns, whether or not a row has something in them; none of a log without headings. */
  readonly headings: Headings;
  /** Instants of the first event and of the evaluation, milliseconds since the epoch. */
  readonly first: number;
  readonly at: number;
  readonly offsetAt: OffsetAt;
  /** What the log lacks did not happen, instead of being unknown. */
  readonly complete: boolean;
}

export interface Prepared {
  readonly plan: Plan;
  readonly missing: readonly Missing[];
  /** The engine of a visitor as it is at the instant, or null before the first event; changes on the way are told. */
  engineOf(
    visitor: number,
    onChanges?: (changes: ReturnType<Engine['apply']>) => void,
  ): Engine | null;
}

/** Definitions made ready to run over a log, as `covey simulate` does. */
export function prepare(definitions: Definitions, read: Read): Prepared {
  const { log, at, offsetAt } = read;
  const survey = surveyOf(log, read.headings, definitions);
  const missing = survey.missing();
  const unknown = read.complete ? [] : missing.flatMap(({ readBy }) => readBy);
  const plan = compile(withUnknown(definitions, new Set(unknown)), kinds);
  const asPage: AsOnPage = {
    pageEvents: survey.pageEvents(),
    sessionTimeoutMs: sessionTimeoutOf(definitions),
  };
  const events: EventsOf = eventsOf(log, plan);
  return {
    plan,
    missing,
    engineOf(visitor, onChanges) {
      const first = log.times[log.starts[visitor] ?? 0] ?? Infinity;
      if (first > at) return null;
      const engine = createEngine(plan, { offsetAt }, { now: first });
      for (const event of asOnPage(
        visitorEvents(events(visitor), at, () => {}),
        asPage,
      )) {
        const changes = engine.apply(event);
        if (changes.length > 0) onChanges?.(changes);
      }
      const changes = engine.advance(at);
      if (changes.length > 0) onChanges?.(changes);
      return engine;
    },
  };
}

/** An evaluation under way. Visitors are taken in the order of the log, which is a random one. */
export interface Evaluation {
  /** Goes on until it is asked to stop, looking up now and then; true once all are done. */
  go(shallStop: () => boolean): boolean;
  /** Visitors done, those that are not there yet left out. */
  visitors(): number;
  /** Visitors looked at. */
  done(): number;
  /** By segment, in the order asked for: an answer for each visitor. */
  readonly answers: readonly Uint8Array[];
  size(place: number): { readonly members: number; readonly unknown: number };
  overTime(): OverTime | null;
  /** Of the first segment; null where no period was asked for, or the log does not span one. */
  seenInPeriod(): SeenInPeriod | null;
}

/** A page has been open for so long when a device takes its answer. */
const OPEN_MS = 5_000;

/** Visitors between two looks at the clock. */
const BREATH = 32;

/** Evaluates some segments for every visitor; with a step, their sizes over time, too; with a period, what a count would ask. */
export function evaluate(
  prepared: Prepared,
  ids: readonly string[],
  { log, first, at }: Read,
  stepMs: number | null,
  periodMs: number | null = null,
): Evaluation {
  const total = log.ids.length;
  const answers = ids.map(() => new Uint8Array(total).fill(ABSENT));
  const sizes = ids.map(() => ({ members: 0, unknown: 0 }));
  const overTime =
    stepMs === null ? null : countOverTime(ids, { first: Math.min(first, at), at, stepMs });
  let [done, visitors] = [0, 0];
  const [counted] = ids;
  const from = periodMs === null || counted === undefined ? Infinity : at - periodMs;
  const seen = from >= first && from < at ? { visitors: 0, members: 0, unknown: 0 } : null;
  /** The first event of a visitor in the period; NaN: there is none. */
  const firstSeen = (visitor: number): number => {
    const [begin, end] = [log.starts[visitor] ?? 0, log.starts[visitor + 1] ?? 0];
    for (let one = begin; one < end; one++) {
      const time = log.times[one] ?? NaN;
      if (time >= from) return time > at ? NaN : time;
    }
    return NaN;
  };
  const take = (visitor: number) => {
    overTime?.begin(log.times[log.starts[visitor] ?? 0] ?? 0);
    const answered = seen ? firstSeen(visitor) + OPEN_MS : NaN;
    let then: boolean | null | undefined;
    const engine = prepared.engineOf(visitor, (changes) => {
      overTime?.take(changes);
      // What it was then is what the next change is from.
      for (const { segment, from: before, time } of changes)
        if (then === undefined && segment === counted && time > answered) then = before;
    });
    if (!engine) return;
    visitors += 1;
    const held: number[] = [];
    for (const [place, id] of ids.entries()) {
      const member = engine.member(id);
      const [size, list] = [sizes[place], answers[place]];
      if (!size || !list) continue;
      list[visitor] = member === null ? UNKNOWN : Number(member);
      if (member === null) size.unknown += 1;
      else if (member) {
        size.members += 1;
        held.push(place);
      }
    }
    overTime?.end(held);
    if (!seen || Number.isNaN(answered) || counted === undefined) return;
    const member = then === undefined ? engine.member(counted) : then;
    seen.visitors += 1;
    seen.members += Number(member === true);
    seen.unknown += Number(member === null);
  };
  return {
    go(shallStop) {
      while (done < total) {
        take(done);
        done += 1;
        if (done % BREATH === 0 && shallStop()) break;
      }
      return done === total;
    },
    visitors: () => visitors,
    done: () => done,
    answers,
    size: (place) => ({ ...(sizes[place] ?? { members: 0, unknown: 0 }) }),
    overTime: () => overTime?.result() ?? null,
    seenInPeriod: () => seen,
  };
}
