import { type Known, compileClause } from './clause.ts';
import { baseSource, source } from './facts.ts';
import { compileFormula } from '../operators/formula.ts';
import { canonical, hash } from '../values/hash.ts';
import { compileLeaf } from './leaf.ts';
import type { Asked, Metric } from '../graph/metric-node.ts';
import { type Definition, compileMetric } from './metrics.ts';
import type { Measured } from './program.ts';
import type { Run, Source } from '../graph/visitor-state.ts';
import type { Sessions } from '../operators/sessions.ts';
import { Problem, UNKNOWN, checkDepth, isRecord, own, recordOf } from '../values/values.ts';
import { type Predicate, compilePredicate } from './where.ts';
import type { Window } from '../operators/window.ts';
import { type Wishes, both, isTransition, makeWishes } from './subscriptions.ts';

/** What facts of a session are made of, beside the names of events. */
const VISIT_EVENTS: { readonly [fact: string]: readonly [string, readonly string[]] } = {
  'session.landing': ['page_view', ['page_location', 'page_path']],
  'session.engaged': ['user_engagement', ['engagement_time_msec']],
};
const UNASKED: Asked = { marks: [], limit: Infinity, inFormula: false };

const record = (value: unknown): Definition => (isRecord(value) ? value : {});

const metricSource = (
  metric: Metric,
  place: number,
  segments: readonly string[],
  asked: () => Asked = () => UNASKED,
): Source =>
  source('metric', (run) => metric.value(run, run.metrics[place] as never), {
    isDuration: metric.isDuration,
    scale: metric.scale,
    isScore: metric.isScore,
    segments,
    metric: place,
    due: (run) => metric.due(run, run.metrics[place] as never, asked()),
  });

/** A formula's source; `read` finds those of its facts. */
const formulaSource = (formula: unknown, read: (fact: string) => Source): Source => {
  const parts: Source[] = [];
  const get = compileFormula(formula, (fact) => {
    const part = read(fact);
    part.inFormula = part.exact = true;
    parts.push(part);
    return part;
  });
  return source('formula', get, { parts });
};

/** What metrics need to know of the document around them. */
export interface Around {
  readonly known: Known;
  /** Sources found so far, by fact. */
  readonly facts: Map<string, Source>;
  readonly factSource: (fact: string) => Source;
  /** Throws a Problem where there is no such segment. */
  readonly segmentExists: (id: string) => void;
  /** Null where making met a Problem, which is then written down for the id. */
  readonly attempt: <T>(id: string, make: () => T) => T | null;
}

/** Compiles metrics when they are asked for: formulas read others. Equal definitions share one. */
export const makeMetrics = (definitions: ReadonlyMap<string, unknown>, around: Around) => {
  const { facts, factSource, segmentExists, attempt } = around;
  const predicates = new Map<string, Predicate>();
  const predicateOf = (where: unknown): Predicate => {
    const made = compilePredicate(where, around.known);
    const found = predicates.get(made.key) ?? made;
    predicates.set(made.key, found);
    return found;
  };
  const measured: Measured[] = [];
  const factsOfSessions = new Set<string>();
  const hashes = new Map<string, string>();
  const byHash = new Map<string, Source>();

  /** The metrics of one session, and what they have to meet. */
  const compileSessions =
    (wishes: Wishes) =>
    (definition: Definition, { forMs }: Window): Sessions => {
      // Sessions are made of all events.
      wishes.bit('*', undefined, forMs);
      const each: Metric[] = [];
      const parts = new Map(Object.entries(record(definition['each'])));
      const known = new Map<string, Source | null>();
      // Formulas read others, wherever those stand.
      const read = (fact: string): Source => {
        const id = /^metric\.(.*)$/s.exec(fact)?.[1];
        if (id !== undefined && parts.has(id)) return sourceOfPart(id);
        const found = baseSource(fact);
        if (!found) throw new Problem(`a session has no fact "${fact}"`);
        wishes.facts.add(fact);
        return found;
      };
      const sourceOfPart = (id: string): Source => {
        const found = known.get(id);
        if (found === null) throw new Problem(`"${id}" reads itself`);
        if (found) return found;
        known.set(id, null);
        const made = compilePart(id, record(parts.get(id)));
        known.set(id, made);
        return made;
      };
      const compilePart = (id: string, definitionOfPart: Definition): Source => {
        const { within, where, formula, ...rest } = definitionOfPart;
        if (within !== undefined) throw new Problem(`"${id}" is of one session and has no window`);
        if (formula !== undefined) return formulaSource(formula, read);
        const metric = compileMetric(
          { ...rest, where: both(where, definition['where']) },
          { ...wishes, bit: (selector, asked) => wishes.bit(selector, asked, forMs) },
          () => {
            throw new Problem('a session has no sessions');
          },
        );
        return metricSource(metric, each.push(metric) - 1, []);
      };
      for (const id of parts.keys()) sourceOfPart(id);
      const meets = compileClause<Run>(definition['sessions'], (fact, operand) =>
        compileLeaf(fact, read(fact), operand, around.known),
      );
      for (const fact of wishes.facts) {
        const [name, properties] = own(VISIT_EVENTS, fact) ?? [];
        if (name && properties) wishes.need([name], properties, forMs);
      }
      return { each, meets };
    };

  const measure = (definition: Definition, identity: string): Source => {
    const wishes = makeWishes(predicateOf);
    const metric = compileMetric(definition, wishes, compileSessions(wishes));
    const { list, needs } = wishes;
    for (const fact of wishes.facts) factsOfSessions.add(fact);
    const segments = list
      .flatMap(({ names }) => names.filter(isTransition))
      .map((name) => name.slice('enter:'.length));
    segments.forEach(segmentExists);
    const place = measured.length;
    const made: Measured = {
      metric,
      wishes: list,
      needs,
      hash: identity,
      asked: UNASKED,
      source: metricSource(metric, place, segments, () => made.asked),
    };
    measured.push(made);
    return made.source;
  };

  const compiling: string[] = [];
  /** The source of a metric; of one that cannot be compiled, it is unknown. */
  const sourceOf = (id: string): Source => {
    const fact = `metric.${id}`;
    const known = facts.get(fact);
    if (known) return known;
    const made = attempt(fact, () => {
      if (compiling.includes(id))
        throw new Problem(`it reads itself: ${[...compiling, id].join(' reads ')}`);
      const definition = recordOf(definitions.get(id), 'a metric');
      checkDepth(definition);
      const { name: _, ...meaning } = definition;
      const identity = hash(canonical(meaning));
      hashes.set(id, identity);
      compiling.push(id);
      try {
        const one =
          byHash.get(identity) ??
          ('formula' in meaning
            ? formulaSource(meaning['formula'], factSource)
            : measure(meaning, identity));
        byHash.set(identity, one);
        return one;
      } finally {
        compiling.pop();
      }
    });
    const one = made ?? source(fact, () => UNKNOWN);
    if (!facts.has(fact)) facts.set(fact, one);
    return one;
  };

  return { measured, hashes, factsOfSessions, sourceOf };
};
