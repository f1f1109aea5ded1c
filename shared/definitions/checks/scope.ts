/** What a condition may read where it stands. */
import { FIXED_FACTS, type FactType, NAMESPACES, factsOf, metricType } from '../facts.ts';
import type { Definitions, MetricDefinition } from '../types.ts';
import type { IssueCode } from './issues.ts';
import { didYouMean, nearest } from './suggest.ts';

export interface Scope {
  /** `visitor`: a segment or formula; `session`: `sessions`; `event`: `where`; `item`: inside `$elemMatch`. */
  readonly kind: 'visitor' | 'session' | 'event' | 'item';
  readonly facts: ReadonlyMap<string, FactType>;
  readonly definitions: Definitions;
}

export const visitorScope = (definitions: Definitions): Scope => ({
  kind: 'visitor',
  facts: factsOf(definitions),
  definitions,
});

/** `session.*`, and `metric.*` of the session's own metrics. */
export const sessionScope = (
  definitions: Definitions,
  each: { readonly [id: string]: MetricDefinition },
): Scope => {
  const facts = new Map<string, FactType>();
  for (const [fact, type] of FIXED_FACTS) if (fact.startsWith('session.')) facts.set(fact, type);
  for (const [id, metric] of Object.entries(each)) facts.set(`metric.${id}`, metricType(metric));
  return { kind: 'session', facts, definitions };
};

/** Any property of the event; its local time has known types. */
export const eventScope = (definitions: Definitions): Scope => ({
  kind: 'event',
  facts: new Map<string, FactType>([
    ['time.hour', 'number'],
    ['time.weekday', 'number'],
  ]),
  definitions,
});

export const itemScope = (definitions: Definitions): Scope => ({
  kind: 'item',
  facts: new Map(),
  definitions,
});

export const isOpen = (scope: Scope): boolean => scope.kind === 'event' || scope.kind === 'item';

/** Why a fact is not known here. */
export const unknownFact = (
  fact: string,
  scope: Scope,
): { readonly code: IssueCode; readonly message: string } => {
  const known = [...scope.facts.keys()];
  const [namespace = '', ...rest] = fact.split('.');
  const id = rest.join('.');
  const { definitions } = scope;
  if (scope.kind === 'session')
    return FIXED_FACTS.has(fact) || ['trait', 'segment', 'until', 'since'].includes(namespace)
      ? {
          code: 'wrong-scope',
          message: `"${fact}" is a fact of the visitor. Here only session.* and the metrics of "each" can be read.`,
        }
      : namespace === 'metric'
        ? {
            code: 'unknown-metric',
            message: `"each" has no metric "${id}".${didYouMean(fact, known)} A metric of one session is defined in "each".`,
          }
        : {
            code: 'unknown-fact',
            message: `There is no fact "${fact}" of a session.${didYouMean(fact, known)}`,
          };
  const declared = (ids: object | undefined, what: string, section: string) => {
    const suggestion = didYouMean(id, Object.keys(ids ?? {}));
    return `There is no ${what} "${id}".${suggestion === '' ? ` Define it under "${section}", or remove it here.` : suggestion}`;
  };
  if (namespace === 'metric')
    return { code: 'unknown-metric', message: declared(definitions.metrics, 'metric', 'metrics') };
  if (namespace === 'segment')
    return {
      code: 'unknown-segment',
      message: declared(definitions.segments, 'segment', 'segments'),
    };
  if (namespace === 'trait')
    return { code: 'unknown-trait', message: declared(definitions.traits, 'trait', 'traits') };
  if ((namespace === 'until' || namespace === 'since') && definitions.traits?.[id] !== undefined)
    return {
      code: 'type-mismatch',
      message: `"${fact}" needs a trait of type "date"; "${id}" is a ${definitions.traits[id].type}.`,
    };
  const meant = known.find((candidate) => candidate.endsWith(`.${fact}`)) ?? nearest(fact, known);
  if (meant !== undefined)
    return {
      code: 'unknown-fact',
      message: `There is no fact "${fact}". Did you mean "${meant}"?`,
    };
  const members = known.filter((candidate) => candidate.startsWith(`${namespace}.`));
  const list =
    members.length > 0
      ? `Of ${namespace} there are ${members.join(', ')}`
      : `Facts start with ${NAMESPACES.join(', ')}`;
  return { code: 'unknown-fact', message: `There is no fact "${fact}". ${list}.` };
};
