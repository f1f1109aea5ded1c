import type { Definitions, MetricDefinition } from '../definitions/types.ts';
import { compile } from '../engine/index.ts';
import { kinds } from '../metrics/kinds.ts';
import { factsInFormula, selectorsOf } from '../metrics/specs.ts';
import { factsIn } from './facts-read.ts';
import { PAGE_EVENTS } from './page-events.ts';

/** What one metric or fact needs of a log. */
export interface Need {
  /** `metric.ID`, or a fact of the visit. */
  readonly fact: string;
  /** Names of events, each a list of which one is enough. */
  readonly events: readonly (readonly string[])[];
  /** Properties, each a list of names of which one is enough. */
  readonly properties: readonly (readonly string[])[];
}

/** Facts of the visit that rest on events of their own. */
const OF_VISIT: { readonly [fact: string]: Omit<Need, 'fact'> } = {
  'session.pages': { events: [['page_view']], properties: [] },
  'session.landing': { events: [['page_view']], properties: [['page_path', 'page_location']] },
  'session.engaged': { events: [['user_engagement']], properties: [['engagement_time_msec']] },
};

/** What holds of a log that has only some events, as one of orders has: visits cannot be told by them. */
export interface Partly {
  readonly isPartial?: boolean;
}

/** Facts that rest on every event of a visitor. */
const OF_ALL = /^(session\..+|visitor\.(sessions|daysActive|firstSeen|age|away))$/s;
const EVERY_EVENT: Omit<Need, 'fact'> = { events: [['*']], properties: [] };

/** What definitions need of a log, for each metric and fact of the visit that they read. */
export function needsOf(
  definitions: Definitions,
  { isPartial = false }: Partly = {},
): readonly Need[] {
  const { metrics = {}, segments, savedGroups } = definitions;
  const facts = new Set<string>();
  for (const { when, exclude, excludeEver } of Object.values(segments))
    for (const condition of [when, exclude, excludeEver])
      if (condition) factsIn(condition).forEach((fact) => facts.add(fact));
  const ofMetrics = Object.entries(metrics).map(([id, metric]): Need => {
    if ('formula' in metric) factsInFormula(metric.formula).forEach((fact) => facts.add(fact));
    return { fact: `metric.${id}`, ...ofMetric(metric, savedGroups) };
  });
  const ofAll = isPartial
    ? [
        ...Object.entries(metrics)
          .filter(([, metric]) => readsAll(metric))
          .map(([id]) => `metric.${id}`),
        ...[...facts].filter((fact) => OF_ALL.test(fact)),
      ]
    : [];
  return [
    ...ofMetrics,
    ...[...facts].flatMap((fact) => (OF_VISIT[fact] ? [{ fact, ...OF_VISIT[fact] }] : [])),
    ...ofAll.map((fact) => ({ fact, ...EVERY_EVENT })),
  ];
}

function ofMetric(
  metric: MetricDefinition,
  savedGroups: Definitions['savedGroups'],
): Omit<Need, 'fact'> {
  if ('formula' in metric) return { events: [], properties: [] };
  if ('sessions' in metric) {
    // Each visit is asked the same questions.
    const facts = factsIn(metric.sessions).flatMap((fact) => OF_VISIT[fact] ?? []);
    const each = Object.values(metric.each ?? {}).map((one) => ofMetric(one, savedGroups));
    return {
      events: [...facts, ...each].flatMap(({ events }) => events),
      properties: [...facts, ...each].flatMap(({ properties }) => properties),
    };
  }
  // What tells one event from its copies is not missed: without it each is another one.
  const events = Object.fromEntries(
    [...selectorsOf(metric).flat(), 'purchase', 'refund'].map((name) => [name, { id: false }]),
  );
  const only = { metrics: { metric }, segments: {}, events, ...(savedGroups && { savedGroups }) };
  const { stored } = compile(only as unknown as Definitions, kinds);
  const paths = new Set([...stored.values()].flatMap(({ properties }) => properties));
  return {
    events: selectorsOf(metric).filter((names) => names.every(isOfLog)),
    properties: [...paths].flatMap((path) => {
      // Of `item_id` the engine reads `items.item_id` too.
      if (path.startsWith('items.') && paths.has(path.slice('items.'.length))) return [];
      return [path.startsWith('item_') ? [path, `items.${path}`] : [path]];
    }),
  };
}

/** Whether a metric asks visits, or every event. */
const readsAll = (metric: MetricDefinition): boolean =>
  'sessions' in metric ||
  selectorsOf(metric)
    .flat()
    .some((name) => name === '*' || PAGE_EVENTS.some((one) => one === name));

const isOfLog = (name: string): boolean => name !== '*' && !/^(enter|leave):/.test(name);
