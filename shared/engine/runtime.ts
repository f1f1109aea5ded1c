import type { Program } from './program.ts';
import { Agenda } from './agenda.ts';
import { type Standing, decide, freshStanding, keptTo } from './membership.ts';
import type { MetricState, Run, Source, Taken } from './run.ts';
import type { Change, EngineHost } from './types.ts';
import { UNKNOWN } from './values.ts';
import { NO_SESSION, countVisit, enterSession } from './visit.ts';

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
  facts: program.slots.map(() => UNKNOWN),
  metrics: program.measured.map(({ metric }) => metric.fresh(null)),
  buckets: new Int32Array(program.sources.length).fill(-1),
  answers: program.members.map(() => null),
  own: program.members.map(() => null),
});

/** Lets events and time act on one visitor, and tells which answers change. */
export const makeRuntime = (program: Program, run: Run) => {
  const { measured, members, sources, dispatch, visit: visitFacts, clocks } = program;
  const standings: Standing[] = members.map(() => freshStanding(run.now));
  /** When each source, and then each member, is next looked at. */
  const agenda = new Agenda(sources.length + members.length);
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

  const memberDue = (place: number): number => {
    const member = members[place];
    const until = member ? keptTo(member, standings[place] as Standing) : 0;
    return until > run.now ? until : Infinity;
  };
  const dueOf = (node: number): number => {
    const one = sources[node];
    return one ? (one.due?.(run, one) ?? Infinity) : memberDue(node - sources.length);
  };

  const mark = (place: number): void => {
    const word = place >> 5;
    dirty[word] = (dirty[word] as number) | (1 << (place & 31));
    if (word < firstDirty) firstDirty = word;
  };

  /** Tells the readers of a source, if its value has passed one of their marks. */
  const check = (one: Source, bucket: number): void => {
    const { readers, index } = one;
    const before = buckets[index] as number;
    if (bucket >= 0) {
      if (bucket === before) return;
    } else {
      const now = one.get(run);
      if (before < 0 && now === seen[index] && typeof now !== 'object') return;
      seen[index] = now;
    }
    buckets[index] = bucket;
    for (const place of readers) mark(place);
  };

  /** Tells the readers of a metric, and asks when to look at it again. */
  const settleMetric = (place: number): void => {
    const { metric, source, asked } = measured[place] as (typeof measured)[number];
    if (source.readers.length === 0) return;
    const state = run.metrics[place] as MetricState;
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
    const one = measured[place];
    one?.metric.tick(run, run.metrics[place] as MetricState, one.asked);
  };

  /** Shows an event to the metrics that read it. */
  const show = (event: Taken): void => {
    const concerned = dispatch(event);
    for (let i = 0; i < concerned.length; i += 2) {
      const place = concerned[i] as number;
      const { metric, asked } = measured[place] as (typeof measured)[number];
      const state = run.metrics[place] as MetricState;
      if (metric.add(run, state, event, concerned[i + 1] as number, asked)) settleMetric(place);
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
    if (member.keepMs > 0) agenda.bring(sources.length + place, memberDue(place));
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
    const one = sources[node];
    if (!one) return mark(node - sources.length);
    tick(one.metric);
    settle(one);
  };
  /** Wakes whoever is due, instant by instant, until `time`. */
  const pass = (time: number): void => {
    while (agenda.first <= time) {
      run.now = agenda.first;
      agenda.take(wake);
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
        agenda.take((node) => agenda.bring(node, dueOf(node)));
        if (agenda.first === first) return first;
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
