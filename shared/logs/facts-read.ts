import type { Condition, Definitions, Formula } from '../definitions/types.ts';

/** What of a visitor is in no log of events: who they say they are, and where they are. */
const NOT_OF_LOGS = /^(trait|until|since|anniversary|geo)\./;

/** The facts that a segment reads, by itself or by others, and that no log of events holds; in the order of the text. */
export function factsOfNoLog(definitions: Definitions, id: string): readonly string[] {
  const { metrics = {}, segments } = definitions;
  const facts = new Set<string>();
  const read = (fact: string): void => {
    if (facts.has(fact)) return;
    facts.add(fact);
    const [, part, of = ''] = /^(segment|metric)\.(.*)$/s.exec(fact) ?? [];
    if (part === 'segment' && Object.hasOwn(segments, of)) readSegment(of);
    const metric = part === 'metric' && Object.hasOwn(metrics, of) ? metrics[of] : undefined;
    if (metric && 'formula' in metric) factsInFormula(metric.formula).forEach(read);
  };
  const readSegment = (of: string): void => {
    const { when, exclude, excludeEver } = segments[of] ?? {};
    for (const condition of [when, exclude, excludeEver])
      if (condition) factsIn(condition).forEach(read);
  };
  read(`segment.${id}`);
  return [...facts].filter((fact) => NOT_OF_LOGS.test(fact));
}

/** The facts that a condition reads. */
export function factsIn(condition: Condition): readonly string[] {
  return Object.entries(condition).flatMap(([key, operand]) => {
    if (!key.startsWith('$')) return [key];
    const inner = Array.isArray(operand) ? operand : [operand];
    return (inner as readonly Condition[]).flatMap(factsIn);
  });
}

/** Those of a formula. */
export function factsInFormula(formula: Formula): readonly string[] {
  if (typeof formula === 'number') return [];
  if (typeof formula === 'string') return [formula];
  if ('logistic' in formula) return Object.keys(formula.logistic.weights);
  return (Object.values(formula).flat() as readonly Formula[]).flatMap(factsInFormula);
}
