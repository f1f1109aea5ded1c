import type { Condition, Definitions } from '../definitions/types.ts';
import { factsInFormula } from '../metrics/specs.ts';

/** What of a visitor is in no log of events: who they say they are, where they are and come from, and by what they look at which page. */
const NOT_OF_LOGS = /^(trait|until|since|anniversary|geo|device|page|source)\./;

/** Facts of one kind that no log holds, and the segments that read them. */
export interface Untold {
  readonly facts: readonly string[];
  readonly segments: readonly string[];
}

/** All that definitions read and no log holds, by kind. */
export function untoldIn(definitions: Definitions): readonly Untold[] {
  const kinds = new Map<string, { facts: Set<string>; segments: Set<string> }>();
  for (const id of Object.keys(definitions.segments))
    for (const fact of factsOfNoLog(definitions, id)) {
      const kind = fact.replace(/\..*$/s, '');
      const one = kinds.get(kind) ?? { facts: new Set(), segments: new Set() };
      kinds.set(kind, one);
      one.facts.add(fact);
      one.segments.add(id);
    }
  return [...kinds.values()].map(({ facts, segments }) => ({
    facts: [...facts],
    segments: [...segments],
  }));
}

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
    if (metric && 'sessions' in metric) factsIn(metric.sessions).forEach(read);
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
