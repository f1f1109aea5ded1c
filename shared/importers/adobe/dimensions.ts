import type { Json } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { type EventLeaf, type EventTest } from '../events.ts';
import { eventName, sumOfOneEvent, targetOf, testOf, textFor } from '../fields.ts';
import { type Reader } from '../reading.ts';
import { leaf, not } from '../tree.ts';
import type { MetricTarget } from '../types.ts';
import type { Comparison } from './comparisons.ts';
import {
  ADOBE_FIELDS,
  ADOBE_VALUES,
  PERSISTS,
  REFERRER_TYPES,
  VALUES_DIFFER,
  WEEKDAYS,
} from './fields.ts';

/** A dimension compared, as a test of one hit. */
export const dimensionTest = (
  ctx: Context,
  at: At,
  attribute: Reader,
  name: string,
  { negated, asks }: Comparison,
): EventTest | null => {
  const known = ctx.map.fields !== undefined && Object.hasOwn(ctx.map.fields, name);
  const type = asks.kind === 'operand' ? asks.type : 'string';
  const target = targetOf(ctx, at, name, ADOBE_FIELDS, type);
  const isAllocated = readAllocation(ctx, at, attribute);
  attribute.done('attr', ['description']);
  if (target === undefined) return unmapped(ctx, at);
  if (target === null || !isAllocated) return null;
  if (target.kind === 'fact' && !/^(trait|session|visitor)\./.test(target.fact))
    ctx.differs(
      'current-value',
      at,
      `${name} is read from ${target.fact}, which has the value of now, not that of the hit.`,
    );
  const operand =
    asks.kind === 'operand'
      ? numeric(ctx, at, asks.operand, known)
      : valueOf(ctx, at, target, asks, known);
  if (operand === null) return null;
  const test = testOf(ctx, at, target, operand);
  return test !== null && negated ? not(test) : test;
};

const unmapped = (ctx: Context, at: At): null =>
  /^variables\/(daterange|timepart)/.test(at.construct)
    ? ctx.refuse(
        'unsupported',
        at,
        `"${at.construct}" is a part of the date. Only the hour and the weekday can be asked for.`,
      )
    : ctx.refuse(
        'unmapped-name',
        at,
        `What "${at.construct}" holds is the site's own affair. Map it: "fields": { "${at.construct}": "event.…" }, or to a fact such as "trait.…".`,
      );

const numeric = (ctx: Context, at: At, operand: Json, known: boolean): Json | null => {
  const values = Object.entries(operand as { readonly [operator: string]: Json });
  const name = at.construct;
  const hasOtherValues =
    ['variables/geocountry', 'variables/referrertype'].includes(name) ||
    VALUES_DIFFER.has(name) ||
    Object.hasOwn(ADOBE_VALUES, name);
  if (!known && hasOtherValues && values.some(([operator]) => operator !== '$exists'))
    return ctx.refuse(
      'unsupported',
      at,
      `The values of "${name}" are written otherwise here, and stand in another order.`,
    );
  if (known || !name.startsWith('variables/timepart')) return operand;
  if (values.every(([operator]) => operator === '$exists')) return operand;
  if (name === 'variables/timepartdayofweek')
    return ctx.refuse(
      'ambiguous',
      at,
      'Weekdays by number: the number of Monday is not documented. Compare with names.',
    );
  return values.every(([, value]) => [value].flat().every((item) => typeof item === 'number'))
    ? operand
    : ctx.refuse('unsupported', at, `"${name}" is a number here. Compare it with "num".`);
};

const valueOf = (
  ctx: Context,
  at: At,
  target: Parameters<typeof textFor>[2],
  asks: Extract<Comparison['asks'], { values: readonly string[] }>,
  known: boolean,
): Json | null => {
  if (known) return textFor(ctx, at, target, asks);
  const name = at.construct;
  if (name.startsWith('variables/timepart')) {
    const read = (text: string) =>
      name.endsWith('dayofweek') ? WEEKDAYS[text.toLowerCase()] : hourOf(text);
    const found = asks.values.map(read);
    return asks.kind === 'equals' && found.every((n) => n !== undefined)
      ? { $in: found }
      : ctx.refuse('unsupported', at, `"${name}" is a number here. Compare it with whole values.`);
  }
  if (VALUES_DIFFER.has(name) && asks.kind === 'equals' && ctx.map.values?.[name] === undefined)
    return ctx.refuse(
      'unmapped-name',
      at,
      `The values of "${name}" are written otherwise here. Map them: "values": { "${name}": { "${asks.values[0]}": "…" } }.`,
    );
  if (name === 'variables/referrertype') return referrerType(ctx, at, asks);
  const names = ADOBE_VALUES[name];
  if (names === undefined || asks.kind !== 'equals') return textFor(ctx, at, target, asks);
  const values = asks.values.map((value) => names[value.toLowerCase()] ?? value);
  return textFor(ctx, at, target, { ...asks, values });
};

const referrerType = (
  ctx: Context,
  at: At,
  asks: Extract<Comparison['asks'], { values: readonly string[] }>,
): Json | null => {
  const channels = asks.values.map((value) => REFERRER_TYPES[value.toLowerCase()]);
  return asks.kind === 'equals' && channels.every((each) => each !== undefined)
    ? { $in: channels.flat() }
    : ctx.refuse(
        'unmapped-name',
        at,
        `Types of referrers are channels here. Known are ${Object.keys(REFERRER_TYPES).join(', ')}; map others to a fact or a property.`,
      );
};

const hourOf = (text: string): number | undefined => {
  const [, hour = '', half] = /^(\d{1,2})(?::00)?\s*([ap]m)?$/i.exec(text.trim()) ?? [];
  if (hour === '') return;
  if (half === undefined) return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
};

/** Which hits have a value: those that set it, or, without a model, later ones too. False where the model has no equal. */
export const readAllocation = (ctx: Context, at: At, attribute: Reader): boolean => {
  const model = attribute.object('allocation-model');
  if (model === null) return false;
  if (model === undefined) {
    if (PERSISTS.test(at.construct))
      ctx.differs(
        'persistence',
        at,
        `${at.construct} goes on having its last value there, on hits that set none. Here it is read from the event that sets it.`,
      );
    return true;
  }
  const func = model.string('func');
  model.done('allocation-model', func === 'allocation-dedupedInstance' ? ['context'] : []);
  if (func === 'allocation-instance') return true;
  const place = { path: model.path, construct: func ?? 'allocation-model' };
  if (func !== 'allocation-dedupedInstance') {
    ctx.refuse(
      'unsupported',
      place,
      `Values cannot be attributed to hits by "${func}". Events have the values that they were sent with.`,
    );
    return false;
  }
  ctx.differs(
    'persistence',
    place,
    'An unchanged value is an instance again here: repeats are not taken out.',
  );
  return true;
};

/** A metric's value on one hit. */
export const metricTest = (
  ctx: Context,
  at: At,
  target: MetricTarget,
  operand: Json,
): EventTest | null => {
  if ('sum' in target) {
    const dot = target.sum.indexOf('.');
    const of = target.sum.slice(0, dot);
    const name = of === '*' ? of : eventName(ctx, at, of);
    if (name === null) return null;
    const test: EventTest = name === '*' ? true : leaf<EventLeaf>({ names: [name] });
    return sumOfOneEvent(ctx, at, test, target.sum.slice(dot + 1), operand);
  }
  const one = JSON.stringify(operand);
  if (['{"$gt":0}', '{"$gte":1}', '{"$eq":1}', '{"$ne":0}'].includes(one)) return countTest(target);
  return ctx.refuse(
    'unsupported',
    at,
    'A hit has an event once or not at all. Compare the number in a visit or visitor container.',
  );
};

export const countTest = ({ count }: { readonly count: string | readonly string[] }): EventTest => {
  const names = [count].flat();
  return names.includes('*') ? true : leaf<EventLeaf>({ names });
};
