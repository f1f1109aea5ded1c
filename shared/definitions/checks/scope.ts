/** What a condition may read where it stands. */
import { FIXED_FACTS, type FactType, NAMESPACES, factsOf, metricType } from '../facts.ts';
import type { Definitions, EventSelector, MetricDefinition } from '../types.ts';
import type { IssueCode } from './issues.ts';
import { factMeant, logicMeant } from './meant.ts';
import { didYouMean, nearest } from './suggest.ts';

export interface Scope {
  /** `visitor`: a segment or formula; `session`: `sessions`; `event`: `where`; `item`: inside `$elemMatch`. */
  readonly kind: 'visitor' | 'session' | 'event' | 'item';
  readonly facts: ReadonlyMap<string, FactType>;
  readonly definitions: Definitions;
  /** The events whose properties are read; empty where they are not known. */
  readonly events: readonly string[];
}

/** The metric that a fact of the visitor names. */
export const metricOf = (fact: string, scope: Scope): MetricDefinition | undefined =>
  scope.kind === 'visitor' && fact.startsWith('metric.')
    ? scope.definitions.metrics?.[fact.slice(7)]
    : undefined;

export const visitorScope = (definitions: Definitions): Scope => ({
  kind: 'visitor',
  facts: factsOf(definitions),
  definitions,
  events: [],
});

/** `session.*`, and `metric.*` of the session's own metrics. */
export const sessionScope = (
  definitions: Definitions,
  each: { readonly [id: string]: MetricDefinition },
): Scope => {
  const facts = new Map<string, FactType>();
  for (const [fact, type] of FIXED_FACTS) if (fact.startsWith('session.')) facts.set(fact, type);
  for (const [id, metric] of Object.entries(each)) facts.set(`metric.${id}`, metricType(metric));
  return { kind: 'session', facts, definitions, events: [] };
};

/** Any property of the event; its local time and the number of its session have known types. */
export const eventScope = (definitions: Definitions, events: EventSelector): Scope => ({
  kind: 'event',
  facts: new Map<string, FactType>([
    ['time.hour', 'number'],
    ['time.weekday', 'number'],
    ['session.number', 'number'],
  ]),
  definitions,
  events: typeof events === 'string' ? [events] : events,
});

/** What `where` knows of an event beside its properties. */
export const isOfEvent = (fact: string): boolean =>
  fact.startsWith('time.') || fact === 'session.number';

export const itemScope = (definitions: Definitions): Scope => ({
  kind: 'item',
  facts: new Map(),
  definitions,
  events: [],
});

export const isOpen = (scope: Scope): boolean => scope.kind === 'event' || scope.kind === 'item';

interface Unknown {
  readonly code: IssueCode;
  readonly message: string;
}

/** Why a fact is not known here, and what may have been meant. */
export const unknownFact = (fact: string, scope: Scope): Unknown => {
  const known = [...scope.facts.keys()];
  const [namespace = '', ...rest] = fact.split('.');
  const id = rest.join('.');
  if (scope.kind === 'session') return unknownInSession(fact, namespace, known);
  const { traits, metrics, segments } = scope.definitions;
  if (namespace === 'metric') return undefinedId('metric', id, metrics);
  if (namespace === 'segment') return undefinedId('segment', id, segments);
  if (namespace === 'trait') return undefinedId('trait', id, traits);
  const isOfDate = /^(until|since|anniversary)$/.test(namespace);
  const trait = isOfDate && Object.hasOwn(traits ?? {}, id) ? traits?.[id] : undefined;
  if (trait !== undefined)
    return {
      code: 'type-mismatch',
      message: `"${fact}" needs a trait of type "date"; "${id}" is a ${trait.type}.`,
    };
  const logic = logicMeant(fact);
  if (logic !== undefined)
    return {
      code: 'unknown-operator',
      message: `There is no fact "${fact}". What combines conditions starts with "$": write "${logic}".`,
    };
  const meant =
    known.find((candidate) => candidate.endsWith(`.${fact}`)) ??
    known.find((candidate) => !isNamespace(namespace) && candidate === `trait.${id}`) ??
    factMeant(fact) ??
    nearest(fact, known);
  const members = known.filter((candidate) => candidate.startsWith(`${namespace}.`));
  const hint =
    meant !== undefined
      ? `Did you mean "${meant}"?`
      : members.length > 0
        ? `Of ${namespace} there are ${members.join(', ')}.`
        : `Facts start with ${NAMESPACES.join(', ')}.`;
  return { code: 'unknown-fact', message: `There is no fact "${fact}". ${hint}` };
};

const isNamespace = (name: string): boolean => (NAMESPACES as readonly string[]).includes(name);

const undefinedId = (
  kind: 'metric' | 'segment' | 'trait',
  id: string,
  defined: object | undefined,
): Unknown => ({
  code: `unknown-${kind}`,
  message: `There is no ${kind} "${id}".${didYouMean(id, Object.keys(defined ?? {})) || ` Define it under "${kind}s", or remove it here.`}`,
});

const unknownInSession = (fact: string, namespace: string, known: readonly string[]): Unknown => {
  if (namespace === 'metric')
    return {
      code: 'unknown-metric',
      message: `There is no "${fact}" of one session.${didYouMean(fact, known)} Such a metric is defined in "each".`,
    };
  if (namespace === 'session')
    return {
      code: 'unknown-fact',
      message: `There is no fact "${fact}".${didYouMean(fact, known)}`,
    };
  return {
    code: 'wrong-scope',
    message: `"${fact}" is not told of one session. Only session.* and the metrics of "each" can be read here.`,
  };
};
