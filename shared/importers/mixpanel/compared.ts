import type { EventSelector, Json } from '../../definitions/types.ts';
import { WORDS } from '../../metrics/all-words.ts';
import { KINDS, SPECS } from '../../metrics/specs.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import {
  type Aggregate,
  type EventTest,
  aggregate,
  armsOf,
  eventCount,
  metricIs,
  visitorScope,
} from '../events.ts';
import { propertyOf, textFor } from '../fields.ts';
import { durationOf } from '../periods.ts';
import { leavesOf, negated } from '../tree.ts';
import type { Behavior } from './behaviors.ts';
import { funnelAnswer } from './funnels.ts';
import { type Question, numberOperand } from './operators.ts';

/** What Mixpanel's names of aggregates mean. */
const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map(
  KINDS.filter((kind): kind is Aggregate['kind'] => SPECS[kind].takes === 'property').flatMap(
    (kind) =>
      Object.entries(WORDS[kind].mixpanel ?? {}).map(
        ([operator, parameters]): [string, Aggregate] => [operator, { kind, parameters }],
      ),
  ),
);

/** A behavior compared. */
export const behaviorAnswer = (
  ctx: Context,
  at: At,
  behavior: Behavior,
  question: Question,
): Answer | null => {
  if (behavior.kind === 'funnel') {
    const number = numberOperand(ctx, at, question);
    const answer = number && funnelAnswer(ctx, at, behavior.node, behavior.within, number.operand);
    return number?.negated ? negated(answer) : answer;
  }
  const { test, operator, property, unit, within } = behavior;
  const scope = visitorScope(ctx);
  if (operator === 'first_event_time' || operator === 'last_event_time')
    return eventTime(ctx, at, behavior, question);
  if (operator === 'total' && property === undefined) {
    const number = numberOperand(ctx, at, question);
    const answer = number && eventCount(ctx, scope, at, test, number.operand, within);
    return number?.negated ? negated(answer) : answer;
  }
  const made = AGGREGATES.get(operator);
  if (made === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator },
      `The aggregate "${operator}" has no equal.`,
    );
  if (property === undefined) return ctx.refuse('invalid', at, `"${operator}" needs a property.`);
  if (made.kind === 'distinct' && (property === 'time' || property === '$time'))
    return periods(ctx, at, behavior, unit ?? 'day', question);
  const path = propertyOf(ctx, { ...at, construct: property }, property);
  if (path === null) return null;
  const operand = aggregateOperand(ctx, at, property, question);
  if (operand === null) return null;
  const answer = aggregate(ctx, scope, at, { ...made, property: path }, test, operand, within);
  return question.negated ? negated(answer) : answer;
};

const aggregateOperand = (
  ctx: Context,
  at: At,
  property: string,
  question: Question,
): Json | null => {
  if (question.kind === 'operand') return question.operand;
  if (question.kind === 'days' || question.kind === 'near' || question.kind === 'in-list')
    return ctx.refuse('unsupported', at, 'An aggregate is compared with a number or a text.');
  return textFor(ctx, at, { kind: 'property', property, ofItems: false }, question);
};

/** One kind of event with one condition, as `since` and `periods` read them. */
const oneArm = (
  ctx: Context,
  at: At,
  test: EventTest,
): { event: EventSelector; where?: { readonly [key: string]: Json } } | null => {
  const [arm, other] = armsOf(test);
  const hasFact = leavesOf(test).some((leaf) => 'fact' in leaf);
  if (arm === undefined || other !== undefined || arm.except !== undefined || hasFact)
    return ctx.refuse(
      'unsupported',
      at,
      'Only one kind of event, with conditions on its own properties, has a time or a number of days.',
    );
  return {
    event: arm.event,
    ...(arm.where && { where: arm.where as { readonly [key: string]: Json } }),
  };
};

type Did = Extract<Behavior, { kind: 'did' }>;

const eventTime = (
  ctx: Context,
  at: At,
  { test, operator, within }: Did,
  question: Question,
): Answer | null => {
  const arm = oneArm(ctx, at, test);
  if (arm === null) return null;
  if (question.kind !== 'near' || question.side !== 'last' || question.isLonger)
    return ctx.refuse(
      'unsupported',
      at,
      'The time of an event is compared with "in the last" only.',
    );
  const duration = durationOf(ctx, at, question.count, question.unit);
  if (duration === null) return null;
  const id = ctx.metric('since', {
    since: arm.event,
    ...(operator === 'first_event_time' && { of: 'first' as const }),
    ...(arm.where && { where: arm.where }),
    ...(within !== undefined && { within }),
  });
  const answer = metricIs(id, { $lt: duration });
  return question.negated ? negated(answer) : answer;
};

/** Different values of the time: days, weeks or months with such an event. */
const periods = (
  ctx: Context,
  at: At,
  { test, within }: Did,
  unit: string,
  question: Question,
): Answer | null => {
  const arm = oneArm(ctx, at, test);
  const number = numberOperand(ctx, at, question);
  if (arm === null || number === null) return null;
  if (unit !== 'day' && unit !== 'week' && unit !== 'month')
    return ctx.refuse(
      'unsupported',
      at,
      `Periods of a ${unit}: days, weeks and months are counted.`,
    );
  const id = ctx.metric(`${unit}s`, {
    periods: arm.event,
    unit,
    ...(arm.where && { where: arm.where }),
    ...(within !== undefined && { within }),
  });
  const answer = metricIs(id, number.operand);
  return number.negated ? negated(answer) : answer;
};
