/** What depends on what: cycles, and what nothing needs. */
import type {
  Definitions,
  EventSelector,
  Formula,
  MetricDefinition,
  SequenceDefinition,
  MetricOf,
} from '../types.ts';
import { countedEvents, transitionOf } from './events.ts';
import { formulaFacts } from './formulas.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { clauses, operators, segmentConditions } from './walk.ts';

/** `segment:x` or `metric:x`, with the place that names it. */
type Dependencies = Map<string, { readonly on: string; readonly path: IssuePath }[]>;

export const checkReferences = (definitions: Definitions, report: Reporter): void => {
  const dependencies = dependenciesOf(definitions);
  checkCycles(dependencies, report);
  checkUnused(definitions, dependencies, report);
};

/** What everything reads, by `segment:ID`, `metric:ID`, `trait:ID`; a saved group is `group:ID`. */
export const dependenciesOf = (definitions: Definitions): Dependencies => {
  const dependencies: Dependencies = new Map();
  const add = (from: string, on: string | undefined, path: IssuePath) => {
    if (on === undefined) return;
    const known = dependencies.get(from) ?? [];
    known.push({ on, path });
    dependencies.set(from, known);
  };
  for (const [id, segment] of Object.entries(definitions.segments))
    for (const { condition, path } of segmentConditions(id, segment))
      for (const clause of clauses(condition, path)) {
        add(`segment:${id}`, target(clause.fact), clause.path);
        for (const { name, expected, path: at } of operators(clause.operand, clause.path))
          if (name.endsWith('Group')) add(`segment:${id}`, `group:${String(expected)}`, at);
      }
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    for (const { on, path } of metricDependencies(metric, ['metrics', id]))
      add(`metric:${id}`, on, path);
  // The first segment of a group that holds takes the visitor: each later one depends on those before.
  for (const [id, group] of Object.entries(definitions.groups ?? {}))
    group.segments.forEach((segment, i) => {
      const before = group.segments[i - 1];
      if (before !== undefined && before !== segment)
        add(`segment:${segment}`, `segment:${before}`, ['groups', id, 'segments', i]);
    });
  return dependencies;
};

const target = (fact: string): string | undefined => {
  const [, namespace, id] =
    /^(segment|metric|trait|until|since|anniversary)\.(.+)$/.exec(fact) ?? [];
  if (id === undefined) return undefined;
  return `${/^(until|since|anniversary)$/.test(namespace ?? '') ? 'trait' : namespace}:${id}`;
};

function* metricDependencies(
  metric: MetricDefinition,
  path: IssuePath,
): Generator<{ readonly on: string; readonly path: IssuePath }> {
  if ('formula' in metric) {
    for (const { fact, path: at } of formulaFacts(metric.formula as Formula, [
      ...path,
      'formula',
    ])) {
      const on = target(fact);
      if (on !== undefined) yield { on, path: at };
    }
    return;
  }
  const counted = countedEvents(metric);
  if (counted !== undefined) yield* transitions(counted.events, [...path, counted.key]);
  const sequences: readonly (readonly [SequenceDefinition | undefined, IssuePath])[] = [
    ['sequence' in metric ? metric : undefined, path],
    [metric.after, [...path, 'after']],
    [metric.before, [...path, 'before']],
  ];
  for (const [definition, at] of sequences)
    for (const [i, step] of (definition?.sequence ?? []).entries()) {
      const here = [...at, 'sequence', i];
      if ('anyOrder' in step)
        for (const inner of step.anyOrder) yield* transitions(inner.event, here);
      else yield* transitions('not' in step ? step.not : step.event, here);
    }
  if ('each' in metric)
    for (const [id, part] of Object.entries(metric.each ?? {}))
      // Formulas of a session read its own metrics.
      if (!('formula' in part)) yield* metricDependencies(part, [...path, 'each', id]);
  // Conditions inside name event properties, but for saved groups.
  for (const condition of conditionsIn(metric, path))
    for (const clause of clauses(condition.condition, condition.path))
      for (const { name, expected, path: at } of operators(clause.operand, clause.path))
        if (name.endsWith('Group')) yield { on: `group:${String(expected)}`, path: at };
}

function* transitions(
  events: EventSelector | undefined,
  path: IssuePath,
): Generator<{ readonly on: string; readonly path: IssuePath }> {
  for (const event of typeof events === 'string' ? [events] : (events ?? [])) {
    const id = transitionOf(event);
    if (id !== undefined) yield { on: `segment:${id}`, path };
  }
}

/** Every `where` and `sessions` of a metric, at any depth. */
function* conditionsIn(
  value: unknown,
  path: IssuePath,
): Generator<{ readonly condition: unknown; readonly path: IssuePath }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'where' || key === 'sessions') yield { condition: inner, path: at };
    else yield* conditionsIn(inner, at);
  }
}

const checkCycles = (dependencies: Dependencies, report: Reporter): void => {
  const done = new Set<string>();
  const reported = new Set<string>();
  /** From where the walk began to where it is, and the place of each in it. */
  const trail: string[] = [];
  const places = new Map<string, number>();
  const visit = (node: string): void => {
    if (done.has(node)) return;
    places.set(node, trail.length);
    trail.push(node);
    for (const { on, path } of dependencies.get(node) ?? []) {
      const start = places.get(on);
      if (start === undefined) visit(on);
      else {
        // The walk comes to each but once: its ends tell one circle from all others.
        const id = `${on}\n${node}`;
        if (reported.has(id)) continue;
        reported.add(id);
        const length = trail.length - start + 1;
        const names = (
          length > 8
            ? [...trail.slice(start, start + 4), '…', ...trail.slice(-2), on]
            : [...trail.slice(start), on]
        ).map((name) => name.replace(':', '.'));
        report.error(
          'cycle',
          path,
          `This closes a circle: ${names.join(' needs ')}. Remove one of the links.`,
        );
      }
    }
    trail.pop();
    places.delete(node);
    done.add(node);
  };
  for (const node of dependencies.keys()) visit(node);
};

const checkUnused = (
  definitions: Definitions,
  dependencies: Dependencies,
  report: Reporter,
): void => {
  const used = new Set<string>();
  const visit = (node: string): void => {
    if (used.has(node)) return;
    used.add(node);
    dependencies.get(node)?.forEach(({ on }) => visit(on));
  };
  Object.keys(definitions.segments).forEach((id) => visit(`segment:${id}`));
  for (const { metric } of Object.values(definitions.histograms ?? {})) visit(`metric:${metric}`);
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    if ('sessions' in metric) checkUnusedEach(metric, ['metrics', id, 'each'], report);
  const sections = [
    ['metrics', 'metric', 'its events are kept on every device for nothing but covey.metrics()'],
    ['traits', 'trait', 'it would be kept for nothing'],
    ['savedGroups', 'group', 'it is public and read by nothing'],
  ] as const;
  const asked = new Map(
    Object.entries(definitions.surveys ?? {}).map(([id, { trait }]) => [trait, id]),
  );
  for (const [section, kind, why] of sections)
    for (const id of Object.keys(definitions[section] ?? {})) {
      const survey = section === 'traits' ? asked.get(id) : undefined;
      if (used.has(`${kind}:${id}`)) continue;
      if (survey !== undefined)
        report.warn(
          'unread-answers',
          ['surveys', survey, 'trait'],
          `No segment reads "${id}", so answers to this question are not stored, and visitors are asked for nothing. Make a segment of an answer ("trait.${id}"), or remove the question.`,
        );
      else
        report.warn(
          'unused',
          [section, id],
          `No segment${section === 'metrics' ? ' or histogram' : ''} needs "${id}": ${why}. Remove it, or use it.`,
          'key',
        );
    }
};

/** Metrics of one session that neither the condition nor a formula beside them reads. */
const checkUnusedEach = (
  { sessions, each }: MetricOf<'sessions'>,
  path: IssuePath,
  report: Reporter,
): void => {
  const read = new Set(clauses(sessions, []).map(({ fact }) => fact));
  for (const part of Object.values(each ?? {}))
    if ('formula' in part) for (const { fact } of formulaFacts(part.formula, [])) read.add(fact);
  for (const id of Object.keys(each ?? {}))
    if (!read.has(`metric.${id}`))
      report.warn(
        'unused',
        [...path, id],
        `"sessions" does not read "${id}": its events are kept for nothing. Remove it, or compare "metric.${id}".`,
        'key',
      );
};
