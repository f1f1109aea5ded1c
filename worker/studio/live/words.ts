/** Definitions in plain words. What has no words yet is shown as it is written, never left out. */
import { durationText } from '../../../shared/definitions/duration-text.ts';
import type {
  Condition,
  Definitions,
  Json,
  MetricDefinition,
  MetricOf,
  SequenceStep,
  Window,
} from '../../../shared/definitions/types.ts';
import { WORDS } from '../../../shared/metrics/all-words.ts';
import { SPECS, kindOf, specOf } from '../../../shared/metrics/specs.ts';

/** "30d" as "30 days"; any other value as it would be written. */
export function valueText(value: Json): string {
  if (typeof value === 'string') {
    return durationText(value) ?? `“${value}”`;
  }
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return JSON.stringify(value);
}

const FACTS: { readonly [fact: string]: string } = {
  'session.number': 'the visit’s number',
  'session.pages': 'pages in this visit',
  'session.duration': 'the length of this visit',
  'geo.country': 'the country',
  'geo.region': 'the region',
  'geo.city': 'the town',
  'device.type': 'the kind of device',
  'device.language': 'the language',
  'now.hour': 'the hour',
  'now.weekday': 'the day of the week',
  'visitor.daysActive': 'days with a visit',
  'visitor.sessions': 'visits',
  'visitor.away': 'time away before this visit',
};

function factText(fact: string, definitions: Definitions): string {
  const [space, ...rest] = fact.split('.');
  const id = rest.join('.');
  if (space === 'metric')
    return definitions.metrics?.[id] ? `“${metricName(id, definitions)}”` : fact;
  if (space === 'trait') return `what they said about “${id}”`;
  return FACTS[fact] ?? fact;
}

const metricName = (id: string, definitions: Definitions) => definitions.metrics?.[id]?.name ?? id;

const OPERATORS: { readonly [operator: string]: string } = {
  $eq: 'is',
  $ne: 'is not',
  $gt: 'is more than',
  $gte: 'is at least',
  $lt: 'is less than',
  $lte: 'is at most',
  $in: 'is one of',
  $nin: 'is none of',
  $all: 'has all of',
  $regex: 'matches',
};

function clauseText(fact: string, expected: Json | Condition, definitions: Definitions): string {
  if (fact.startsWith('segment.') && typeof expected === 'boolean') {
    const id = fact.slice('segment.'.length);
    return `the visitor is ${expected ? '' : 'not '}in “${definitions.segments[id]?.name ?? id}”`;
  }
  const name = factText(fact, definitions);
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return `${name} is ${valueText(expected as Json)}`;
  return Object.entries(expected)
    .map(([operator, operand]) => {
      if (operator === '$exists') return `${name} is ${operand ? 'known' : 'not known'}`;
      if (operator === '$not')
        return `not: ${clauseText(fact, operand as Json | Condition, definitions)}`;
      const words = OPERATORS[operator];
      return words
        ? `${name} ${words} ${valueText(operand as Json)}`
        : `${name} ${operator} ${JSON.stringify(operand)}`;
    })
    .join(' and ');
}

/** "“Different products seen” is at least 5, and “Put in the basket” is 0" */
export function conditionText(condition: Condition, definitions: Definitions): string {
  const parts = Object.entries(condition).map(([key, value]) => {
    const several = () =>
      (value as readonly Condition[]).map((part) => conditionText(part, definitions));
    if (key === '$and') return several().join(', and ');
    if (key === '$or') return several().join('; or ');
    if (key === '$nor') return `none of: ${several().join('; ')}`;
    if (key === '$not') return `not: ${conditionText(value as Condition, definitions)}`;
    return clauseText(key, value as Json | Condition, definitions);
  });
  return parts.length === 0 ? 'always' : parts.join(', and ');
}

function windowText(window: Window | undefined): string {
  if (window === undefined) return 'ever';
  if (window === 'session') return 'in this visit';
  if (window === 'today') return 'today';
  if (window === 'week' || window === 'month') return `this ${window}`;
  if (typeof window === 'string') return `in the last ${valueText(window)}`;
  if ('sessions' in window)
    return window.sessions === 1 ? 'in this visit' : `in the last ${window.sessions} visits`;
  if ('from' in window) return `from ${window.from} to ${window.to}`;
  if ('first' in window) return `in the first ${valueText(window.first)} of a visitor`;
  return `in ${valueText(window.length)}, ending ${valueText(window.ago)} ago`;
}

const eventsText = (events: string | readonly string[]) =>
  typeof events === 'string' ? events : events.join(' or ');

function stepText(step: SequenceStep): string {
  if ('not' in step)
    return `no ${eventsText(step.not as string)}${step.for ? ` for ${valueText(step.for)}` : ''}`;
  if ('anyOrder' in step) return `in any order: ${step.anyOrder.map(stepText).join(', ')}`;
  return eventsText(step.event);
}

const stepsText = (steps: readonly SequenceStep[]) => steps.map(stepText).join(', then ');

/** What a member of a metric says. */
function memberText(key: string, value: unknown): string {
  if (key === 'sequence') return stepsText(value as readonly SequenceStep[]);
  if (Array.isArray(value)) return eventsText(value);
  return typeof value === 'string' && durationText(value) === null
    ? value
    : valueText(value as Json);
}

/** Of which events, and when. */
function boundsText(metric: Exclude<MetricDefinition, MetricOf<'formula'>>): string {
  const { where, within, after, orEver, before } = metric;
  const isAnyTime = within === undefined && specOf(metric)?.value === 'duration';
  return [
    where && Object.keys(where).length > 0 ? `where ${JSON.stringify(where)}` : '',
    isAnyTime ? '' : windowText(within),
    after ? `after ${stepsText(after.sequence)}${orEver ? ', if that ever was' : ''}` : '',
    before ? `before ${stepsText(before.sequence)}` : '',
  ]
    .map((part) => (part === '' ? '' : `, ${part}`))
    .join('');
}

/** "how often view_item happened, in the last 7 days" */
export function metricText(metric: MetricDefinition): string {
  const kind = kindOf(metric);
  if (kind === undefined) return JSON.stringify(metric);
  const said = metric as { readonly [key: string]: unknown };
  const text = (key: string): string =>
    memberText(key, said[key] ?? SPECS[kind].parameters[key]?.usual);
  const what = WORDS[kind].sentence
    .replace(/\[([^\]]*\{(\w+)\}[^\]]*)\]/g, (_, part: string, key: string) =>
      said[key] === undefined ? '' : part,
    )
    .replace(/\{(\w+)\}/g, (_, key: string) => text(key));
  return 'formula' in metric ? what : what + boundsText(metric);
}
