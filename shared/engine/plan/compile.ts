import type { PatternWatch } from '../../conditions/index.ts';
import type { Definitions, HistoryDefinition } from '../../definitions/types.ts';
import { type Clause, type Known, type Lists, compileClause } from './clause.ts';
import { makeMetrics } from './compile-metrics.ts';
import { makeDispatch } from './routing.ts';
import {
  type Slot,
  anniversarySource,
  baseSource,
  clockSource,
  dateSource,
  source,
} from './facts.ts';
import { compileLeaf } from './leaf.ts';
import { type Member, compileMember, order } from './segments.ts';
import type { Program } from './program.ts';
import type { Run, Source } from '../graph/visitor-state.ts';
import { neededBy, onceOf, storedEvents } from './retention.ts';
import type { HostFacts, Plan } from '../types.ts';
import { Problem, UNKNOWN, atDot, duration, isRecord } from '../values/values.ts';

const HOST: readonly string[] = ['trait', 'geo', 'device', 'source', 'page'];
const HALF_HOUR = 1_800_000;

/**
 * Definitions as a plan: closures over a graph from events to metrics to segments. Never throws:
 * what cannot be compiled is named in `plan.disabled` (a segment by its id, all else by
 * `metric.ID`, `group.ID`, `session`, `history`), with the reason, and everything else runs. With a watch,
 * a pattern that it found slow disables what reads it.
 */
export function compile(definitions: Definitions, watch?: PatternWatch): Plan {
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

  const savedGroups = Object.fromEntries(entries('savedGroups')) as Lists;
  const known: Known = { savedGroups, watch };
  const facts = new Map<string, Source>();
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
    const [namespace = '', key = ''] = atDot(fact);
    if (namespace === 'until' || namespace === 'since')
      return told('trait', key, (place) => dateSource(fact, place, namespace === 'until'));
    if (namespace === 'anniversary')
      return told('trait', key, (place) => anniversarySource(fact, place));
    if (HOST.includes(namespace))
      return told(namespace as keyof HostFacts, key, (place) =>
        source(fact, (run) => run.facts[place]),
      );
    if (namespace === 'metric') return definedMetrics.has(key) ? metrics.sourceOf(key) : null;
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

  const definedMetrics = new Map(entries('metrics'));
  const metrics = makeMetrics(definedMetrics, { known, facts, factSource, segmentExists, attempt });
  for (const id of definedMetrics.keys()) metrics.sourceOf(id);
  const { measured } = metrics;

  const compiled = new Map<string, Member>();
  for (const [id, definition] of entries('segments')) {
    const reads = new Map<Source, number[]>();
    const clause = (condition: unknown): Clause<Run> =>
      compileClause(condition, (fact, operand) => {
        const one = factSource(fact);
        const others = one.marks.length;
        const leaf = compileLeaf(fact, one, operand, known);
        const own = one.marks.slice(others);
        reads.set(one, [...(reads.get(one) ?? []), ...own]);
        return leaf;
      });
    const member = attempt(id, () => compileMember(id, definition, clause, reads));
    if (member) compiled.set(id, member);
  }
  const groups = entries('groups').map(
    ([id, group]) =>
      attempt(`group.${id}`, () => {
        const list = isRecord(group) ? group['segments'] : undefined;
        if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
          throw new Problem('a group has "segments"');
        list.forEach(segmentExists);
        return list as readonly string[];
      }) ?? [],
  );
  const members = order(segmentIds, compiled, groups, disabled);
  const places = new Map(members.map(({ id, place }) => [id, place]));

  for (const id of definedMetrics.keys()) {
    const one = facts.get(`metric.${id}`);
    const lost = one?.segments.find((segment) => disabled.has(segment));
    if (!one || lost === undefined) continue;
    disabled.set(`metric.${id}`, `it counts how "${lost}" changes, which is disabled`);
    one.get = () => UNKNOWN;
    one.exact = true;
  }
  const all = [...new Set(facts.values())];
  const timed = all.filter(({ due }) => due);
  const sources = [...timed, ...all.filter(({ due }) => !due)];
  for (const [index, one] of sources.entries()) {
    one.index = index;
    one.marks = [...new Set(one.marks)].toSorted((a, b) => a - b);
    one.byMark = one.marks.map(() => []);
  }
  for (const { reads, place } of members)
    for (const [one, marks] of reads)
      for (const mark of new Set(marks)) one.byMark[one.marks.indexOf(mark)]?.push(place);
  for (const one of measured) {
    const { readers, exact, marks, inFormula } = one.source;
    one.asked = {
      marks,
      inFormula,
      limit: readers.length === 0 || exact ? Infinity : Math.max(1, ...marks),
    };
  }
  const needs = measured.flatMap(neededBy);
  const history = (definitions?.history ?? []) as readonly HistoryDefinition[];
  const stored = attempt('history', () => storedEvents(needs, history)) ?? storedEvents(needs, []);

  const read = new Set([...facts.keys(), ...metrics.factsOfSessions]);

  return {
    definitions,
    segments: [...segmentIds],
    metrics: [...definedMetrics.keys()],
    facts: read,
    stored,
    disabled,
    metricHashes: metrics.hashes,
    shadow: new Set(members.filter(({ shadow }) => shadow).map(({ id }) => id)),
    measured,
    members,
    places,
    sources,
    timed: timed.length,
    factSources: facts,
    visit,
    clocks: timed.filter(({ metric }) => metric < 0),
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
    once: onceOf(definitions?.events, stored),
    stamp: 0,
  } satisfies Program as Plan;
}
