import type { Window } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, type Scope, anyEvent } from '../events.ts';
import { type Step, sequence } from '../sequences.ts';
import { anySession } from '../sessions.ts';
import { allOf, and, someOf } from '../tree.ts';

/** What is asked of one hit, with what can only be asked around it. */
export interface Hits {
  readonly test: EventTest;
  /** `datetime-within`. */
  readonly within?: Window;
  /** Before or after a sequence. */
  readonly bound?: Bound;
  /** What is asked of the visit that the hit is in. */
  readonly visit?: OfVisit;
}
export type OfVisit = (session: Scope) => Answer | null;
export interface Bound {
  readonly side: 'before' | 'after';
  readonly steps: readonly Step[];
  readonly scope?: 'session';
}

/** All of these are asked of one hit. */
export const allHits = (ctx: Context, at: At, parts: readonly (Hits | null)[]): Hits | null => {
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  const windows = found.flatMap(({ within }) => (within === undefined ? [] : [within]));
  const bounds = found.flatMap(({ bound }) => (bound === undefined ? [] : [bound]));
  if (windows.length > 1 || bounds.length > 1)
    return ctx.refuse('too-complex', at, 'Two date ranges, or two sequences, bound the same hits.');
  const [within] = windows;
  const [bound] = bounds;
  const visits = found.flatMap(({ visit }) => (visit === undefined ? [] : [visit]));
  return {
    ...(visits.length > 0 && {
      visit: (session: Scope) => allOf(visits.map((visit) => visit(session))),
    }),
    test: and(found.map(({ test }) => test)),
    ...(within !== undefined && { within }),
    ...(bound && { bound }),
  };
};

/** The test alone, for places that can say nothing of dates and sequences around a hit. */
export const plainTest = (ctx: Context, at: At, hits: Hits | null): EventTest | null => {
  if (hits === null) return null;
  return hits.within === undefined && hits.bound === undefined && hits.visit === undefined
    ? hits.test
    : ctx.refuse(
        'unsupported',
        at,
        'A date range, a visit around a hit, or "only before" or "only after" a sequence, can be asked of hits beside other conditions only: not inside "or", "without" or a checkpoint.',
      );
};

/** Holds where there is such a hit. */
export const anyHit = (ctx: Context, scope: Scope, at: At, hits: Hits): Answer | null => {
  const { visit, ...others } = hits;
  if (visit !== undefined) {
    const both = (session: Scope) => allOf([visit(session), anyHit(ctx, session, at, others)]);
    return scope.kind === 'session' ? both(scope) : anySession(ctx, scope, at, both);
  }
  const { test, within, bound } = others;
  if (within !== undefined && scope.kind === 'session')
    return ctx.refuse(
      'unsupported',
      at,
      'A date range inside a visit. Ask for the date beside the visit.',
    );
  if (bound === undefined) return anyEvent(ctx, scope, at, test, within);
  if (within !== undefined)
    return ctx.refuse(
      'unsupported',
      at,
      'A date range beside "only before" or "only after" a sequence: the dates would be asked of the sequence too.',
    );
  const options = {
    ...(bound.scope && scope.kind === 'visitor' && { scope: bound.scope }),
  };
  // The hit at the sequence's own end belongs to what is before (after) it.
  const { steps, side } = bound;
  if (test === true) return sequence(ctx, scope, at, steps, options);
  const inner = side === 'after' ? steps.at(-1) : steps[0];
  if (inner === undefined || !('test' in inner))
    return ctx.refuse(
      'unsupported',
      at,
      'Hits before or after a sequence that begins or ends with an exclusion or a logic group.',
    );
  const own = { ...inner, test: and([inner.test, test]) };
  return someOf(
    side === 'after'
      ? [
          sequence(ctx, scope, at, [...steps, { test }], options),
          sequence(ctx, scope, at, [...steps.slice(0, -1), own], options),
        ]
      : [
          sequence(ctx, scope, at, [{ test }, ...steps], options),
          sequence(ctx, scope, at, [own, ...steps.slice(1)], options),
        ],
  );
};
