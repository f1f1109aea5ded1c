import {
  type CoveyEvent,
  type HostFacts,
  type Membership,
  createEngine,
} from '../../../shared/engine/index.ts';
import { compile } from '../engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import type { DefinitionsFragment, ImportResult } from '../../../shared/importers/index.ts';
import { definitionsOf, documentOf } from './helpers.ts';

export const START = Date.UTC(2026, 10, 2, 8);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Visitor {
  readonly log: readonly CoveyEvent[];
  readonly facts?: HostFacts;
  /** When it is asked; just after the last event by default. */
  readonly now?: number;
}

/** `['purchase', 90, { value: 9 }]` is a purchase 90 minutes after the start. */
export type Short = readonly [name: string, minutes: number, props?: CoveyEvent['props']];

export const logOf = (...events: readonly Short[]): CoveyEvent[] =>
  events.map(([name, minutes, props]) => ({
    name,
    time: START + minutes * MINUTE,
    ...(props && { props }),
  }));

/** Whether a visitor is in the segment `id`, or in the only one that is not a helper of another. */
export const memberOf = (result: ImportResult, visitor: Visitor, id = 'a'): Membership =>
  memberIn(definitionsOf(result), visitor, id);

export const memberIn = (
  fragment: DefinitionsFragment,
  { log, facts, now }: Visitor,
  id = 'a',
): Membership => {
  const plan = compile(documentOf(fragment), kinds);
  if (plan.disabled.size > 0) throw new Error(JSON.stringify([...plan.disabled]));
  const engine = createEngine(plan, { offsetAt: () => 0 }, { now: START });
  engine.setFacts({ trait: {}, geo: {}, device: {}, source: {}, page: {}, ...facts });
  for (const event of log) engine.apply(event);
  engine.advance(now ?? (log.at(-1)?.time ?? START) + 1);
  return engine.member(id);
};

/** The sessions of a log: 30 minutes without an event end one. */
export const sessionsOf = (log: readonly CoveyEvent[]): CoveyEvent[][] => {
  const sessions: CoveyEvent[][] = [];
  for (const event of log) {
    const last = sessions.at(-1);
    const before = last?.at(-1);
    if (last && before && event.time - before.time < 30 * MINUTE) last.push(event);
    else sessions.push([event]);
  }
  return sessions;
};
