import { setImmediate } from 'node:timers/promises';
import { IN, UNKNOWN, type Column, createColumn, cutDown } from '../../shared/analysis/index.ts';
import { count } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { compile, createEngine } from '../../shared/engine/index.ts';
import type { CoveyEvent, Engine, Plan, Unread } from '../../shared/engine/types.ts';
import { createTally } from '../../shared/logs/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import {
  type Evaluate,
  type Evaluation,
  type PartVisitors,
  type Store,
  createReplay,
  createVisitorLog,
  visitorsOf,
} from '../simulate/index.ts';
import type { OffsetAt } from '../../shared/logs/index.ts';

/** Everyone in a log, at one instant: each visitor's metrics and answers, in one order. */
export interface Crowd {
  readonly visitors: number;
  readonly columns: readonly Column[];
  /** By segment, an answer for each visitor. */
  readonly answers: ReadonlyMap<string, Uint8Array>;
  /** Visitors of whom a metric holds more than a page remembers, and is approximate. */
  readonly approximate: ReadonlyMap<string, number>;
}

/** Visitors between two looks at the rest of the world. */
const BREATH = 512;

/** Holds a log, and takes each visitor's exact metrics and, where they are asked for, answers. */
export function crowdStore(
  offsetAt: OffsetAt,
  { metrics, answered }: { readonly metrics: readonly string[]; readonly answered: boolean },
): Store & { crowd(): Crowd } {
  const log = createVisitorLog();
  let found: Crowd = { visitors: 0, columns: [], answers: new Map(), approximate: new Map() };
  return {
    add: log.add,
    addRows: log.addRows,
    disabled: () => new Map(),
    dispose: log.dispose,
    crowd: () => found,
    async evaluate(asked) {
      const gathered = gather(asked, { offsetAt, metrics, answered });
      let done = 0;
      for (const part of log.parts()) {
        const visitors = visitorsOf(part);
        for (const place of visitors.ids.keys()) {
          if (visitors.beganAt(place) > asked.at) continue;
          gathered.add(visitors, place);
          done += visitors.rowsOf(place);
          if (gathered.visitors() % BREATH === 0) {
            asked.progress.update(done, `${count(gathered.visitors())} visitors`);
            await setImmediate();
          }
        }
      }
      found = gathered.crowd();
      return gathered.evaluation();
    },
  };
}

interface Gathering {
  readonly offsetAt: OffsetAt;
  readonly metrics: readonly string[];
  readonly answered: boolean;
}

/** Takes down one visitor after the other. */
function gather(asked: Evaluate, { offsetAt, metrics, answered }: Gathering) {
  const ids = answered ? asked.plan.segments : [];
  const tally = createTally(ids, undefined);
  const columns = new Map(metrics.map((id) => [id, createColumn(id)]));
  const answers = ids.map((): number[] => []);
  const plans = metricPlans(asked.definitions, metrics);
  const { replay, addUnread, replayed } = createReplay(asked);
  const approximate = new Map<string, number>();

  /** Each metric's value. */
  const measure = (engineOf: (plan: Plan) => Engine, own: Map<string, Unread>) => {
    for (const { plan, ids: some } of plans) {
      const engine = engineOf(plan);
      const values = engine.metricValues();
      for (const id of some) columns.get(id)?.add(values[id] ?? null);
      for (const id of engine.approximate()) approximate.set(id, (approximate.get(id) ?? 0) + 1);
      // Engines that read the same read the same texts.
      for (const [place, texts] of engine.unread()) if (!own.has(place)) own.set(place, texts);
    }
  };

  return {
    visitors: tally.visitors,
    add(visitors: PartVisitors, visitor: number): void {
      const events: CoveyEvent[] = [];
      replay(visitors, visitor, (event) => events.push(event));
      const began = visitors.beganAt(visitor);
      const engineOf = (plan: Plan): Engine => {
        const engine = createEngine(plan, { offsetAt }, { now: began });
        for (const event of events) engine.apply(event);
        engine.advance(asked.at);
        return engine;
      };
      const engine = answered ? engineOf(asked.plan) : null;
      tally.add(visitors.ids[visitor] ?? '', (place) => {
        const member = engine?.member(ids[place] ?? '') ?? null;
        answers[place]?.push(member === null ? UNKNOWN : Number(member));
        return member;
      });
      const own = new Map(engine?.unread());
      measure(engineOf, own);
      addUnread(own);
    },
    crowd: (): Crowd => ({
      visitors: tally.visitors(),
      columns: [...columns.values()].map(({ column }) => column()),
      answers: new Map(ids.map((id, place) => [id, Uint8Array.from(answers[place] ?? [])])),
      approximate,
    }),
    evaluation: (): Evaluation => ({
      ...tally.result(),
      ...replayed(),
      overTime: null,
    }),
  };
}

/** Plans in which no segment reads the metrics, so that nothing of their values is left out. */
function metricPlans(
  definitions: Evaluate['definitions'],
  metrics: readonly string[],
): readonly { readonly plan: Plan; readonly ids: readonly string[] }[] {
  const parts = metrics.map((id) => ({
    id,
    part: cutDown(definitions, `metric.${id}`).definitions,
  }));
  const alone = parts.filter(({ part }) => Object.keys(part.segments).length === 0);
  const together: Definitions = {
    ...definitions,
    segments: {},
    groups: {},
    metrics: Object.assign({}, ...alone.map(({ part }) => part.metrics)),
  };
  return [
    ...(alone.length > 0
      ? [{ plan: compile(together, kinds), ids: alone.map(({ id }) => id) }]
      : []),
    ...parts
      .filter(({ part }) => Object.keys(part.segments).length > 0)
      .map(({ id, part }) => ({ plan: compile(part, kinds), ids: [id] })),
  ];
}

/** Visitors of a segment, by their places. */
export function membersOf({ answers }: Crowd, segment: string): readonly number[] {
  const own = answers.get(segment) ?? new Uint8Array();
  return Array.from(own.keys()).filter((visitor) => own[visitor] === IN);
}
