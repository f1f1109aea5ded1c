/** The facts that a condition may read, with their words. */
import {
  FIXED_FACTS,
  type FactType,
  factsOf,
  metricType,
} from '../../../shared/definitions/index.ts';
import type { Definitions, MetricDefinition } from '../../../shared/definitions/types.ts';
import { english, readerOf } from '../../../shared/reading/index.ts';
import { inWords } from '../../../shared/reading/called.ts';
import { surveysOf, textOf } from './known-values.ts';

export interface FactOption {
  readonly fact: string;
  readonly words: string;
  readonly group: string;
  readonly type: FactType;
}

const GROUPS: { readonly [space: string]: string } = {
  metric: 'What they did',
  segment: 'Segments',
  trait: 'What they or the site declared',
  until: 'What they or the site declared',
  since: 'What they or the site declared',
  anniversary: 'What they or the site declared',
  session: 'This visit',
  visitor: 'The visitor',
  source: 'Where they came from',
  geo: 'Place',
  device: 'Device',
  page: 'This page',
  now: 'Time',
};
const ORDER = [...new Set(Object.values(GROUPS))];
const { words, say, quote, capital } = english;
const FACTS: { readonly [fact: string]: string } = words.facts;
const SOURCES: { readonly [field: string]: string } = words.sources;
const TOUCHES: { readonly [touch: string]: string } = words.touches;

const MOST = 64;
/** Ids of metrics that the builder made begin so. */
export const MADE = 'did_';

/** Titles by what they are of: most metrics are the same after an edit. */
const titles = new Map<string, string>();
/** And those of one document, which several fields ask for. */
const ofThese = new WeakMap<Definitions, Map<string, string>>();
const MOST_TITLES = 2000;

/** How a metric is called: by its name, or by what it is. */
export function metricTitle(id: string, definitions: Definitions): string {
  const metric = definitions.metrics?.[id];
  if (metric?.name !== undefined) return metric.name;
  if (metric === undefined) return id;
  const here = ofThese.get(definitions) ?? new Map<string, string>();
  const title = here.get(id) ?? knownTitle(id, metric, definitions);
  ofThese.set(definitions, here.set(id, title));
  return title;
}

function knownTitle(id: string, metric: MetricDefinition, definitions: Definitions): string {
  const text = JSON.stringify(metric);
  // It is called by the names of segments where these are entered and left.
  if (/"(enter|leave):/.test(text)) return titleOf(id, metric, definitions);
  const key = `${id} ${text}`;
  const title = titles.get(key) ?? titleOf(id, metric, definitions);
  if (titles.size > MOST_TITLES) titles.clear();
  titles.set(key, title);
  return title;
}

function titleOf(id: string, metric: MetricDefinition, definitions: Definitions): string {
  const plain = capital(inWords(id));
  // What it is, where that is said in a few words.
  if ('formula' in metric) return plain;
  // An id that somebody chose says more than its steps.
  if ('sequence' in metric)
    return (id.startsWith(MADE) ? stepsTitle(metric.sequence) : null) ?? plain;
  try {
    const { text, parts } = readerOf(definitions).metric(metric);
    return parts === undefined && text.length <= MOST ? capital(text) : plain;
  } catch {
    // It is not whole yet.
    return plain;
  }
}

/** "Looked at a product, then bought something"; null where that is not all, or too long. */
function stepsTitle(steps: unknown): string | null {
  const did: { readonly [event: string]: string } = words.did;
  const said = (Array.isArray(steps) ? (steps as readonly unknown[]) : []).map((step) => {
    if (typeof step !== 'object' || step === null) return null;
    const { event, not } = step as { readonly event?: unknown; readonly not?: unknown };
    const [name, before] = event === undefined ? [not, 'not: '] : [event, ''];
    return typeof name === 'string' ? `${before}${did[name] ?? name}` : null;
  });
  const text = said.join(', then ').replaceAll(', then not: ', ', not: ');
  return said.length === 0 || said.includes(null) || text.length > MOST ? null : capital(text);
}

function wordsOf(fact: string, definitions: Definitions): string {
  const [space = '', ...rest] = fact.split('.');
  const id = rest.join('.');
  if (space === 'metric') return metricTitle(id, definitions);
  if (space === 'segment') return `In ${quote(definitions.segments[id]?.name ?? id)}`;
  const [survey] = space === 'trait' ? surveysOf(id, definitions) : [];
  if (survey) return `The answer to ${quote(textOf(survey['question']) || id)}`;
  if (space === 'trait' || space === 'until' || space === 'since' || space === 'anniversary')
    return capital(say(words[space], { name: quote(id) }));
  const [touch = '', field = ''] = rest;
  const touched = TOUCHES[touch];
  if (space === 'source' && touched !== undefined)
    return capital(say(touched, { name: SOURCES[field] ?? field }));
  return capital(FACTS[fact] ?? fact);
}

/** Of a segment, or of what leaves one out; it may not read itself. */
export function visitorFacts(definitions: Definitions, self?: string): readonly FactOption[] {
  return optionsOf(
    [...factsOf(definitions)].filter(([fact]) => fact !== `segment.${self}`),
    definitions,
  );
}

/** Of one visit, with the figures that are made for each. */
export function sessionFacts(
  definitions: Definitions,
  each: { readonly [id: string]: MetricDefinition } = {},
): readonly FactOption[] {
  return optionsOf(
    [
      ...[...FIXED_FACTS].filter(([fact]) => fact.startsWith('session.')),
      ...Object.entries(each).map(([id, metric]) => [`metric.${id}`, metricType(metric)] as const),
    ],
    { ...definitions, metrics: each },
  );
}

/** What a property is said to be, where its name tells; any other is whatever it holds. */
export const EVENT_FACTS: readonly FactOption[] = [
  { fact: 'time.hour', words: capital(words.eventHour), group: 'Time', type: 'number' },
  { fact: 'time.weekday', words: capital(words.eventWeekday), group: 'Time', type: 'number' },
  {
    fact: 'session.number',
    words: capital(words.eventSession),
    group: 'This visit',
    type: 'number',
  },
];

function optionsOf(
  facts: readonly (readonly [string, FactType])[],
  definitions: Definitions,
): readonly FactOption[] {
  const options = facts.map(([fact, type]) => ({
    fact,
    type,
    words: wordsOf(fact, definitions),
    group: GROUPS[fact.split('.')[0] ?? ''] ?? 'Other',
  }));
  const times = new Map<string, number>();
  for (const { words: said } of options) times.set(said, (times.get(said) ?? 0) + 1);
  return options
    .map((option) =>
      (times.get(option.words) ?? 0) > 1
        ? { ...option, words: `${option.words} (${option.fact.replace(/^\w+\./, '')})` }
        : option,
    )
    .toSorted((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
}

/** Events that have words of their own, by their names: "Looked at a product". */
export const EVENT_NAMES: readonly (readonly [event: string, words: string])[] = Object.entries(
  words.did as { readonly [event: string]: string },
).map(([event, text]) => [event, capital(text)]);

/** Properties that the usual events carry. */
export const PROPERTIES: readonly string[] = [
  'item_id',
  'item_name',
  'item_brand',
  'item_category',
  'item_variant',
  'price',
  'quantity',
  'value',
  'currency',
  'coupon',
  'promotion_id',
  'search_term',
  'results',
  'page_path',
  'page_title',
  'method',
  'link_url',
  'form_id',
  'video_title',
  'percent_scrolled',
  'engagement_time_msec',
];
