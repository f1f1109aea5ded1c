// Holds an engine in its host against the meaning: after every event, at every instant, across restarts.
import { expect } from 'vitest';
import { parseDuration } from '../../../shared/definitions/durations.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { Change, CoveyEvent, Engine, Membership } from '../../../shared/engine/index.ts';
import { type Step, TICK } from './generate.ts';
import { History } from './history.ts';
import type { Any } from './meaning.ts';

/** Berlin: the clock goes forward at 01:00 UTC on 29 March 2026. */
const SPRING = Date.UTC(2026, 2, 29, 1);
const offsetAt = (time: number): number => (time >= SPRING ? 120 : 60);
const START = Date.UTC(2026, 2, 27, 20);

/** Whether the engine may say "unknown" of a metric that has a meaning. */
type Allows = (metric: Any, meaning: History) => boolean;

/** The engine in its host: stores what the plan keeps, as long as it keeps it, and restarts it from there. */
const follow = (definitions: readonly Any[], steps: readonly Step[], mayNotKnow: Allows): void => {
  const host = { offsetAt };
  let published = definitions[0] as Any;
  let plan = compile(definitions[0] as never, kinds);
  expect([...plan.disabled]).toEqual([]);
  /** Every other visitor's host gives its plans a name: under the same, an engine goes on where the last one stood. */
  const planIdOf = (document: Any): string | undefined =>
    steps.length % 2 === 0 ? JSON.stringify(document) : undefined;
  let engine: Engine = createEngine(plan, host, { now: START, planId: planIdOf(published) });
  const meaning = new History({ offsetAt, now: START, tick: TICK });
  meaning.publish(published, plan.stored);
  let stored: CoveyEvent[] = [];
  const answers = new Map<string, Membership>();
  const ids = plan.segments;
  const mayBeUnknown = (written: unknown): boolean =>
    (Object.entries(published['metrics'] ?? {}) as [string, Any][]).some(
      ([id, metric]) =>
        JSON.stringify(written).includes(`"metric.${id}"`) && mayNotKnow(metric, meaning),
    );
  const agreeOnAnswers = (where: string): void => {
    for (const id of ids) {
      const answer = engine.member(id);
      if (answer === null && mayBeUnknown(published['segments'][id])) continue;
      const meant = meaning.member(id);
      // Asked millions of times: the words are made where they differ.
      if (answer !== meant)
        expect([where, meaning.now, id, answer]).toEqual([where, meaning.now, id, meant]);
    }
  };
  /** To look at values brings all that is kept up to the present: looked at time and again, nothing is ever late. */
  const agreeOnValues = (where: string): void => {
    const expected = meaning.metricValues();
    for (const [id, value] of Object.entries(engine.metricValues())) {
      const least = (value as Any | null)?.['atLeast'];
      const meant = expected[id];
      // What no answer looks at any closer is known from below only.
      const bound = typeof meant === 'number' ? meant : meant?.atLeast;
      if (typeof least === 'number' && typeof bound === 'number' && least <= bound) continue;
      if ((value as Any | null)?.['unknown'] && mayBeUnknown(`metric.${id}`)) continue;
      if (Object.is(value, meant)) continue;
      expect([where, id, value]).toEqual([where, id, meant]);
    }
  };
  const remember = (): void => ids.forEach((id) => answers.set(id, engine.member(id)));
  const told = (changes: readonly Change[]): void => {
    for (const { segment, from, to } of changes) {
      if (answers.get(segment) !== from) expect(answers.get(segment)).toBe(from);
      answers.set(segment, to);
    }
    for (const id of ids)
      if (answers.get(id) !== engine.member(id)) expect(answers.get(id)).toBe(engine.member(id));
  };
  remember();
  agreeOnAnswers('at the start');
  agreeOnValues('at the start');

  for (const [i, step] of steps.entries()) {
    const where = `step ${i} (${step.do})`;
    if (step.do === 'event') {
      const { name, props, id } = step;
      const event: CoveyEvent = {
        name,
        time: meaning.now + (step.wait - step.late) * TICK,
        props,
        ...(id === undefined ? {} : { id }),
      };
      const taken = meaning.event(event);
      told(engine.apply(event));
      // What happened already is not stored a second time.
      if (taken === null) expect(engine.lastStored()).toBeNull();
      else {
        const kept = engine.lastStored();
        expect(kept === null).toBe(!plan.stored.has(name) && !plan.stored.has('*'));
        if (kept) {
          expect([kept.time, kept.session]).toEqual([taken.time, taken.session]);
          stored.push(JSON.parse(JSON.stringify(kept)) as CoveyEvent);
        }
      }
    } else if (step.do === 'facts') {
      meaning.setFacts(step.facts);
      told(engine.setFacts(step.facts));
    } else if (step.do === 'pass') {
      const to = meaning.now + step.wait * TICK;
      if (!step.woken) {
        meaning.pass(to);
        told(engine.advance(to));
      } else
        meaning.pass(to, (now) => {
          // One timer: nothing may change before it rings.
          const next = engine.nextChange();
          if (next !== null && next <= now) told(engine.advance(now));
          agreeOnAnswers(where);
        });
    } else {
      const state = JSON.parse(JSON.stringify(engine.state())) as never;
      const next = definitions[step.definitions % definitions.length] as Any;
      // The log is cut when a page closes.
      stored = stored.filter(({ name, time }) => {
        const kept = plan.stored.get(name) ?? plan.stored.get('*');
        return kept !== undefined && time > meaning.now - kept.forMs;
      });
      plan = compile(next as never, kinds);
      expect([...plan.disabled]).toEqual([]);
      published = next;
      meaning.publish(next, plan.stored);
      const to = meaning.now + step.wait * TICK;
      meaning.pass(to);
      engine = createEngine(plan, host, { now: to, state, log: stored, planId: planIdOf(next) });
      remember();
    }
    if (step.do === 'pass' && step.woken) engine.advance(meaning.now);
    agreeOnAnswers(where);
    if (step.look !== false) agreeOnValues(where);
    remember();
  }
};

export const play = (definitions: readonly Any[], steps: readonly Step[]): void =>
  follow(definitions, steps, () => false);

/** Entries that a total remembers, whatever is asked. */
const SPARE = 32;

/** Sums that fall are not known while entries that were forgotten could still count. */
export const playSums = (definitions: readonly Any[], steps: readonly Step[]): void =>
  follow(definitions, steps, (metric, { log, now }) => {
    const entries = log
      .filter(({ name, time }) => `${name}.v` === metric['sum'] && time + ms(metric) > now)
      .flatMap(({ props }) => [props['v']].flat())
      .filter((one) => typeof one === 'number');
    return entries.length > SPARE;
  });
const ms = ({ within }: Any): number => parseDuration(within) ?? NaN;

/** Whether what the engine says of a metric is true of what really happened. */
const isTrueOf = (said: Any | null, truth: unknown): boolean => {
  if (said === null || typeof said !== 'object') return Object.is(said, truth);
  if (said['unknown']) return true;
  const number = truth === 'never' ? Infinity : truth;
  if (typeof number !== 'number') return false;
  return number >= (said['atLeast'] ?? -Infinity) && number <= (said['atMost'] ?? Infinity);
};

/** Definitions come and go, and with them what is kept: what is said all the same must be so. */
export const playUnknowing = (definitions: readonly Any[], steps: readonly Step[]): void => {
  const host = { offsetAt };
  let plan = compile(definitions[0] as never, kinds);
  let engine: Engine = createEngine(plan, host, { now: START });
  const truth = new History({ offsetAt, now: START, tick: TICK, knowsAll: true });
  truth.publish(definitions[0] as Any, plan.stored);
  let stored: CoveyEvent[] = [];
  for (const [i, step] of steps.entries()) {
    if (step.do === 'event') {
      const event: CoveyEvent = { ...step, time: truth.now + (step.wait - step.late) * TICK };
      const taken = truth.event(event);
      engine.apply(event);
      const kept = taken ? engine.lastStored() : null;
      if (kept) stored.push(kept);
    } else if (step.do === 'facts') {
      truth.setFacts(step.facts);
      engine.setFacts(step.facts);
    } else if (step.do === 'pass') {
      truth.pass(truth.now + step.wait * TICK);
      engine.advance(truth.now);
    } else {
      stored = stored.filter(({ name, time }) => {
        const kept = plan.stored.get(name) ?? plan.stored.get('*');
        return kept !== undefined && time > truth.now - kept.forMs;
      });
      const next = definitions[step.definitions % definitions.length] as Any;
      plan = compile(next as never, kinds);
      truth.publish(next, plan.stored);
      engine = createEngine(plan, host, { now: truth.now, state: engine.state(), log: stored });
    }
    const real = truth.metricValues();
    for (const [id, said] of Object.entries(engine.metricValues()))
      // Transitions follow answers, and those differ where something is not known.
      if (id !== 't' && !isTrueOf(said as Any | null, real[id]))
        expect([`step ${i}`, id, said]).toEqual([`step ${i}`, id, real[id]]);
  }
};
