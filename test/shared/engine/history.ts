// Membership over time, by the meaning of the language: everything is worked out anew at every
// moment at which something could change.
import { parseDuration } from '../../../shared/definitions/durations.ts';
import type {
  CoveyEvent,
  HostFacts,
  Membership,
  RetentionRule,
} from '../../../shared/engine/index.ts';
import {
  type Any,
  type Known,
  type Logged,
  type OffsetAt,
  REMEMBERED,
  type World,
  and,
  asJson,
  factValue,
  formulaValue,
  known,
  metricValue,
  not,
  nothingKnown,
  reads,
  readsOf,
  segmentCondition,
  sessionNow,
} from './meaning.ts';

/** What membership itself remembers. */
interface Remembered {
  readonly rules: string;
  held: boolean;
  heldTo: number | null;
  out: boolean;
  answer: Membership;
}

/** What the log kept under one plan, and until when. */
interface Era {
  readonly stored: ReadonlyMap<string, RetentionRule>;
  to: number;
  /** Nothing had happened by then. */
  isEmpty: boolean;
}

/** An id that an event of some name had. */
interface Sighted {
  readonly name: string;
  readonly id: string;
  readonly time: number;
}

const HOUR = 3_600_000;
const ms = (text: string): number => parseDuration(text) ?? NaN;

export interface Options {
  readonly offsetAt: OffsetAt;
  readonly now: number;
  /** All instants at which something can change lie on multiples of this, or one millisecond after. */
  readonly tick: number;
  /** Knows all that happened, kept or not. */
  readonly knowsAll?: boolean;
}

export class History {
  now: number;
  readonly log: Logged[] = [];
  private readonly options: Options;
  private definitions: Any = { segments: {} };
  private facts: HostFacts = {};
  private readonly eras: Era[] = [];
  private unread: NonNullable<World['unread']> = new Map();
  private ids: string[] = [];
  private sighted: Sighted[] = [];
  private unknownTo = new Map<string, number | null>();
  /** The session in which a metric's definition was loaded. */
  private readonly since = new Map<string, number>();
  private memory = new Map<string, Remembered>();
  /** Of the present moment. */
  private own = new Map<string, Membership>();
  private answers = new Map<string, Membership>();
  private values = new Map<string, Known>();

  constructor(options: Options) {
    this.options = options;
    this.now = options.now;
  }

  /** New definitions, and what their plan keeps. The answers that change with them are no transitions. */
  publish(definitions: Any, stored: ReadonlyMap<string, RetentionRule>): void {
    const era = this.eras.at(-1);
    if (era) {
      era.to = this.now;
      era.isEmpty = this.log.every((event) => event.isTransition);
    }
    const before = this.unknownTo;
    this.unknownTo = new Map();
    for (const metric of Object.values(definitions['metrics'] ?? {}) as Any[]) {
      const key = identity(metric);
      if (!before.has(key)) this.since.set(key, sessionNow(this.log));
      this.unknownTo.set(key, before.has(key) ? before.get(key)! : this.missingTo(metric));
    }
    const happened = this.log.filter((event) => !event.isTransition);
    this.unread = new Map(
      REMEMBERED.flatMap((fact) => {
        const last = happened.at(-1);
        if (!last || this.options.knowsAll || !reads(definitions, fact)) return [];
        const since = reads(this.definitions, fact)
          ? this.unread.get(fact)
          : { events: happened.length, session: last.session };
        return since ? [[fact, since] as const] : [];
      }),
    );
    this.eras.push({ stored, to: Infinity, isEmpty: false });
    const memory = this.memory;
    this.memory = new Map();
    for (const [id, segment] of Object.entries(definitions['segments']) as [string, Any][]) {
      const { when, keep, exclude, excludeEver } = segment;
      const rules = JSON.stringify([when, keep, exclude, excludeEver]);
      const one = memory.get(id);
      this.memory.set(
        id,
        one?.rules === rules ? one : { rules, held: false, heldTo: null, out: false, answer: null },
      );
    }
    this.definitions = definitions;
    const isKept = (name: string): boolean => stored.has(name) || stored.has('*');
    const isTold = (name: string): boolean =>
      (definitions['events']?.[name]?.id ?? /^(purchase|refund)$/.test(name)) !== false;
    this.sighted = this.sighted.filter(({ name }) => isKept(name) && isTold(name));
    this.settle(true);
  }

  /** Up to when events that a metric reads were not kept, or are kept no longer; null if never. */
  private missingTo(metric: Any): number | null {
    if (this.options.knowsAll) return null;
    const first = this.log.find((event) => !event.isTransition);
    const missing: number[] = [];
    for (const [name, paths] of readsOf(metric)) {
      if (/^(enter|leave):/.test(name) && this.eras.length > 0) missing.push(this.now);
      if (!first) continue;
      for (const { stored, to, isEmpty } of this.eras) {
        if (isEmpty) continue;
        const kept = stored.get(name) ?? stored.get('*');
        const has = (path: string): boolean =>
          kept!.properties.some((one) => path === one || path.startsWith(`${one}.`));
        if (!kept || !paths.every(has)) missing.push(to);
        else if (first.time <= to - kept.forMs) missing.push(to - kept.forMs);
      }
    }
    return missing.length > 0 ? Math.max(...missing) : null;
  }

  setFacts(facts: HostFacts): void {
    this.facts = facts;
    this.settle(false);
  }

  /** Takes an event in; null where its id was seen lately. */
  event({ name, time, props, id }: CoveyEvent): Logged | null {
    if (id !== undefined) {
      if (this.ids.includes(id)) return null;
      this.ids = [...this.ids, id].slice(-100);
    }
    if (this.isRepeated(name, props ?? {}, Math.max(time, this.now))) return null;
    this.pass(Math.max(time, this.now));
    const proper = this.log.filter((event) => !event.isTransition);
    const last = proper.at(-1);
    const timeout = ms(this.definitions['session']?.timeout ?? '30m');
    const taken: Logged = {
      name,
      time: this.now,
      props: props ?? {},
      session: !last ? 1 : this.now - last.time >= timeout ? last.session + 1 : last.session,
      position: proper.length + 1,
      isTransition: false,
    };
    this.log.push(taken);
    this.settle(false);
    return taken;
  }

  /** Whether an event of this name had this id lately, by the property that the definitions name. */
  private isRepeated(name: string, props: Any, time: number): boolean {
    const usual = { purchase: { id: 'transaction_id' }, refund: { id: 'transaction_id' } };
    const property = { ...usual, ...this.definitions['events'] }[name]?.id;
    const { stored } = this.eras.at(-1)!;
    const own = Object.hasOwn(props, property) ? props[property] : undefined;
    if (!property || !(stored.has(name) || stored.has('*'))) {
      // Ids of what is kept no longer are forgotten.
      return false;
    }
    if (own === '' || !['string', 'number'].includes(typeof own)) return false;
    const isSame = (one: Sighted): boolean => one.name === name && one.id === String(own);
    const isLate = (one: Sighted): boolean => time - one.time < 395 * 24 * HOUR;
    if (this.sighted.some((one) => isSame(one) && isLate(one))) return true;
    this.sighted.push({ name, id: String(own), time });
    const ofName = this.sighted.filter((one) => one.name === name).slice(-100);
    this.sighted = [...this.sighted.filter((one) => one.name !== name), ...ofName];
    return false;
  }

  /** Lets time pass, and looks at every moment on the way. */
  pass(to: number, look: (now: number) => void = () => {}): void {
    const { tick } = this.options;
    const arrive = (moment: number): void => {
      this.now = moment;
      this.settle(false);
      look(moment);
    };
    const next = (moment: number): void => {
      for (const between of this.crossings(this.now, moment)) arrive(between);
      arrive(moment);
    };
    for (let at = Math.floor(this.now / tick) * tick; at <= to; at += tick)
      for (const moment of [at, at + 1]) if (moment > this.now && moment <= to) next(moment);
    if (to > this.now) next(to);
  }

  /**
   * Between two moments: when a score that fades passes a number that some condition names, and
   * whole ticks after whatever such a score has brought about.
   */
  private crossings(from: number, to: number): readonly number[] {
    if (to - from < 2) return [];
    const written = JSON.stringify(this.definitions['segments']);
    const marks = new Set((written.match(/(?<=[:[,])-?[\d.]+(?=[,\]}])/g) ?? []).map(Number));
    const found = new Set<number>();
    const { tick } = this.options;
    const since = [
      ...this.log.filter((event) => event.isTransition).map((event) => event.time),
      ...[...this.memory.values()].map((one) => one.heldTo ?? 0),
    ];
    for (const time of since)
      for (const moment of [0, 1].map((more) => from - (from % tick) + (time % tick) + more))
        if (moment > from && moment < to) found.add(moment);
    for (const [id, metric] of Object.entries(this.definitions['metrics'] ?? {}) as [
      string,
      Any,
    ][]) {
      if (!metric['interest'] && metric['formula'] === undefined) continue;
      const at = (now: number): number => {
        const value = asJson(this.valueAt(id, now));
        return typeof value === 'number' ? value : ((value as Any | null)?.['atLeast'] ?? NaN);
      };
      if (at(from) === at(to)) continue;
      for (const mark of marks)
        for (const test of [(now: number) => at(now) >= mark, (now: number) => at(now) > mark]) {
          const before = test(from);
          if (test(to) === before) continue;
          let low = from;
          let high = to;
          while (high - low > 1) {
            const middle = Math.floor((low + high) / 2);
            if (test(middle) === before) low = middle;
            else high = middle;
          }
          if (high < to) found.add(high);
        }
    }
    return [...found].toSorted((a, b) => a - b);
  }

  private valueAt(id: string, now: number): Known {
    const metric = this.definitions['metrics'][id];
    const { offsetAt } = this.options;
    const world = { log: this.log, now, offsetAt, unread: this.unread };
    return metric.formula === undefined
      ? this.measured(metric, world)
      : formulaValue(
          metric.formula,
          (fact) =>
            fact.startsWith('metric.')
              ? this.valueAt(fact.slice('metric.'.length), now)
              : factValue(fact, this.facts, world),
          this.definitions['metrics'],
        );
  }

  private measured(metric: Any, world: World): Known {
    const key = identity(metric);
    return metricValue(metric, world, this.unknownTo.get(key) ?? null, this.since.get(key));
  }

  member(id: string): Membership {
    return this.answers.get(id) ?? null;
  }

  metricValues(): Any {
    return Object.fromEntries(
      Object.keys(this.definitions['metrics'] ?? {}).map((id) => [id, asJson(this.metric(id))]),
    );
  }

  private metric(id: string): Known {
    const metric = this.definitions['metrics'][id];
    const found = this.values.get(id);
    if (found) return found;
    if (metric.formula !== undefined)
      return formulaValue(metric.formula, this.know, this.definitions['metrics']);
    for (const [name] of readsOf(metric)) {
      const of = /^(enter|leave):(.*)$/.exec(name)?.[2];
      if (of !== undefined) this.settleOne(of, this.silent);
    }
    const { log, now } = this;
    const world = { log, now, offsetAt: this.options.offsetAt, unread: this.unread };
    const made = this.measured(metric, world);
    this.values.set(id, made);
    return made;
  }

  private readonly know = (fact: string): Known => {
    if (fact.startsWith('metric.')) return this.metric(fact.slice('metric.'.length));
    if (fact.startsWith('segment.')) {
      const answer = this.settleOne(fact.slice('segment.'.length), this.silent);
      return answer === null ? nothingKnown : known(answer);
    }
    const { log, now } = this;
    const { unread, options } = this;
    return factValue(fact, this.facts, { log, now, offsetAt: options.offsetAt, unread });
  };

  private silent = false;

  private settle(silent: boolean): void {
    this.silent = silent;
    this.own.clear();
    this.answers.clear();
    this.values.clear();
    for (const id of Object.keys(this.definitions['segments'])) this.settleOne(id, silent);
  }

  private settleOne(id: string, silent: boolean): Membership {
    const settled = this.answers.get(id);
    if (settled !== undefined) return settled;
    let answer = this.ownAnswer(id);
    for (const { segments } of Object.values(this.definitions['groups'] ?? {}) as Any[])
      if (segments.includes(id))
        for (const earlier of segments.slice(0, segments.indexOf(id)))
          answer = and([answer, not(this.ownAnswer(earlier))]);
    this.answers.set(id, answer);
    const memory = this.memory.get(id)!;
    const from = memory.answer;
    memory.answer = answer;
    if (from !== answer && !silent) {
      if (from === true) this.transition(`leave:${id}`);
      if (answer === true) this.transition(`enter:${id}`);
    }
    return answer;
  }

  /** Before groups: the condition, or the time that a visitor stays; unless excluded. */
  private ownAnswer(id: string): Membership {
    const known = this.own.get(id);
    if (known !== undefined) return known;
    const { when, keep, exclude, excludeEver } = this.definitions['segments'][id];
    const memory = this.memory.get(id)!;
    const test = (of: Any): Membership =>
      segmentCondition(of, this.definitions['metrics'] ?? {}, this.know);
    const held = test(when);
    if (memory.held && held !== true) memory.heldTo = this.now;
    memory.held = held === true;
    const stays =
      keep !== undefined &&
      memory.heldTo !== null &&
      (keep === 'forever' || this.now < memory.heldTo + ms(keep));
    const parts: Membership[] = [held === true || stays ? true : held];
    if (exclude) parts.push(not(test(exclude)));
    if (excludeEver) {
      const ever = test(excludeEver);
      memory.out ||= ever === true;
      parts.push(not(memory.out || ever));
    }
    const answer = and(parts);
    this.own.set(id, answer);
    return answer;
  }

  private transition(name: string): void {
    const proper = this.log.filter((event) => !event.isTransition);
    this.log.push({
      name,
      time: this.now,
      props: {},
      session: proper.at(-1)?.session ?? 0,
      position: proper.length,
      isTransition: true,
    });
  }
}

const identities = new WeakMap<Any, string>();
const identity = (metric: Any): string => {
  const made = identities.get(metric) ?? JSON.stringify({ ...metric, name: undefined });
  identities.set(metric, made);
  return made;
};
