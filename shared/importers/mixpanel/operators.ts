import { asText } from '../json.ts';
import type { Json } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { type Reader, asNumber } from '../reading.ts';
import type { TextTest } from '../text.ts';

/** At most so long ago, or ahead; or longer. */
export interface Near {
  readonly kind: 'near';
  readonly side: 'last' | 'next';
  readonly isLonger: boolean;
  readonly count: number;
  readonly unit: string;
}

/** What a filter asks of a value, whatever form it was written in. */
export type Question = { readonly negated: boolean } & (
  | TextTest
  | {
      readonly kind: 'operand';
      readonly operand: Json;
      readonly type: 'string' | 'number' | 'boolean' | undefined;
    }
  /** A list of texts holds one of these. */
  | { readonly kind: 'in-list'; readonly values: readonly string[] }
  /** From a day on, until a day included, or both. */
  | { readonly kind: 'days'; readonly from?: Json; readonly to?: Json; readonly before?: Json }
  | Near
);

interface Written {
  readonly operator: string;
  readonly operand: Json | undefined;
  readonly type: string;
  readonly unit: string | undefined;
}

type Ask = (ctx: Context, at: At, written: Written) => Question | null;

const texts = (operand: Json | undefined): readonly string[] | undefined => {
  const list = (Array.isArray(operand) ? operand : [operand]) as readonly Json[];
  const found = list.map((item) =>
    typeof item === 'number' || typeof item === 'boolean' ? String(item) : item,
  );
  return found.length > 0 && found.every((item) => typeof item === 'string') ? found : undefined;
};

const wrong = (ctx: Context, at: At, { operator }: Written): null =>
  ctx.refuse('invalid', at, `"${operator}" does not go with the value that it is given.`);

const TRUTHS: { readonly [text: string]: boolean | undefined } = { true: true, false: false };

const equals: (negated: boolean) => Ask = (negated) => (ctx, at, written) => {
  const { operand, type } = written;
  if (type === 'datetime') return days(negated, 'on')(ctx, at, written);
  const list = (Array.isArray(operand) ? operand : [operand]) as readonly Json[];
  // What is a truth value may be written as text.
  const truths = list.map((item) => (type === 'boolean' ? (TRUTHS[asText(item)] ?? item) : item));
  if (truths.every((item) => typeof item === 'boolean'))
    return {
      negated,
      kind: 'operand',
      operand: truths.length === 1 ? { $eq: truths[0] as boolean } : { $in: truths },
      type: 'boolean',
    };
  if (type === 'boolean') return wrong(ctx, at, written);
  if (type === 'number' || list.every((item) => typeof item === 'number')) {
    const numbers = list.map(asNumber);
    const [only] = numbers;
    if (only === undefined || numbers.includes(undefined)) return wrong(ctx, at, written);
    const test = numbers.length === 1 ? { $eq: only } : { $in: numbers as number[] };
    return { negated, kind: 'operand', operand: test, type: 'number' };
  }
  const values = texts(operand);
  if (values === undefined) return wrong(ctx, at, written);
  return type === 'list'
    ? { negated, kind: 'in-list', values }
    : { negated, kind: 'equals', values, caseSensitive: true };
};

const text =
  (kind: 'contains' | 'starts' | 'ends', negated = false): Ask =>
  (ctx, at, written) => {
    const values = texts(written.operand);
    if (values === undefined) return wrong(ctx, at, written);
    return written.type === 'list'
      ? { negated, kind: 'in-list', values }
      : { negated, kind, values, caseSensitive: false };
  };

const number =
  (operator: string): Ask =>
  (ctx, at, written) => {
    if (written.type === 'datetime')
      return ctx.refuse(
        'ambiguous',
        { ...at, construct: written.operator },
        `A date compared by "${written.operator}": which side of the date is meant is not documented. Say "before", "since", "in the last" or "before the last".`,
      );
    const value = asNumber(written.operand);
    return value === undefined
      ? wrong(ctx, at, written)
      : { negated: false, kind: 'operand', operand: { [operator]: value }, type: 'number' };
  };

const between =
  (negated: boolean): Ask =>
  (ctx, at, written) => {
    if (written.type === 'datetime') return days(negated, 'between')(ctx, at, written);
    const [from, to] = Array.isArray(written.operand)
      ? (written.operand as readonly Json[]).map(asNumber)
      : [];
    return from === undefined || to === undefined
      ? wrong(ctx, at, written)
      : { negated, kind: 'operand', operand: { $gte: from, $lte: to }, type: 'number' };
  };

const set =
  (negated: boolean): Ask =>
  (_ctx, _at, { type }) => ({
    negated,
    kind: 'operand',
    operand: { $exists: true },
    // Whether it is set says nothing of what it is.
    type: type === 'number' || type === 'boolean' ? type : undefined,
  });

const truth =
  (value: boolean): Ask =>
  () => ({
    negated: false,
    kind: 'operand',
    operand: { $eq: value },
    type: 'boolean',
  });

const days =
  (negated: boolean, how: 'on' | 'between' | 'before' | 'since'): Ask =>
  (_ctx, _at, { operand }) => {
    const [first = null, second = null] = (
      Array.isArray(operand) ? operand : [operand ?? null]
    ) as readonly Json[];
    if (how === 'between') return { negated, kind: 'days', from: first, to: second };
    if (how === 'on') return { negated, kind: 'days', from: first, to: first };
    return how === 'since'
      ? { negated, kind: 'days', from: first }
      : { negated, kind: 'days', before: first };
  };

const near =
  (negated: boolean, side: 'last' | 'next', isLonger = false): Ask =>
  (ctx, at, written) => {
    const count = asNumber(written.operand);
    return count === undefined
      ? wrong(ctx, at, written)
      : { negated, kind: 'near', side, isLonger, count, unit: written.unit ?? '' };
  };

/** By the names of the reports, and by those of the selectors behind them. */
const OPERATORS: { readonly [operator: string]: Ask } = {
  equals: equals(false),
  'is equal to': equals(false),
  '==': equals(false),
  'does not equal': equals(true),
  'is not equal to': equals(true),
  '!=': equals(true),
  contains: text('contains'),
  in: text('contains'),
  'does not contain': text('contains', true),
  'not in': text('contains', true),
  'starts with': text('starts'),
  'ends with': text('ends'),
  'is set': set(false),
  defined: set(false),
  'is not set': set(true),
  set: set(false),
  'not set': set(true),
  'not defined': set(true),
  'is greater than': number('$gt'),
  '>': number('$gt'),
  'is less than': number('$lt'),
  '<': number('$lt'),
  'is at least': number('$gte'),
  'is greater than or equal to': number('$gte'),
  '>=': number('$gte'),
  'is at most': number('$lte'),
  'is less than or equal to': number('$lte'),
  '<=': number('$lte'),
  'is between': between(false),
  between: between(false),
  'not between': between(true),
  'is not between': between(true),
  'is true': truth(true),
  'is false': truth(false),
  true: truth(true),
  false: truth(false),
  on: days(false, 'on'),
  'was on': days(false, 'on'),
  'not on': days(true, 'on'),
  'was not on': days(true, 'on'),
  before: days(false, 'before'),
  'was before': days(false, 'before'),
  since: days(false, 'since'),
  'was since': days(false, 'since'),
  'was between': days(false, 'between'),
  'was not between': days(true, 'between'),
  'in the last': near(false, 'last'),
  'was in the': near(false, 'last'),
  'not in the last': near(true, 'last'),
  'before the last': near(false, 'last', true),
  'was not in the': near(true, 'last'),
  'in the next': near(false, 'next'),
  'was in the next': near(false, 'next'),
};

/** What a property is said to be; it decides how the operator is read. */
const TYPES = ['string', 'number', 'boolean', 'datetime', 'list'] as const;
/** Said of properties that hold several types, or of which none is known. */
const TYPES_UNKNOWN: readonly string[] = ['undefined', 'unknown', 'other'];

/** A filter's operator and value, from `filterOperator` and `filterValue` or from `operator` and `operand`. */
export const readQuestion = (ctx: Context, filter: Reader, at: At): Question | null => {
  const operator = filter.string('filterOperator') ?? filter.string('operator') ?? '';
  const given = filter.get('filterValue');
  const operand = filter.get('operand');
  // As what the filter reads the property; else what the property itself is said to be.
  const typed =
    (['filterType', 'type', 'propertyType'] as const).find(
      (key) => filter.get(key) !== undefined,
    ) ?? 'type';
  const type = TYPES_UNKNOWN.includes(asText(filter.get(typed)))
    ? 'string'
    : filter.oneOf(typed, TYPES);
  const unit = filter.string('filterDateUnit') ?? filter.string('unit');
  const ask = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (type === null) return null;
  if (ask === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator || 'operator' },
      `"${operator}" is no operator that is known.`,
    );
  const question = ask(ctx, at, {
    operator,
    operand: given ?? operand,
    type: type ?? 'string',
    unit,
  });
  if (question !== null && unit !== undefined && question.kind !== 'near')
    return ctx.refuse(
      'ambiguous',
      { ...at, construct: 'unit' },
      `"${operator}" with a unit of time ("${unit}").`,
    );
  return question;
};

/** A question about a number as the operand of a condition: the form in which numbers of events are compared. */
export const numberOperand = (
  ctx: Context,
  at: At,
  question: Question,
): { operand: Json; negated: boolean } | null =>
  question.kind === 'operand' && question.type === 'number'
    ? { operand: question.operand, negated: question.negated }
    : ctx.refuse('invalid', at, 'A number of events is compared with a number.');
