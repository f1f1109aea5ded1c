import type { Measured, Program } from '../plan/program.ts';
import { Agenda } from './timer-queue.ts';
import { type Standing, decide, freshStanding, keptTo } from './membership.ts';
import type { Member } from '../plan/segments.ts';
import type { Asked, Metric } from '../graph/metric-node.ts';
import type { MetricState, Run, Source, Taken } from '../graph/visitor-state.ts';
import type { Change, EngineHost } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import { NO_SESSION, countVisit, enterSession } from '../graph/visit.ts';

const NO_CHANGES: readonly Change[] = Object.freeze([]);

export const freshRun = (program: Program, host: EngineHost, now: number): Run => ({
  now,
  host,
  session: NO_SESSION,
  firstSeen: null,
  daysActive: 0,
  day: 0,
  dayEnd: 0,
  events: 0,
  missing: new Map(),
  unread: new Map(),
  isReplay: false,
  facts: program.slots.map(() => UNKNOWN),
  metrics: program.measured.map(({ metric }) => metric.fresh(null)),
  buckets: new Int32Array(program.sources.length).fill(-1),
  answers: program.members.map(() => null),
  own: program.members.map(() => null),
});

/** Lets events and time act on one visitor, and tells which answers change. */
export const makeRuntime = (program: Program, run: Run) => {
  const { measured, members, sources, timed, dispatch, visit: visitFacts, clocks } = program;
  const standings: Standing[] = members.map(() => freshStanding(run.now));
  const keepers = members.filter(({ keepMs }) => keepMs > 0);
  /** When each source that time can change, and then each segment with `keep`, is next looked at. */
  const agenda = new Agenda(timed + keepers.length);
  const keeperOf = new Map(keepers.map(({ place }, i) => [place, timed + i]));
  // Beside the states in lists of their own, each small enough to stay at hand.
  const metrics = measured.map(({ metric }) => metric);
  const askings = measured.map(({ asked }) => asked);
  const states = run.metrics;
  const { buckets } = run;
  /** What each source said when its readers were last told, where no bucket says enough. */
  const seen: unknown[] = sources.map(() => undefined);
  /** Transitions that some metric counts, by place: most are counted by none. */
  const read = new Set(measured.flatMap(({ wishes }) => wishes.flatMap(({ names }) => names)));
  const entering = members.map(({ id }) => read.has(`enter:${id}`));
  const leaving = members.map(({ id }) => read.has(`leave:${id}`));
  /** Members to evaluate, a bit for each, and the first word of 32 that has some. */
  const dirty = new Int32Array((members.length >> 5) + 1);
  let firstDirty = dirty.length;
  let changes: Change[] | null = null;

  const keeperDue = (member: Member): number => {
    const until = keptTo(member, standings[member.place] as Standing);
    return until > run.now ? until : Infinity;
  };
  const dueOf = (node: number): number => {
    if (node >= timed) return keeperDue(keepers[node - timed] as Member);
    const one = sources[node] as Source;
    return one.due?.(run, one) ?? Infinity;
  };

  const mark = (place: number): void => {
    const word = place >> 5;
    dirty[word] = (dirty[word] as number) | (1 << (place & 31));
    if (word < firstDirty) firstDirty = word;
  };

  /** Tells the readers of a source, if its value has passed one of their marks. */
  const check = (one: Source, bucket: number): void => {
    const { readers, byMark, index } = one;
    const before = buckets[index] as number;
    buckets[index] = bucket;
    if (bucket >= 0 && before >= 0) {
      for (let i = Math.min(before, bucket); i < before || i < bucket; i++)
        for (const place of byMark[i] as number[]) mark(place);
      return;
    }
    if (bucket < 0) {
      const now = one.get(run);
      if (before < 0 && now === seen[index] && typeof now !== 'object') return;
      seen[index] = now;
    }
    for (const place of readers) mark(place);
  };

  /** Tells the readers of a metric, and asks when to look at it again. */
  const settleMetric = (place: number): void => {
    const { metric, source, asked } = measured[place] as Measured;
    const state = states[place] as MetricState;
    if (source.readers.length === 0) return;
    check(source, source.exact ? -1 : metric.bucket(run, state, asked));
    agenda.bring(source.index, metric.due(run, state, asked));
  };
  const settle = (one: Source): void => {
    if (one.metric >= 0) return settleMetric(one.metric);
    if (one.readers.length === 0) return;
    check(one, one.exact ? -1 : one.bucket(run));
    if (one.due) agenda.bring(one.index, one.due(run, one));
  };

  const tick = (place: number): void => {
    metrics[place]?.tick(run, states[place] as MetricState, askings[place] as Asked);
  };

  /** Shows an event to the metrics that read it. */
  const show = (event: Taken): void => {
    const concerned = dispatch(event);
    for (let i = 0; i < concerned.length; i += 2) {
      const place = concerned[i] as number;
      const isMoved = (metrics[place] as Metric).add(
        run,
        states[place] as MetricState,
        event,
        concerned[i + 1] as number,
        askings[place] as Asked,
      );
      if (isMoved) settleMetric(place);
    }
  };

  const taken = (name: string, props: Taken['props']): Taken => ({
    name,
    time: run.now,
    props,
    session: run.session.number,
    position: run.events,
    host: run.host,
    stamp: ++program.stamp,
    item: undefined,
  });

  const evaluate = (place: number, silent: boolean): void => {
    const member = members[place] as (typeof members)[number];
    const standing = standings[place] as Standing;
    const before = run.own[place];
    const from = run.answers[place] ?? null;
    const to = decide(member, run, standing);
    run.answers[place] = to;
    if (member.keepMs > 0) agenda.bring(keeperOf.get(place) as number, keeperDue(member));
    if (run.own[place] !== before || to !== from) for (const reader of member.readers) mark(reader);
    if (to === from) return;
    standing.since = run.now;
    if (silent) return;
    const change: Change = { segment: member.id, from, to, time: run.now };
    if (changes) changes.push(change);
    else changes = [change];
    if (from === true && leaving[place]) show(taken(`leave:${member.id}`, undefined));
    if (to === true && entering[place]) show(taken(`enter:${member.id}`, undefined));
  };
  const flush = (silent: boolean): void => {
    // Evaluating marks later places only.
    for (let word = firstDirty; word < dirty.length; word++)
      for (let left = dirty[word] as number; left !== 0; left = dirty[word] as number) {
        dirty[word] = left & (left - 1);
        evaluate(32 * word + 31 - Math.clz32(left & -left), silent);
      }
    firstDirty = dirty.length;
  };

  const wake = (node: number): void => {
    if (node >= timed) return mark((keepers[node - timed] as Member).place);
    const one = sources[node] as Source;
    tick(one.metric);
    settle(one);
  };
  /** Wakes whoever is due, instant by instant, until `time`. */
  const pass = (time: number): void => {
    while (agenda.first <= time) {
      run.now = agenda.first;
      do wake(agenda.pop());
      while (agenda.first <= run.now);
      flush(false);
    }
    if (time > run.now) run.now = time;
  };

  return {
    run,
    standings,
    tick,

    /** An event in, at its own time or now, whichever is later. */
    take(name: string, time: number, props: Taken['props'], session: unknown): Taken {
      if (time > run.now) pass(time);
      const isNew = enterSession(run, session, program.timeoutMs);
      const isFirst = run.firstSeen === null;
      countVisit(run, name, props);
      if (isNew)
        for (const place of program.sessionMetrics) {
          tick(place);
          settleMetric(place);
        }
      const event = taken(name, props);
      show(event);
      for (const one of visitFacts) settle(one);
      if (isFirst) for (const one of clocks) settle(one);
      flush(false);
      return event;
    },

    pass,

    /** Facts of a slot have changed. */
    told(place: number): void {
      program.slots[place]?.sources.forEach(settle);
    },

    flush,

    /** Looks at everything afresh, and says nothing of what it finds. */
    begin(): void {
      sources.forEach(settle);
      members.forEach(({ place }) => mark(place));
      flush(true);
    },

    nextWake(): number | null {
      // Some are brought too early, and know better when asked.
      for (;;) {
        const { first } = agenda;
        if (first === Infinity) return null;
        const node = agenda.pop();
        const due = dueOf(node);
        agenda.bring(node, due);
        if (due <= first) return first;
      }
    },

    takeChanges(): readonly Change[] {
      const made = changes ?? NO_CHANGES;
      changes = null;
      return made;
    },
  };
};

export type Runtime = ReturnType<typeof makeRuntime>;
