import type { Json } from '../../definitions/types.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { MetricState, VisitorState, FactNode } from '../graph/visitor-state.ts';
import { Range, type Value } from '../values/values.ts';

/** A value as JSON: bounds as `{ "atLeast": 3 }`, `{ "unknown": true }` where nothing is certain. */
const json = (value: Value): Json => {
  if (value === Infinity) return 'never';
  if (!(value instanceof Range)) return value ?? null;
  const { low, high } = value;
  return low > -Infinity
    ? { atLeast: low }
    : high < Infinity
      ? { atMost: high }
      : { unknown: true };
};

/** A fact as it is read outside the engine. */
export interface FactReading {
  /** "At least" where more was forgotten because no answer needs it. */
  readonly value: Json;
  /** It, or what it is made of, is above its cap. */
  readonly approximate: boolean;
  /** The facts that it is made of. */
  readonly parts: readonly string[];
}

export const readFact = (program: LinkedPlan, visitor: VisitorState, fact: string): FactReading => {
  const { metricNodes, factsByName } = program;
  const node = factsByName.get(fact);
  const value = node?.get(visitor);
  const one = metricNodes[node?.metric ?? -1];
  const state = visitor.metrics[node?.metric ?? -1] as MetricState;
  const isLeast =
    typeof value === 'number' && one?.metric.isLowerBound?.(visitor, state, one.demand);
  const nameOf = (part: FactNode): string =>
    [...factsByName].find(([, other]) => other === part)?.[0] ?? part.name;
  const parts = [...new Set(node?.parts)].map(nameOf);
  return {
    value: isLeast ? { atLeast: value } : json(value),
    approximate:
      one?.metric.isApproximate?.(visitor, state) ||
      parts.some((part) => readFact(program, visitor, part).approximate),
    parts,
  };
};
