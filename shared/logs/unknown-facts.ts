import type {
  Condition,
  Definitions,
  Formula,
  MetricDefinition,
  SegmentDefinition,
} from '../definitions/types.ts';

/** A fact that no log tells. */
const untold = (fact: string): string => `geo.${fact}`;

/** The same definitions, of which some metrics (`metric.ID`) and facts are unknown. */
export function withUnknown(definitions: Definitions, facts: ReadonlySet<string>): Definitions {
  if (facts.size === 0) return definitions;
  const metrics = Object.entries(definitions.metrics ?? {}).map(
    ([id, metric]): [string, MetricDefinition] => {
      if (facts.has(`metric.${id}`)) return [id, { formula: untold(`metric.${id}`) }];
      return [
        id,
        'formula' in metric ? { ...metric, formula: inFormula(metric.formula, facts) } : metric,
      ];
    },
  );
  const segments = Object.entries(definitions.segments).map(
    ([id, segment]): [string, SegmentDefinition] => {
      const { when, exclude, excludeEver } = segment;
      return [
        id,
        {
          ...segment,
          when: inCondition(when, facts),
          ...(exclude && { exclude: inCondition(exclude, facts) }),
          ...(excludeEver && { excludeEver: inCondition(excludeEver, facts) }),
        },
      ];
    },
  );
  return {
    ...definitions,
    ...(definitions.metrics && { metrics: Object.fromEntries(metrics) }),
    segments: Object.fromEntries(segments),
  };
}

/** Metrics become unknown by their definition; facts of the visit have none, and are read by another name. */
const renamed = (fact: string, facts: ReadonlySet<string>): string =>
  facts.has(fact) && !fact.startsWith('metric.') ? untold(fact) : fact;

function inCondition(condition: Condition, facts: ReadonlySet<string>): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([key, operand]) => {
      if (!key.startsWith('$')) return [renamed(key, facts), operand];
      return [
        key,
        Array.isArray(operand)
          ? (operand as readonly Condition[]).map((one) => inCondition(one, facts))
          : inCondition(operand as Condition, facts),
      ];
    }),
  );
}

function inFormula(formula: Formula, facts: ReadonlySet<string>): Formula {
  if (typeof formula === 'number') return formula;
  if (typeof formula === 'string') return renamed(formula, facts);
  if ('logistic' in formula) {
    const { bias, weights } = formula.logistic;
    const entries = Object.entries(weights).map(([fact, weight]) => [renamed(fact, facts), weight]);
    return { logistic: { bias, weights: Object.fromEntries(entries) } };
  }
  const [[operation, operand] = []] = Object.entries(formula);
  const inner = Array.isArray(operand)
    ? (operand as readonly Formula[]).map((one) => inFormula(one, facts))
    : inFormula(operand as Formula, facts);
  return { [operation ?? '']: inner } as unknown as Formula;
}
