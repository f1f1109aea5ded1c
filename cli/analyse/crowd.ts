import { setImmediate } from 'node:timers/promises';
import { IN, UNKNOWN, type Column, createColumn, cutDown } from '../../shared/analysis/index.ts';
import { count } from '../../shared/counting/index.ts';
import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { compile, createEngine } from '../../shared/engine/index.ts';
import type { Plan, Unread } from '../../shared/engine/types.ts';
import { asOnPage, createTally, visitorEvents } from '../../shared/logs/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { type Evaluate, type Store, createVisitorLog } from '../simulate/index.ts';
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
      const ids = answered ? asked.plan.segments : [];
      const tally = createTally(ids, undefined);
      const columns = new Map(metrics.map((id) => [id, createColumn(id)]));
      const answers = ids.map((): number[] => []);
      const parts = metricPlans(asked.definitions, metrics);
      const repeated = { count: 0 };
      const unread = new Map<string, Unread>();
      const approximate = new Map<string, number>();
      let longHistories = 0;
      let done = 0;
      for (const visitor of log.visitors()) {
        if (visitor.first > asked.at) continue;
        const events = [
          ...asOnPage(
            visitorEvents(visitor.events(), asked.at, () => (repeated.count += 1)),
            asked,
          ),
        ];
        const engineOf = (plan: Plan) => {
          const engine = createEngine(plan, { offsetAt }, { now: visitor.first });
          for (const event of events) engine.apply(event);
          engine.advance(asked.at);
          return engine;
        };
        if ((events.at(-1)?.time ?? 0) - visitor.first >= MAX_RETENTION_MS) longHistories += 1;
        const engine = answered ? engineOf(asked.plan) : null;
        tally.add(visitor.id, (place) => {
          const member = engine?.member(ids[place] ?? '') ?? null;
          answers[place]?.push(member === null ? UNKNOWN : Number(member));
          return member;
        });
        const own = new Map(engine?.unread());
        for (const { plan, ids: some } of parts) {
          const measured = engineOf(plan);
          const values = measured.metricValues();
          for (const id of some) columns.get(id)?.add(values[id] ?? null);
          for (const id of measured.approximate())
            approximate.set(id, (approximate.get(id) ?? 0) + 1);
          // Engines that read the same read the same texts.
          for (const [place, texts] of measured.unread())
            if (!own.has(place)) own.set(place, texts);
        }
        for (const [place, { events: some, text }] of own)
          unread.set(place, { events: (unread.get(place)?.events ?? 0) + some, text });
        done += visitor.count;
        if (tally.visitors() % BREATH === 0) {
          asked.progress.update(done, `${count(tally.visitors())} visitors`);
          await setImmediate();
        }
      }
      found = {
        visitors: tally.visitors(),
        columns: [...columns.values()].map(({ column }) => column()),
        answers: new Map(ids.map((id, place) => [id, Uint8Array.from(answers[place] ?? [])])),
        approximate,
      };
      return { ...tally.result(), repeated: repeated.count, longHistories, unread, overTime: null };
    },
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
