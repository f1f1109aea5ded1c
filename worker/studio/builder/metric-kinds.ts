/** Kinds of metrics as a person chooses among them, from their descriptions. */
import { KINDS, type Kind, SPECS, kindOf } from '../../../shared/metrics/specs.ts';
import type { Parameter } from '../../../shared/metrics/spec.ts';
import { english } from '../../../shared/reading/index.ts';
import { isObject } from './rows.ts';

const PHRASES: { readonly [key: string]: string } = english.words.metrics;
const { say, capital } = english;

/** "The sum of a property" */
function titleOf(kind: Kind): string {
  const phrase = PHRASES[kind] ?? PHRASES[kind === 'periods' ? 'day' : kind];
  if (phrase === undefined) return kind;
  const text = say(phrase, {
    did: 'did something',
    property: 'a property',
    window: '',
    by: 'property',
    p: 'p',
    formula: 'a formula',
  });
  return capital(
    text
      .replace(/ (over|of) each time that.*$/, '')
      .replace(/ \(each time.*$/, '')
      .trim(),
  );
}

export const KIND_NAMES: readonly (readonly [Kind, string])[] = KINDS.map((kind) => [
  kind,
  titleOf(kind),
]);

/** Something of the right form for a parameter to begin with. */
export function valueFor({ type, of = [], usual, from = 1 }: Parameter): unknown {
  switch (type) {
    case 'duration':
      return '30d';
    case 'name':
      return 'item_id';
    case 'text':
      return 'value';
    case 'whole':
      return typeof usual === 'number' ? usual : from;
    case 'number':
      return typeof usual === 'number' ? usual : from;
    case 'choice':
      return of.find((each) => each !== usual) ?? of[0];
    case 'metrics':
      return { figure: { count: 'page_view' } };
  }
}

/** Bounds that a metric keeps when it becomes one of another kind. */
const KEPT = ['name', 'where', 'within', 'after', 'orEver', 'before'];

/** A metric of another kind, about the same events and within the same bounds as far as that has a meaning. */
export function asKind(metric: unknown, kind: Kind): { readonly [key: string]: unknown } {
  const before: { readonly [key: string]: unknown } = isObject(metric) ? metric : {};
  const spec = SPECS[kind];
  const required = Object.entries(spec.parameters).flatMap(([key, parameter]) =>
    parameter.required ? [[key, before[key] ?? valueFor(parameter)] as const] : [],
  );
  const kept = KEPT.filter(
    (key) => before[key] !== undefined && (spec.takes !== 'formula' || key === 'name'),
  ).map((key) => [key, before[key]] as const);
  return {
    [kind]: takenFor(kind, before),
    ...Object.fromEntries(required),
    ...Object.fromEntries(kept),
  };
}

/** The first event that a metric is about. */
export function eventIn(metric: unknown): string {
  if (!isObject(metric)) return 'page_view';
  const kind = kindOf(metric);
  const [taken] = [kind && metric[kind]].flat() as readonly unknown[];
  if (typeof taken === 'string' && kind)
    return SPECS[kind].takes === 'property' ? (taken.split('.')[0] ?? taken) : taken;
  if (isObject(taken) && typeof taken['event'] === 'string') return taken['event'];
  return 'page_view';
}

function takenFor(kind: Kind, before: { readonly [key: string]: unknown }): unknown {
  const event = eventIn(before);
  const old = kindOf(before);
  switch (SPECS[kind].takes) {
    case 'events':
      return old && SPECS[old].takes === 'events' ? before[old] : event;
    case 'property':
      return old && SPECS[old].takes === 'property'
        ? before[old]
        : `${event === '*' ? 'purchase' : event}.${SPECS[kind].numeric ? 'value' : 'item_id'}`;
    case 'steps':
      return [{ event: event === '*' ? 'page_view' : event }, { event: 'purchase' }];
    case 'condition':
      return { 'session.pages': { $gte: 2 } };
    case 'formula':
      return { add: [1, 1] };
  }
}
