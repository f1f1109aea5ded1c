import type { Json } from '../../definitions/types.ts';
import { dateText, threeNumbers, typeOfAll, versionsDiffer } from '../attributes.ts';
import type { At, Context, TraitType } from '../context.ts';
import type { EventLeaf, EventTest } from '../events.ts';
import { type Target, targetOf, testOf, textFor } from '../fields.ts';
import { isSafeName } from '../names.ts';
import { dayOf } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';
import type { TextTest } from '../text.ts';
import { leaf, not } from '../tree.ts';
import { EVENT_FIELDS, NAMES, PERSONAL, PERSON_FIELDS } from './fields.ts';
import { relative } from './windows.ts';

type Asks = { readonly negated?: true } & (
  | { readonly of: 'equal' | 'set' | 'between' | 'day' }
  | { readonly of: 'text'; readonly kind: TextTest['kind'] }
  | { readonly of: 'number' | 'version' | 'date'; readonly operator: string }
);

const OPERATORS: { readonly [operator: string]: Asks } = {
  exact: { of: 'equal' },
  is_not: { of: 'equal', negated: true },
  icontains: { of: 'text', kind: 'contains' },
  not_icontains: { of: 'text', kind: 'contains', negated: true },
  starts_with: { of: 'text', kind: 'starts' },
  not_starts_with: { of: 'text', kind: 'starts', negated: true },
  ends_with: { of: 'text', kind: 'ends' },
  not_ends_with: { of: 'text', kind: 'ends', negated: true },
  regex: { of: 'text', kind: 'pattern' },
  not_regex: { of: 'text', kind: 'pattern', negated: true },
  is_set: { of: 'set' },
  is_not_set: { of: 'set', negated: true },
  gt: { of: 'number', operator: '$gt' },
  gte: { of: 'number', operator: '$gte' },
  lt: { of: 'number', operator: '$lt' },
  lte: { of: 'number', operator: '$lte' },
  between: { of: 'between' },
  not_between: { of: 'between', negated: true },
  is_date_exact: { of: 'day' },
  is_date_before: { of: 'date', operator: '$lt' },
  is_date_after: { of: 'date', operator: '$gt' },
  semver_eq: { of: 'version', operator: '$veq' },
  semver_neq: { of: 'version', operator: '$vne' },
  semver_gt: { of: 'version', operator: '$vgt' },
  semver_gte: { of: 'version', operator: '$vgte' },
  semver_lt: { of: 'version', operator: '$vlt' },
  semver_lte: { of: 'version', operator: '$vlte' },
};

export interface Asked {
  readonly of: 'event' | 'person';
  /** Feature flags compare whole values in capital and small letters alike, cohorts do not. */
  readonly caseSensitive: boolean;
}

/** A filter on a property of an event or of the person, as a test of an event. */
export const propertyTest = (ctx: Context, filter: Reader, asked: Asked): EventTest | null => {
  const key = filter.get('key');
  const name = typeof key === 'string' ? key : '';
  const at = { path: filter.path, construct: name === '' ? 'filter' : name };
  const operator = filter.string('operator') ?? 'exact';
  const value = filter.get('value');
  filter.done('filter', ['label', 'id', 'property_key']);
  const asks = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (asks === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator },
      `"${operator}" is no operator that is known.`,
    );
  if (name === '')
    return ctx.refuse('invalid', at, 'A filter needs the name of a property in "key".');
  const values = (value === undefined ? [] : [value].flat()) as readonly Json[];
  const target = propertyTarget(ctx, at, asked, typeFor(asks, values));
  if (target === null) return null;
  const test = compared(ctx, at, target, asks, values, asked);
  if (test === null) return null;
  ctx.mapped(filter.path);
  return asks.negated ? not(test) : test;
};

const propertyTarget = (
  ctx: Context,
  at: At,
  { of }: Asked,
  type: TraitType | undefined,
): Target | null => {
  const name = at.construct;
  const table = of === 'event' ? EVENT_FIELDS : PERSON_FIELDS;
  const known = targetOf(ctx, at, name, table, type);
  if (known === null) return null;
  if (of === 'event' && known?.kind === 'fact')
    ctx.differs(
      'current-value',
      at,
      `"${name}" is read from ${known.fact}, which has the value of now, not that of the event.`,
    );
  if (of === 'person' && known?.kind === 'property')
    return ctx.refuse(
      'invalid',
      at,
      `"${name}" is mapped to a property of an event. A person has facts: map it to one.`,
    );
  if (known !== undefined) return known;
  if (name.startsWith('$'))
    return ctx.refuse(
      'unmapped-name',
      at,
      `"${name}" is set by PostHog itself, and no fact holds it. Map it: "fields": { "${name}": "${of === 'event' ? 'event.…' : 'trait.…'}" }.`,
    );
  if (of === 'event')
    return isSafeName(name)
      ? { kind: 'property', property: name, ofItems: false }
      : ctx.refuse('invalid', at, `"${name}" cannot be the name of a property.`);
  if (PERSONAL.has(name))
    return ctx.refuse(
      'unsupported',
      at,
      `"${name}" tells who someone is. Definitions are public, and need no names. Declare what matters of it as a trait, and map it: "fields": { "${name}": "trait.…" }.`,
    );
  const fact = ctx.trait(name, type, at);
  return fact === null ? null : { kind: 'fact', fact };
};

/** Truth values are written as texts there. */
const areTruths = (values: readonly Json[]): boolean =>
  values.length > 0 && values.every((value) => ['true', 'false'].includes(String(value)));

const typeFor = (asks: Asks, values: readonly Json[]): TraitType | undefined => {
  if (asks.of === 'set') return undefined;
  if (asks.of === 'number' || asks.of === 'between') return 'number';
  if (asks.of === 'date' || asks.of === 'day') return 'date';
  if (asks.of !== 'equal') return 'string';
  return areTruths(values) ? 'boolean' : typeOfAll(values) === 'number' ? 'number' : 'string';
};

const wrong = (ctx: Context, at: At, wanted: string): null =>
  ctx.refuse(
    'invalid',
    at,
    `"${at.construct}" is compared with ${wanted}, which "value" does not hold.`,
  );

const compared = (
  ctx: Context,
  at: At,
  target: Target,
  asks: Asks,
  values: readonly Json[],
  asked: Asked,
): EventTest | null => {
  const [only = null] = values;
  switch (asks.of) {
    case 'set':
      return testOf(ctx, at, target, { $exists: true });
    case 'equal':
      return equalTest(ctx, at, target, values, asked);
    case 'text':
      return textTest(ctx, at, target, values, {
        kind: asks.kind,
        caseSensitive: asks.kind === 'pattern',
      });
    case 'number': {
      const number = values.length === 1 ? asNumber(only) : undefined;
      return number === undefined
        ? wrong(ctx, at, 'a number')
        : testOf(ctx, at, target, { [asks.operator]: number });
    }
    case 'between': {
      const [from, to] = values.map(asNumber);
      return from === undefined || to === undefined || values.length !== 2
        ? wrong(ctx, at, 'two numbers')
        : testOf(ctx, at, target, { $gte: from, $lte: to });
    }
    case 'version': {
      const version = values.length === 1 ? threeParts(only) : undefined;
      if (version === undefined) return wrong(ctx, at, 'a version');
      versionsDiffer(ctx, at, '"2", "2.0" and "2.0.0-beta" are all 2.0.0');
      // Whoever has none has no other one.
      return testOf(ctx, at, target, { $exists: true, [asks.operator]: version });
    }
    case 'day':
      return dateTest(ctx, at, target, 'on', only);
    default:
      return dateTest(ctx, at, target, asks.operator, only);
  }
};

/** `v1.9-beta` and `1.9.0.1` are compared there as 1.9.0. */
const threeParts = (value: Json): string | undefined => {
  const [, numbers] = typeof value === 'string' ? (/^v?(\d+(?:\.\d+){0,2})/.exec(value) ?? []) : [];
  return numbers === undefined ? undefined : threeNumbers(numbers);
};

const equalTest = (
  ctx: Context,
  at: At,
  target: Target,
  values: readonly Json[],
  { caseSensitive }: Asked,
): EventTest | null => {
  if (values.length === 0) return wrong(ctx, at, 'values');
  if (target.kind === 'fact' && areTruths(values)) {
    const truths = values.map((value) => String(value) === 'true');
    return testOf(
      ctx,
      at,
      target,
      truths.length === 1 ? { $eq: truths[0] ?? null } : { $in: truths },
    );
  }
  if (target.kind === 'fact' && typeOfAll(values) === 'number')
    return testOf(
      ctx,
      at,
      target,
      values.length === 1 ? { $eq: values[0] ?? null } : { $in: values },
    );
  return textTest(ctx, at, target, values, { kind: 'equals', caseSensitive });
};

const textTest = (
  ctx: Context,
  at: At,
  target: Target,
  values: readonly Json[],
  test: Pick<TextTest, 'kind' | 'caseSensitive'>,
): EventTest | null => {
  if (values.some((value) => typeof value === 'object')) return wrong(ctx, at, 'texts');
  const isType = target.kind === 'fact' && target.fact === 'device.type';
  const texts = values.map((value) => (isType ? String(value).toLowerCase() : String(value)));
  const operand = textFor(
    ctx,
    at,
    target,
    { ...test, values: texts, areTexts: true },
    !NAMES.has(at.construct),
  );
  return operand === null ? null : testOf(ctx, at, target, operand);
};

/** A date compared with a day, or with so long ago. */
const dateTest = (
  ctx: Context,
  at: At,
  target: Target,
  how: string,
  value: Json,
): EventTest | null => {
  const ago = relative(ctx, at, value);
  if (ago === null) return null;
  if (ago !== undefined) {
    const [, trait] = target.kind === 'fact' ? (/^trait\.(.+)$/.exec(target.fact) ?? []) : [];
    if (trait === undefined || how === 'on')
      return ctx.refuse(
        'unsupported',
        at,
        `"${at.construct}" compared with ${String(value)}: dates of traits can be before or after so long ago.`,
      );
    return leaf<EventLeaf>({
      fact: { [`since.${trait}`]: how === '$lt' ? { $gte: ago } : { $lt: ago } },
    });
  }
  const date = dateText(inUtc(value));
  if (date === null) return wrong(ctx, at, 'a date (2026-11-24) or a time ago (-30d)');
  ctx.differs(
    'time-zone',
    at,
    'Dates compare as text here, by their days. There they are in the time zone of the project.',
  );
  const day = dayOf(date);
  return how === 'on' && day !== null
    ? testOf(ctx, at, target, { $gte: day.day, $lt: day.next })
    : testOf(ctx, at, target, { [how]: date });
};

/** "2026-11-24 08:00:00" has no zone there. */
const inUtc = (value: Json): Json =>
  typeof value === 'string' && /^[\d-]{10}[T ][\d:.]+$/.test(value)
    ? `${value.replace(' ', 'T')}Z`
    : value;
