import type {
  Condition,
  Definitions,
  EventStep,
  Formula,
  MetricDefinition,
  NotStep,
} from '../definitions/types.ts';
import { factsInFormula, selectorsOf, stepsOf } from '../metrics/specs.ts';
import { isTransition } from './events.ts';

/** What conditions, formulas, metrics and segments read. */

/** Facts and their operands, wherever they stand in a condition. */
export const leaves = (
  condition: Condition,
): readonly (readonly [fact: string, operand: unknown])[] =>
  Object.entries(condition).flatMap(([key, operand]) => {
    if (key === '$not') return leaves(operand as Condition);
    if (key.startsWith('$'))
      return Array.isArray(operand) ? (operand as Condition[]).flatMap(leaves) : [];
    return [[key, operand] as const];
  });

/** What a metric names its events by. */
const namesIn = (metric: MetricDefinition): readonly string[] =>
  'sessions' in metric ? ['*'] : selectorsOf(metric).flat();

const isNext = (step: EventStep | NotStep): boolean => 'after' in step && step.after === 'next';

/** Names of the events that may change a metric, or null where any may. */
export const eventsIn = (metric: MetricDefinition): readonly string[] | null => {
  const names = namesIn(metric);
  const seesAll = names.includes('*') || stepsOf(metric).some(isNext);
  return seesAll ? null : names;
};

/** The property that tells one event from another, by event name: of the events that a metric reads, or that are kept for later. */
export const repeatsOf = (definitions: Definitions): readonly (readonly [string, string])[] => {
  const read = Object.values(definitions.metrics ?? {}).map(eventsIn);
  const kept = (definitions.history ?? []).map(({ event }) => event);
  const names = new Set([...read.flatMap((some) => some ?? ['*']), ...kept]);
  const isFormula = Object.values(definitions.metrics ?? {}).every((one) => 'formula' in one);
  if (isFormula && kept.length === 0) return [];
  const usual: NonNullable<Definitions['events']> = {
    purchase: { id: 'transaction_id' },
    refund: { id: 'transaction_id' },
  };
  return Object.entries({ ...usual, ...definitions.events }).flatMap(
    ([name, { id }]): (readonly [string, string])[] =>
      id !== false && (names.has(name) || names.has('*')) ? [[name, id]] : [],
  );
};

/** Ids of the segments whose entering or leaving a metric reads. */
export const transitionsIn = (metric: MetricDefinition): readonly string[] => {
  const turns = namesIn(metric).filter(isTransition);
  return [...new Set(turns.map((name) => name.slice(name.indexOf(':') + 1)))];
};

/** A metric's formula, if it reads a segment, itself or by another formula; or null. */
export const formulaOverSegments = (fact: string, definitions: Definitions): Formula | null => {
  const formulaOf = (one: string): Formula | null => {
    const metric = one.startsWith('metric.') ? definitions.metrics?.[one.slice(7)] : undefined;
    return metric && 'formula' in metric ? metric.formula : null;
  };
  const reads = (formula: Formula, path: readonly string[]): boolean =>
    factsInFormula(formula).some((one) => {
      const inner = formulaOf(one);
      return (
        one.startsWith('segment.') ||
        (inner !== null && !path.includes(one) && reads(inner, [...path, one]))
      );
    });
  const formula = formulaOf(fact);
  return formula !== null && reads(formula, [fact]) ? formula : null;
};

export interface Reads {
  /** Segments that one reads, also by formulas, or stands behind in a group. */
  readonly readBy: (id: string) => readonly string[];
  /** 0 for segments that read of no other when it was entered or left; else one more than those have. */
  readonly stratum: (id: string) => number;
  /** Whether a segment's answer hangs on what was before. */
  readonly remembers: (id: string) => boolean;
  /** Whether some metric reads when a segment was entered or left. */
  readonly isObserved: (id: string) => boolean;
  /** All that must be answered over time, each after those that it reads. */
  readonly overTime: () => readonly string[];
}

export const readsOf = ({ segments, groups = {}, metrics = {} }: Definitions): Reads => {
  /** All facts that a segment reads, formulas looked into. */
  const factsOf = (id: string): ReadonlySet<string> => {
    const { when, exclude, excludeEver } = segments[id] ?? {};
    const found = new Set<string>();
    const add = (fact: string): void => {
      if (found.has(fact)) return;
      found.add(fact);
      const metric = fact.startsWith('metric.') ? metrics[fact.slice(7)] : undefined;
      if (metric && 'formula' in metric) factsInFormula(metric.formula).forEach(add);
    };
    for (const one of [when, exclude, excludeEver])
      if (one) leaves(one).forEach(([fact]) => add(fact));
    return found;
  };
  const readBy = (id: string): readonly string[] => {
    const ahead = Object.values(groups).flatMap((group) =>
      group.segments.slice(0, Math.max(0, group.segments.indexOf(id))),
    );
    const read = [...factsOf(id)].flatMap((fact) => /^segment\.(.*)$/s.exec(fact)?.[1] ?? []);
    return [...read, ...ahead].filter((one) => segments[one]);
  };
  const observedBy = (id: string): readonly string[] =>
    [...factsOf(id)].flatMap((fact) => {
      const metric = fact.startsWith('metric.') ? metrics[fact.slice(7)] : undefined;
      return metric ? transitionsIn(metric) : [];
    });

  const known = new Map<string, boolean>();
  const remembers = (id: string): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, false);
    const { keep, excludeEver } = segments[id] ?? {};
    const found = keep !== undefined || excludeEver !== undefined || readBy(id).some(remembers);
    known.set(id, found);
    return found;
  };

  const strata = new Map<string, number>();
  const stratum = (id: string): number => {
    const before = strata.get(id);
    if (before !== undefined) return before;
    strata.set(id, 0);
    const found = Math.max(
      0,
      ...readBy(id).map(stratum),
      ...observedBy(id).map((one) => 1 + stratum(one)),
    );
    strata.set(id, found);
    return found;
  };

  const observed = new Set(Object.values(metrics).flatMap(transitionsIn));
  const overTime = (): readonly string[] => {
    const all = new Set<string>();
    const entered = new Set<string>();
    const add = (id: string): void => {
      if (entered.has(id) || !segments[id]) return;
      entered.add(id);
      readBy(id).forEach(add);
      observedBy(id).forEach(add);
      all.add(id);
    };
    for (const id of Object.keys(segments)) if (remembers(id) || observed.has(id)) add(id);
    return [...all];
  };
  return { readBy, stratum, remembers, isObserved: (id) => observed.has(id), overTime };
};
