import type { LogNeed, Subscription } from './metric.ts';
import { CompileError } from '../values/values.ts';
import type { Predicate } from './predicate.ts';

/** Collects which events one metric reads, with all its parts, and what a log must keep of them. */
export interface Inputs {
  /** The bit of the events that meet the condition; equal subscriptions share it. */
  readonly subscribe: (selector: unknown, where: unknown, forMs: number) => number;
  /** Properties of events that a log must keep for so long, beside those that conditions read. */
  readonly need: (names: readonly string[], paths: readonly string[], forMs: number) => void;
  readonly predicate: (where: unknown) => Predicate | null;
  readonly list: Subscription[];
  readonly needs: LogNeed[];
  /** Facts of the session that are read with each event. */
  readonly facts: Set<string>;
}

/** Of an event that the engine makes itself: somebody enters a segment, or leaves it. */
export const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

export const eventNames = (selector: unknown): readonly string[] => {
  const names: readonly unknown[] = Array.isArray(selector) ? selector : [selector];
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && name !== ''))
    throw new CompileError('bad event');
  return [...new Set(names as readonly string[])].toSorted();
};

/** Both conditions, where there are two. */
export const both = (one: unknown, other: unknown): unknown =>
  one === undefined || other === undefined ? (one ?? other) : { $and: [one, other] };

export const makeInputs = (predicateOf: (where: unknown) => Predicate): Inputs => {
  const list: Subscription[] = [];
  const needs: LogNeed[] = [];
  const predicate = (where: unknown): Predicate | null =>
    where === undefined ? null : predicateOf(where);
  const need = (names: readonly string[], paths: readonly string[], forMs: number): void =>
    void needs.push({ names, paths, forMs });
  return {
    list,
    needs,
    facts: new Set(),
    predicate,
    need,
    subscribe(selector, condition, forMs) {
      const names = eventNames(selector);
      const where = predicate(condition);
      need(names, where?.paths ?? [], forMs);
      const known = list.find((one) => one.where === where && `${one.names}` === `${names}`);
      if (known) return known.bit;
      if (list.length > 30) throw new CompileError('more than 31 kinds of event');
      const bit = 1 << list.length;
      list.push({ names, where, bit });
      return bit;
    },
  };
};
