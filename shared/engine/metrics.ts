import { fold } from './fold.ts';
import { type KindName, kinds } from './kinds.ts';
import type { Metric, Need, Subscription } from './metric.ts';
import { sequenceMetric } from './sequence-metric.ts';
import { compileSteps } from './sequence-steps.ts';
import { Problem } from './values.ts';
import { type Predicate, property } from './where.ts';
import { compileWindow } from './window.ts';

export type Definition = { readonly [key: string]: unknown };

/** What metrics of one plan share. */
export interface Shared {
  readonly predicate: (where: unknown) => Predicate | null;
}

/** Kinds that select whole events, and those that select a property. */
const OF_EVENTS = ['count', 'since'];
const OF_PROPERTIES = ['sum', 'distinct', 'first', 'last'];

/** A metric of events. Throws a Problem where the definition has no meaning. */
export const compileMetric = (definition: Definition, shared: Shared): Metric => {
  const is = (kind: string): boolean => definition[kind] !== undefined;
  const found = [...OF_EVENTS, ...OF_PROPERTIES, 'sequence'].filter(is);
  if (found.length !== 1)
    throw new Problem(
      found.length === 0
        ? 'nothing to measure: a metric needs one of count, sum, since and so on'
        : `a metric measures one thing, not ${found.join(' and ')}`,
    );
  const [kind] = found as [string];
  const { where: condition, within } = definition;
  const window = compileWindow(within);
  if (kind === 'sequence') return compileSequence(definition, shared);
  const where = shared.predicate(condition);
  const value = OF_EVENTS.includes(kind) ? null : selected(definition[kind]);
  const name = kind === 'since' && definition['of'] === 'first' ? 'sinceFirst' : (kind as KindName);
  return fold({
    kind: kinds[name],
    window,
    value: value && property(value.property),
    where,
    names: value ? [value.event] : eventNames(definition[kind]),
  });
};

/** `event.property`: the event's name ends at the first dot. */
const selected = (selector: unknown): { readonly event: string; readonly property: string } => {
  const parts = typeof selector === 'string' ? /^([^.]+)\.(.+)$/s.exec(selector) : null;
  if (!parts)
    throw new Problem(`${JSON.stringify(selector)} names no property: write "event.property"`);
  return { event: parts[1] as string, property: parts[2] as string };
};

export const eventNames = (selector: unknown): readonly string[] => {
  const names: readonly unknown[] = Array.isArray(selector) ? selector : [selector];
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && name !== ''))
    throw new Problem('an event is named by text: one name, or a list of them');
  return [...new Set(names as readonly string[])].sort();
};

const compileSequence = (definition: Definition, shared: Shared): Metric => {
  const window = compileWindow(definition['within']);
  const subscriptions: Subscription[] = [];
  const needs: Need[] = [];
  const keys: string[] = [];
  const everyStep = definition['where'];
  const matcher = (selector: unknown, where: unknown): number => {
    const names = eventNames(selector);
    const predicate = shared.predicate(
      where === undefined || everyStep === undefined
        ? (where ?? everyStep)
        : { $and: [where, everyStep] },
    );
    const key = `${JSON.stringify(names)}${predicate?.key ?? ''}`;
    let place = keys.indexOf(key);
    if (place < 0) {
      place = keys.push(key) - 1;
      if (place > 30) throw new Problem('a sequence tells up to 31 kinds of event apart');
      subscriptions.push({ names, where: predicate, bit: 1 << place });
      needs.push({ names, paths: predicate?.paths ?? [], forMs: window.forMs });
    }
    return 1 << place;
  };
  const steps = compileSteps(definition, matcher);
  // Which event comes next can only be seen in a log of all events.
  if (steps.usesNext) needs.push({ names: ['*'], paths: [], forMs: window.forMs });
  return sequenceMetric(steps, window, subscriptions, needs);
};
