import type { Json } from '../../definitions/types.ts';
import type { Program } from '../plan/program.ts';
import type { MetricState, Run, Source } from '../graph/visitor-state.ts';
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

/** A fact as it is shown outside the engine. */
export interface Shown {
  /** "At least" where more was forgotten because no answer needs it. */
  readonly value: Json;
  /** It, or what it is made of, is above its cap. */
  readonly approximate: boolean;
  /** The facts that it is made of. */
  readonly parts: readonly string[];
}

export const show = (program: Program, run: Run, fact: string): Shown => {
  const { measured, factSources } = program;
  const source = factSources.get(fact);
  const value = source?.get(run);
  const one = measured[source?.metric ?? -1];
  const state = run.metrics[source?.metric ?? -1] as MetricState;
  const isLeast = typeof value === 'number' && one?.metric.isLeast?.(run, state, one.asked);
  const nameOf = (part: Source): string =>
    [...factSources].find(([, other]) => other === part)?.[0] ?? part.fact;
  const parts = [...new Set(source?.parts)].map(nameOf);
  return {
    value: isLeast ? { atLeast: value } : json(value),
    approximate:
      one?.metric.approximate?.(run, state) ||
      parts.some((part) => show(program, run, part).approximate),
    parts,
  };
};
