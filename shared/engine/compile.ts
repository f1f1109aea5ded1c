import type { Definitions, HistoryDefinition } from '../definitions/types.ts';
import { type Clause, type Lists, compileClause } from './clause.ts';
import { makeDispatch } from './dispatch.ts';
import { type Slot, baseSource, clockSource, dateSource, source } from './facts.ts';
import { canonical, hash } from './hash.ts';
import { compileLeaf } from './leaf.ts';
import { compileFormula } from './formula.ts';
import type { Asked, Metric, Need, Wish } from './metric.ts';
import { type Definition, compileMetric } from './metrics.ts';
import type { Sessions } from './sessions.ts';
import type { Window } from './window.ts';
import { type Wishes, both, makeWishes } from './wishes.ts';
import { type Member, compileMember, order } from './members.ts';
import type { Run, Source } from './run.ts';
import { storedEvents } from './stored.ts';
import type { HostFacts, Plan } from './types.ts';
import { Problem, UNKNOWN, checkDepth, duration, isRecord } from './values.ts';
import { type Predicate, compilePredicate } from './where.ts';

/** A metric in its place among those of the program. Equal definitions share one. */
export interface Measured {
  readonly metric: Metric;
  readonly wishes: readonly Wish[];
  readonly needs: readonly Need[];
  readonly hash: string;
  readonly source: Source;
  asked: Asked;
}

/** A plan with its insides, shared by all engines made from it. */
export interface Program extends Plan {
  readonly measured: readonly Measured[];
  /** In an order in which each reads only those before it. */
  readonly members: readonly Member[];
  readonly places: ReadonlyMap<string, number>;
  readonly sources: readonly Source[];
  readonly factSources: ReadonlyMap<string, Source>;
  /** Facts of the visit that some condition reads: looked at after each event. */
  readonly visit: readonly Source[];
  /** Facts that time changes, metrics aside. */
  readonly clocks: readonly Source[];
  /** Places of the metrics that start afresh with a session. */
  readonly sessionMetrics: readonly number[];
  readonly slots: readonly Slot[];
  readonly dispatch: ReturnType<typeof makeDispatch>;
  readonly timeoutMs: number;
  /** Counts the events shown to predicates, which remember their last answer. */
  stamp: number;
}

const HOST: readonly string[] = ['trait', 'geo', 'device', 'source', 'page'];
const HALF_HOUR = 1_800_000;
/** What facts of a session are made of. */
const VISIT_EVENTS: readonly (readonly [string, readonly string[]])[] = [
  ['page_view', ['page_location', 'page_path']],
  ['user_engagement', ['engagement_time_msec']],
];
const UNASKED: Asked = { marks: [], limit: Infinity, inFormula: false };

const record = (value: unknown): Definition => (isRecord(value) ? value : {});

const metricSource = (
  metric: Metric,
  place: number,
  segments: readonly string[],
  asked: () => Asked = () => UNASKED,
): Source =>
  source('metric', (run) => metric.value(run, run.metrics[place] as never), {
    isDuration: metric.isDuration ?? false,
    scale: metric.scale,
    isScore: metric.isScore ?? false,
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

/**
 * Definitions as a plan: closures over a graph from events to metrics to segments. Never throws:
 * what cannot be compiled is named in `plan.disabled` (a segment by its id, all else by
 * `metric.ID`, `group.ID`, `session`, `history`), with the reason, and everything else runs.
 */
export function compile(definitions: Definitions): Plan {
  const disabled = new Map<string, string>();
  const attempt = <T>(id: string, make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      disabled.set(id, error instanceof Problem ? error.message : 'it cannot be read');
      return null;
    }
  };
  const entries = (name: keyof Definitions): [string, unknown][] => {
    const section: unknown = definitions?.[name];
    return isRecord(section) ? Object.entries(section) : [];
  };
  const segmentIds = new Set(entries('segments').map(([id]) => id));
  const segmentExists = (id: string): void => {
    if (!segmentIds.has(id)) throw new Problem(`there is no segment "${id}"`);
  };

  const lists = Object.fromEntries(entries('savedGroups')) as Lists;
  const predicates = new Map<string, Predicate>();
  const predicateOf = (where: unknown): Predicate => {
    const made = compilePredicate(where, lists);
    const known = predicates.get(made.key) ?? made;
    predicates.set(made.key, known);
    return known;
  };

  const facts = new Map<string, Source>();
  const measured: Measured[] = [];
  const metricHashes = new Map<string, string>();
  const byHash = new Map<string, Source>();

  /** The metrics of one session, and what they have to meet. */
  const compileSessions =
    (wishes: Wishes) =>
    (definition: Definition, { forMs }: Window): Sessions => {
      // Sessions are made of all events.
      wishes.bit('*', undefined, forMs);
      const each: Metric[] = [];
      const known = new Map<string, Source>();
      const read = (fact: string): Source => {
        const found = known.get(fact) ?? baseSource(fact);
        if (!found) throw new Problem(`a session has no fact "${fact}"`);
        return found;
      };
      for (const [id, one] of Object.entries(record(definition['each']))) {
        const { within, where, formula, ...rest } = record(one);
        if (within !== undefined)
          throw new Problem(`"${id}" is a metric of one session and takes no window`);
        if (formula !== undefined) {
          known.set(`metric.${id}`, formulaSource(formula, read));
          continue;
        }
        const place = each.length;
        const metric = compileMetric(
          { ...rest, where: both(where, definition['where']) },
          { ...wishes, bit: (selector, asked) => wishes.bit(selector, asked, forMs) },
          () => {
            throw new Problem('sessions inside sessions have no meaning');
          },
        );
        each.push(metric);
        known.set(`metric.${id}`, metricSource(metric, place, []));
      }
      const meets = compileClause<Run>(definition['sessions'], (fact, operand) =>
        compileLeaf(fact, read(fact), operand, lists),
      );
      for (const [name, properties] of VISIT_EVENTS) wishes.need([name], properties, forMs);
      return { each, meets };
    };

  const measure = (definition: Definition, identity: string): Source => {
    const wishes = makeWishes(predicateOf);
    const metric = compileMetric(definition, wishes, compileSessions(wishes));
    const { list, needs } = wishes;
    const segments = list
      .flatMap(({ names }) => names)
      .flatMap((name) => /^(?:enter|leave):(.*)$/s.exec(name)?.[1] ?? []);
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

  const metricDefinitions = new Map(entries('metrics'));
  const compiling: string[] = [];
  const compileOne = (id: string): Source => {
    const fact = `metric.${id}`;
    const known = facts.get(fact);
    if (known) return known;
    const made = attempt(fact, () => {
      if (compiling.includes(id))
        throw new Problem(`it reads itself: ${[...compiling, id].join(' reads ')}`);
      const definition = metricDefinitions.get(id);
      checkDepth(definition);
      if (!isRecord(definition))
        throw new Problem('a metric is an object, like { "count": "purchase" }');
      const { name: _, ...meaning } = definition;
      const identity = hash(canonical(meaning));
      metricHashes.set(id, identity);
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

  const slots: Slot[] = [];
  const visit: Source[] = [];
  const told = (
    namespace: keyof HostFacts,
    key: string,
    make: (place: number) => Source,
  ): Source => {
    const found = slots.findIndex((one) => one.namespace === namespace && one.key === key);
    const place = found < 0 ? slots.push({ namespace, key, sources: [] }) - 1 : found;
    const made = make(place);
    slots[place]?.sources.push(made);
    return made;
  };
  const findSource = (fact: string): Source | null => {
    const [, namespace = '', key = ''] = /^([^.]+)\.(.+)$/s.exec(fact) ?? [];
    if (namespace === 'until' || namespace === 'since')
      return told('trait', key, (place) => dateSource(fact, place, namespace === 'until'));
    if (HOST.includes(namespace))
      return told(namespace as keyof HostFacts, key, (place) =>
        source(fact, (run) => run.facts[place]),
      );
    if (namespace === 'metric') return metricDefinitions.has(key) ? compileOne(key) : null;
    if (namespace === 'segment') {
      segmentExists(key);
      return source(fact, (run) => run.answers[places.get(key) as number] ?? UNKNOWN, {
        segments: [key],
        exact: true,
      });
    }
    const ofVisit = baseSource(fact);
    if (ofVisit) visit.push(ofVisit);
    return ofVisit ?? clockSource(fact);
  };
  const factSource = (fact: string): Source => {
    const found = facts.get(fact) ?? findSource(fact);
    if (!found) throw new Problem(`there is no fact "${fact}"`);
    facts.set(fact, found);
    return found;
  };

  for (const id of metricDefinitions.keys()) compileOne(id);

  const compiled = new Map<string, Member>();
  for (const [id, definition] of entries('segments')) {
    const reads = new Set<Source>();
    const clause = (condition: unknown): Clause<Run> =>
      compileClause(condition, (fact, operand) => {
        const one = factSource(fact);
        reads.add(one);
        return compileLeaf(fact, one, operand, lists);
      });
    const member = attempt(id, () => compileMember(id, definition, clause, reads));
    if (member) compiled.set(id, member);
  }
  const groups = entries('groups').map(
    ([id, group]) =>
      attempt(`group.${id}`, () => {
        const list = isRecord(group) ? group['segments'] : undefined;
        if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
          throw new Problem('a group has "segments": a list of segment ids');
        list.forEach(segmentExists);
        return list as readonly string[];
      }) ?? [],
  );
  const members = order(segmentIds, compiled, groups, disabled);
  const places = new Map(members.map(({ id, place }) => [id, place]));

  const sources = [...new Set(facts.values())];
  for (const [index, one] of sources.entries()) {
    one.index = index;
    one.marks = [...new Set(one.marks)].toSorted((a, b) => a - b);
  }
  for (const one of measured) {
    const { readers, exact, marks, inFormula } = one.source;
    one.asked = {
      marks,
      inFormula,
      limit: readers.length === 0 || exact ? Infinity : Math.max(1, ...marks),
    };
  }
  const stored =
    attempt('history', () =>
      storedEvents(
        measured.flatMap(({ needs }) => needs),
        (definitions?.history ?? []) as readonly HistoryDefinition[],
      ),
    ) ??
    storedEvents(
      measured.flatMap(({ needs }) => needs),
      [],
    );

  return {
    segments: [...segmentIds],
    metrics: [...metricDefinitions.keys()],
    stored,
    disabled,
    metricHashes,
    shadow: new Set(members.filter(({ shadow }) => shadow).map(({ id }) => id)),
    measured,
    members,
    places,
    sources,
    factSources: facts,
    visit,
    clocks: sources.filter(({ due, metric }) => due && metric < 0),
    sessionMetrics: measured.flatMap(({ metric }, place) => (metric.session ? [place] : [])),
    slots,
    dispatch: makeDispatch(
      measured.flatMap(({ wishes }, place) => wishes.map((one) => ({ ...one, metric: place }))),
    ),
    timeoutMs:
      attempt('session', () => {
        const { session } = definitions ?? {};
        return session ? duration(session.timeout) : HALF_HOUR;
      }) ?? HALF_HOUR,
    stamp: 0,
  } satisfies Program as Plan;
}
