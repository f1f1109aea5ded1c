import { DAY_MS } from '../../definitions/durations.ts';
import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import {
  attributeFact,
  dateText,
  datesAreTexts,
  factInList,
  factIs,
  factIsSet,
  factMeets,
  nowIs,
  threeNumbers,
  typeOfAll,
  versionsDiffer,
} from '../attributes.ts';
import type { At, Context, TraitType } from '../context.ts';
import { asText } from '../json.ts';
import { type Reader, asNumber } from '../reading.ts';
import type { TextTest } from '../text.ts';
import { allOf, negated, not, or, someOf } from '../tree.ts';
import { CONSOLE_TYPES, IDENTIFIERS, NAMED_TYPES, OF_USERS, OTHER_TYPES } from './fields.ts';

type Asks = { readonly negated?: true } & (
  | { readonly of: 'text'; readonly kind: TextTest['kind']; readonly caseSensitive: boolean }
  | { readonly of: 'number' | 'version' | 'date'; readonly operator: string }
  | { readonly of: 'same' | 'day' }
);

const text = (kind: TextTest['kind'], caseSensitive = false): Asks => ({
  of: 'text',
  kind,
  caseSensitive,
});

const OPERATORS: { readonly [operator: string]: Asks } = {
  any: text('equals'),
  none: { ...text('equals'), negated: true },
  any_case_sensitive: text('equals', true),
  none_case_sensitive: { ...text('equals', true), negated: true },
  str_starts_with_any: text('starts'),
  str_ends_with_any: text('ends'),
  str_contains_any: text('contains'),
  str_contains_none: { ...text('contains'), negated: true },
  str_matches: text('pattern', true),
  gt: { of: 'number', operator: '$gt' },
  gte: { of: 'number', operator: '$gte' },
  lt: { of: 'number', operator: '$lt' },
  lte: { of: 'number', operator: '$lte' },
  version_gt: { of: 'version', operator: '$vgt' },
  version_gte: { of: 'version', operator: '$vgte' },
  version_lt: { of: 'version', operator: '$vlt' },
  version_lte: { of: 'version', operator: '$vlte' },
  version_eq: { of: 'version', operator: '$veq' },
  version_neq: { of: 'version', operator: '$vne' },
  before: { of: 'date', operator: '$lt' },
  after: { of: 'date', operator: '$gt' },
  on: { of: 'day' },
  eq: { of: 'same' },
  neq: { of: 'same', negated: true },
};

/** Whether the visitor is in the segment, or passes the gate, of that name. */
export type InSegment = (name: string, at: At) => Answer | null;

/** One condition of a rule. */
export const conditionAnswer = (
  ctx: Context,
  condition: Reader,
  inSegment: InSegment,
): Answer | null => {
  const type = (condition.string('type') ?? '').toLowerCase();
  const operator = condition.string('operator')?.toLowerCase() ?? '';
  const target = condition.get('targetValue');
  const field = condition.string('field');
  const unit = condition.string('customID') ?? condition.string('idType');
  condition.done('condition', [
    'additionalValues',
    'isDeviceBased',
    'customID',
    'idType',
    'id',
    'name',
  ]);
  const at = { path: condition.path, construct: type === '' ? 'condition' : type };
  const answer = answerOf(ctx, at, { type, operator, target, field, unit }, inSegment);
  if (answer !== null) ctx.mapped(condition.path);
  return answer;
};

interface Written {
  readonly type: string;
  readonly operator: string;
  readonly target: Json | undefined;
  readonly field: string | undefined;
  readonly unit: string | undefined;
}

const GATES = /^(?:multi_)?(pass|fail)(?:e?s)?_(gate|segment)$/;

const answerOf = (
  ctx: Context,
  at: At,
  { type, operator, target, field, unit }: Written,
  inSegment: InSegment,
): Answer | null => {
  if (type === 'public') return true;
  const [gate, passes] = GATES.exec(type) ?? [];
  if (gate !== undefined) {
    const names = ([target ?? []].flat() as readonly Json[]).map(asText);
    if (names.length === 0)
      return ctx.refuse('invalid', at, 'The name of a segment or gate is missing.');
    const parts = names.map((name) =>
      inSegment(name.replace(/^segment:/, ''), { ...at, construct: name }),
    );
    if (parts.includes(null)) return null;
    // Of several, any that passes, or any that fails.
    return someOf(parts.map((part) => (passes === 'fail' ? negated(part) : part)));
  }
  const other = Object.hasOwn(OTHER_TYPES, type) ? OTHER_TYPES[type] : undefined;
  if (other !== undefined) return ctx.refuse('unsupported', at, other);
  if (type === 'time' || type === 'current_time') {
    if (operator !== 'before' && operator !== 'after')
      return ctx.refuse(
        'unsupported',
        at,
        `The time compared by "${operator}". Before and after are known.`,
      );
    return nowIs(ctx, at, operator, asNumber(target) ?? target ?? null);
  }
  const name =
    type === 'unit_id'
      ? unitName(unit)
      : NAMED_TYPES.has(type)
        ? field
        : Object.hasOwn(CONSOLE_TYPES, type)
          ? CONSOLE_TYPES[type]
          : undefined;
  if (name === undefined)
    return ctx.refuse(
      NAMED_TYPES.has(type) ? 'invalid' : 'unsupported',
      at,
      NAMED_TYPES.has(type)
        ? 'The condition does not say of which field it is.'
        : `"${type}" is no type of condition that is known.`,
    );
  return fieldAnswer(ctx, { ...at, construct: name }, operator, target);
};

/** The field of a unit of randomisation. */
export const unitName = (unit: string | undefined): string =>
  unit === undefined || unit.toLowerCase() === 'userid' ? 'userID' : unit;

const fieldAnswer = (
  ctx: Context,
  at: At,
  operator: string,
  target: Json | undefined,
): Answer | null => {
  const asks = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (asks === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator || 'operator' },
      operator.includes('segment_list')
        ? 'A list of IDs that stands elsewhere. Tell it as a trait.'
        : `"${operator}" is no operator that is known.`,
    );
  const values = [target ?? []].flat() as readonly Json[];
  const fact = attributeFact(ctx, at, OF_USERS, typeFor(asks, values));
  if (fact === null) return null;
  const answer = compared(ctx, at, fact, asks, values);
  return asks.negated ? negated(answer) : answer;
};

const typeFor = (asks: Asks, values: readonly Json[]): TraitType | undefined => {
  if (asks.of === 'number') return 'number';
  if (asks.of === 'date' || asks.of === 'day') return 'date';
  if (asks.of === 'version') return 'string';
  const isWhole = asks.of !== 'text' || asks.kind === 'equals';
  return values.length > 0 && isWhole ? typeOfAll(values) : 'string';
};

const wrong = (ctx: Context, at: At, wanted: string): null =>
  ctx.refuse(
    'invalid',
    at,
    `"${at.construct}" is compared with ${wanted} here, and with something else there.`,
  );

const compared = (
  ctx: Context,
  at: At,
  fact: string,
  asks: Asks,
  values: readonly Json[],
): Answer | null => {
  switch (asks.of) {
    case 'text':
      return textAnswer(ctx, at, fact, asks, values);
    case 'number': {
      const number = values.length === 1 ? asNumber(values[0]) : undefined;
      return number === undefined
        ? wrong(ctx, at, 'a number')
        : factIs(ctx, at, fact, { [asks.operator]: number });
    }
    case 'version': {
      const version = values.length === 1 ? threeParts(values[0]) : undefined;
      if (version === undefined) return wrong(ctx, at, 'a version of at most three numbers');
      versionsDiffer(ctx, at, '"2", "2.0" and "2.0.0-beta" are all 2.0.0');
      const answer = factIs(ctx, at, fact, { [asks.operator]: version });
      // Whoever has none has no other one.
      return asks.operator === '$vne' ? allOf([factIsSet(fact), answer]) : answer;
    }
    case 'same': {
      const [only = null] = values;
      if (values.length > 1) return wrong(ctx, at, 'one value');
      return only === null ? not(factIsSet(fact)) : factIs(ctx, at, fact, { $eq: only });
    }
    default: {
      const [only = null] = values;
      const date = values.length === 1 ? dateText(asNumber(only) ?? only) : null;
      if (date === null) return wrong(ctx, at, 'a date');
      if (asks.of === 'date') {
        datesAreTexts(ctx, at);
        return factIs(ctx, at, fact, { [asks.operator]: date });
      }
      ctx.differs(
        'time-zone',
        at,
        `There a day is one of the server's time zone, here one of UTC: tell the trait "${at.construct}" as a day ("2026-11-24") or as an instant in UTC ("2026-11-24T08:00:00Z").`,
      );
      const day = date.slice(0, 10);
      const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
      return factIs(ctx, at, fact, { $gte: day, $lt: next });
    }
  }
};

/** `1.9-beta` is compared there as 1.9.0. */
const threeParts = (value: Json | undefined): string | undefined => {
  const [, parts] =
    typeof value === 'string' ? (/^(\d+(?:\.\d+){0,2})(?:-.*)?$/.exec(value) ?? []) : [];
  return parts === undefined ? undefined : threeNumbers(parts);
};

const textAnswer = (
  ctx: Context,
  at: At,
  fact: string,
  { kind, caseSensitive }: Extract<Asks, { of: 'text' }>,
  values: readonly Json[],
): Answer | null => {
  if (values.length === 0) return kind === 'pattern' ? wrong(ctx, at, 'a pattern') : false;
  const type = typeOfAll(values);
  if (kind === 'equals' && (type === 'number' || type === 'boolean'))
    return factIs(ctx, at, fact, { $in: values });
  if (type !== 'string') return wrong(ctx, at, 'texts');
  const texts = values as readonly string[];
  if (IDENTIFIERS.has(at.construct) && kind === 'equals' && caseSensitive)
    return factInList(ctx, at, fact, texts, at.construct);
  if (kind === 'pattern' && texts.length > 1) return wrong(ctx, at, 'one pattern');
  const answer = factMeets(ctx, at, fact, { kind, values: texts, caseSensitive });
  // There an absent value is tested as the text "undefined".
  return answer !== null && kind === 'pattern' && new RegExp(texts[0] ?? '').test('undefined')
    ? or([answer, not(factIsSet(fact))])
    : answer;
};
