import type { Json, Window } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { At, Context } from '../context.ts';
import {
  type EventLeaf,
  type EventTest,
  type Scope,
  aggregate,
  anyEvent,
  eventCount,
} from '../events.ts';
import { anySession } from '../sessions.ts';
import { type Tree, leaf, resolve, someOf } from '../tree.ts';
import { type Ga4Clause, type Ga4Expression, isFact, testOfEvent } from './expressions.ts';

/** The expression about the visitor: each clause met by any event of any session. */
export const acrossSessions = (
  ctx: Context,
  scope: Scope,
  expression: Ga4Expression,
): Answer | null =>
  each(ctx, expression, (clause) => {
    const { at, what, days, ever } = clause;
    if (what.kind === 'event' && isFact(what.test)) {
      const fact = anyEvent(ctx, scope, at, what.test);
      if (fact === null || (days === undefined && !ever)) return fact;
      if (!ever) wholeDays(ctx, at);
      return remembered(ctx, at, fact, ever ? 'forever' : `${days ?? 1}d`);
    }
    // What happened once in some period has happened.
    if (what.kind === 'event')
      return anyEvent(ctx, scope, at, what.test, ever ? undefined : inDays(ctx, at, days));
    const answer = numeric(ctx, scope, clause, inDays(ctx, at, days));
    const stays = days === undefined && what.kind === 'count' && onlyGrows(what.operand);
    return answer === null || !ever || stays ? answer : remembered(ctx, at, answer, 'forever');
  });

/** The same within one session. */
export const inSession = (ctx: Context, scope: Scope, expression: Ga4Expression): Answer | null =>
  each(ctx, expression, (clause) => {
    if (!withoutWindow(ctx, clause)) return null;
    const { at, what } = clause;
    return what.kind === 'event'
      ? anyEvent(ctx, scope, at, what.test)
      : numeric(ctx, scope, clause);
  });

/** The same of one event. */
export const ofOneEvent = (ctx: Context, expression: Ga4Expression): EventTest | null =>
  each(ctx, expression, (clause) => (withoutWindow(ctx, clause) ? testOfEvent(ctx, clause) : null));

const each = <M>(
  ctx: Context,
  expression: Ga4Expression,
  change: (clause: Ga4Clause) => Tree<M> | null,
): Tree<M> | null =>
  resolve<Ga4Clause, M>(expression, (clause) => {
    const found = change(clause);
    if (found !== null) for (const path of clause.paths) ctx.mapped(path);
    return found;
  });

const withoutWindow = (ctx: Context, { at, days, ever }: Ga4Clause): boolean => {
  if (days === undefined && !ever) return true;
  ctx.refuse(
    'invalid',
    at,
    'atAnyPointInTime and inAnyNDayPeriod go with the scope ACROSS_ALL_SESSIONS only.',
  );
  return false;
};

const numeric = (
  ctx: Context,
  scope: Scope,
  { at, what }: Ga4Clause,
  within?: Window,
): Answer | null => {
  if (what.kind === 'count') return eventCount(ctx, scope, at, what.test, what.operand, within);
  if (what.kind === 'sum')
    return aggregate(
      ctx,
      scope,
      at,
      { kind: 'sum', property: what.property },
      what.test,
      what.operand,
      within,
    );
  if (what.kind === 'event') return null;
  if (scope.kind === 'session')
    return ctx.refuse('unsupported', at, 'A session has no number of sessions.');
  return anySession(ctx, scope, at, (session) => !what.areEngaged || engaged(ctx, session, at), {
    operand: what.operand as { [operator: string]: number },
    ...(within !== undefined && { within }),
  });
};

/** Ten seconds in view, or a second page. */
const engaged = (ctx: Context, session: Scope, at: At): Answer | null => {
  ctx.differs(
    'key-events',
    at,
    'To Google Analytics a session with a key event is engaged, too. Which events these are stands in the settings of the property: map "engagedSessions" to a metric of your own if they matter.',
  );
  const inView = { kind: 'sum', property: 'engagement_time_msec' } as const;
  return someOf([
    aggregate(ctx, session, at, inView, event('user_engagement'), { $gte: 10_000 }),
    eventCount(ctx, session, at, event('page_view'), { $gte: 2 }),
  ]);
};

const event = (name: string): EventTest => leaf<EventLeaf>({ names: [name] });

const onlyGrows = (operand: Json): boolean =>
  Object.keys(operand as object).every((operator) => operator === '$gt' || operator === '$gte');

const inDays = (ctx: Context, at: At, days: number | undefined): Window | undefined => {
  if (days === undefined) return;
  if (days === 1) return 'today';
  wholeDays(ctx, at);
  return `${days}d`;
};

const wholeDays = (ctx: Context, at: At): void =>
  ctx.differs(
    'calendar-days',
    { ...at, construct: 'inAnyNDayPeriod' },
    "Google Analytics counts whole days of the property's time zone, today among them. Here a day is 24 hours, counted back from this moment.",
  );

/** A segment that goes on holding after its condition did. */
const remembered = (
  ctx: Context,
  at: At,
  answer: Answer,
  keep: 'forever' | `${number}d`,
): Answer => {
  const id = ctx.helper(`${at.construct}_${keep === 'forever' ? 'ever' : keep}`, {
    when: answerCondition(answer),
    keep,
  });
  return leaf({ fact: { [`segment.${id}`]: true } });
};
