import type { Definitions, HistoryDefinition } from '../definitions/types.ts';
import { type Clause, type Lists, compileClause } from './clause.ts';
import { makeDispatch } from './dispatch.ts';
import { type Slot, baseSource, clockSource, dateSource, source } from './facts.ts';
import { canonical, hash } from './hash.ts';
import { compileLeaf } from './leaf.ts';
import type { Asked, Metric } from './metric.ts';
import { type Definition, type Shared, compileMetric } from './metrics.ts';
import { type Member, compileMember, order } from './members.ts';
import type { Run, Source } from './run.ts';
import { storedEvents } from './stored.ts';
import type { HostFacts, Plan } from './types.ts';
import { Problem, UNKNOWN, duration, isRecord } from './values.ts';
import { type Predicate, compilePredicate } from './where.ts';

/** A metric in its place among those of the program. Equal definitions share one. */
export interface Measured {
  readonly metric: Metric;
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
const UNASKED: Asked = { marks: [], limit: Infinity, inFormula: false };

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
      disabled.set(
        id,
        error instanceof Problem ? error.message : 'it is nested too deeply to be read',
      );
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
  const shared: Shared = {
    predicate(where) {
      if (where === undefined) return null;
      const made = compilePredicate(where, lists);
      const known = predicates.get(made.key) ?? made;
      predicates.set(made.key, known);
      return known;
    },
  };

  const facts = new Map<string, Source>();
  const measured: Measured[] = [];
  const metricHashes = new Map<string, string>();
  const byHash = new Map<string, Source>();
  const measure = (definition: Definition, identity: string): Source => {
    const metric = compileMetric(definition, shared);
    const segments = metric.subscriptions
      .flatMap(({ names }) => names)
      .flatMap((name) => /^(?:enter|leave):(.*)$/s.exec(name)?.[1] ?? []);
    segments.forEach(segmentExists);
    const place = measured.length;
    const made: Measured = {
      metric,
      hash: identity,
      asked: UNASKED,
      source: source('metric', (run) => metric.value(run, run.metrics[place] as never), {
        isDuration: metric.isDuration,
        scale: metric.scale,
        segments,
        metric: place,
        due: (run) => metric.due(run, run.metrics[place] as never, made.asked),
      }),
    };
    measured.push(made);
    return made.source;
  };
  for (const [id, definition] of entries('metrics')) {
    const fact = `metric.${id}`;
    const made = attempt(fact, () => {
      if (!isRecord(definition))
        throw new Problem('a metric is an object, like { "count": "purchase" }');
      const { name: _, ...meaning } = definition;
      const identity = hash(canonical(meaning));
      const one = byHash.get(identity) ?? measure(meaning, identity);
      byHash.set(identity, one);
      metricHashes.set(id, identity);
      return one;
    });
    facts.set(fact, made ?? source(fact, () => UNKNOWN));
  }

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
    one.marks = [...new Set(one.marks)].sort((a, b) => a - b);
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
        measured.flatMap(({ metric }) => metric.needs),
        (definitions?.history ?? []) as readonly HistoryDefinition[],
      ),
    ) ??
    storedEvents(
      measured.flatMap(({ metric }) => metric.needs),
      [],
    );

  return {
    segments: [...segmentIds],
    metrics: entries('metrics').map(([id]) => id),
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
      measured.flatMap(({ metric }, place) =>
        metric.subscriptions.map((one) => ({ ...one, metric: place })),
      ),
    ),
    timeoutMs:
      attempt('session', () => {
        const { session } = definitions ?? {};
        return session ? duration(session.timeout) : HALF_HOUR;
      }) ?? HALF_HOUR,
    stamp: 0,
  } satisfies Program as Plan;
}
