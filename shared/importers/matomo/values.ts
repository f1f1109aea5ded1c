import { formatDuration } from '../../definitions/durations.ts';
import type { Json } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { type Target, textFor } from '../fields.ts';
import { asNumber } from '../reading.ts';
import { type TextTest, literal } from '../text.ts';
import { ADDRESSES, VALUES } from './fields.ts';
import type { Operator, Written } from './parsing.ts';

/** A value compared, and whether it must not be so. */
export interface Asked {
  readonly operand: Json;
  readonly negated: boolean;
}

const NUMBERS: { readonly [operator in Operator]?: string } = {
  '==': '$eq',
  '!=': '$eq',
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
};
const TEXTS: { readonly [operator in Operator]?: TextTest['kind'] } = {
  '==': 'equals',
  '!=': 'equals',
  '=@': 'contains',
  '!@': 'contains',
  '=^': 'starts',
  '=$': 'ends',
};

export const isNegative = (operator: Operator): boolean => operator === '!=' || operator === '!@';

/** Without a value: whether there is any. */
export const asksIfAny = ({ operator, value }: Written): Asked | undefined =>
  value === '' && (operator === '==' || operator === '!=')
    ? { operand: { $exists: true }, negated: operator === '==' }
    : undefined;

export const wrongOperator = (ctx: Context, at: At, { operator }: Written): null =>
  ctx.refuse('unsupported', at, `"${at.construct}" compared by "${operator}".`);

/** A number compared. */
export const numberAsked = (ctx: Context, at: At, written: Written): Asked | null => {
  const number = asNumber(written.value);
  const operator = NUMBERS[written.operator];
  if (number === undefined)
    return ctx.refuse('invalid', at, `"${at.construct}" is compared with a number.`);
  return operator === undefined
    ? wrongOperator(ctx, at, written)
    : { operand: { [operator]: number }, negated: isNegative(written.operator) };
};

/** A length of time in whole units, as the tool rounds it down. */
export const lengthAsked = (ctx: Context, at: At, written: Written, unit: number): Asked | null => {
  const count = asNumber(written.value);
  if (count === undefined || !Number.isInteger(count) || count < 0 || count * unit > 1e13)
    return ctx.refuse('invalid', at, `"${at.construct}" is compared with a whole number.`);
  const [from, to] = [count, count + 1].map((n) => (n === 0 ? '0s' : formatDuration(n * unit)));
  const operands: { readonly [operator in Operator]?: Json } = {
    '==': { $gte: from ?? '0s', $lt: to ?? '0s' },
    '!=': { $gte: from ?? '0s', $lt: to ?? '0s' },
    '<': { $lt: from ?? '0s' },
    '<=': { $lt: to ?? '0s' },
    '>': { $gte: to ?? '0s' },
    '>=': { $gte: from ?? '0s' },
  };
  const operand = operands[written.operator];
  return operand === undefined
    ? wrongOperator(ctx, at, written)
    : { operand, negated: isNegative(written.operator) };
};

/** A text compared: of actions whole values as they are written, else in capital and small letters alike. */
export const textAsked = (
  ctx: Context,
  at: At,
  target: Target,
  written: Written,
  ofAction: boolean,
): Asked | null => {
  const kind = TEXTS[written.operator];
  if (kind === undefined) return wrongOperator(ctx, at, written);
  if (written.value === '')
    return ctx.refuse('invalid', at, `"${at.construct}${written.operator}" needs a value.`);
  const caseSensitive = ofAction && kind === 'equals';
  const test = ADDRESSES.has(at.construct)
    ? addressTest(kind, written.value, caseSensitive)
    : valueTest(ctx, at, target, kind, written.value, caseSensitive);
  const codes = at.construct !== 'countryName';
  const operand = test === null ? null : textFor(ctx, at, target, test, codes);
  return operand === null ? null : { operand, negated: isNegative(written.operator) };
};

const BEFORE = '^https?:\\/\\/(?:www\\.)?';

/** Addresses are kept there without "https://", "www." and what stands behind "#". */
const addressTest = (kind: TextTest['kind'], value: string, caseSensitive: boolean): TextTest => {
  const text = literal(value.replace(/^https?:\/\/(www\.)?/i, ''));
  const start = kind === 'equals' || kind === 'starts' ? '' : '[^#]*';
  const end = kind === 'equals' || kind === 'ends' ? '(?:#.*)?$' : '';
  return { kind: 'pattern', values: [`${BEFORE}${start}${text}${end}`], caseSensitive };
};

/** What has a name of its own there, and one here. */
const STRICT: ReadonlySet<string> = new Set([
  'deviceType',
  'browserCode',
  'operatingSystemCode',
  'countryCode',
]);

const valueTest = (
  ctx: Context,
  at: At,
  target: Target,
  kind: TextTest['kind'],
  value: string,
  caseSensitive: boolean,
): TextTest | null => {
  const name = at.construct;
  const isMapped = Object.hasOwn(ctx.map.values ?? {}, name);
  if (isMapped) return { kind, values: [value], caseSensitive: true };
  const names = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  const isStrict = STRICT.has(name) && target.kind === 'fact';
  if (isStrict && kind !== 'equals')
    return ctx.refuse(
      'unsupported',
      at,
      `"${name}" is a code there: compare it with "==" or "!=".`,
    );
  const known = names?.[value.toLowerCase()];
  if (isStrict && name === 'countryCode')
    return { kind, values: [value.toUpperCase()], caseSensitive: true };
  if (isStrict && known === undefined)
    return ctx.refuse(
      'unmapped-name',
      at,
      `"${value}" is no ${name} that is known. Map it: "values": { "${name}": { "${value}": "…" } }.`,
    );
  return { kind, values: [known ?? value], caseSensitive: known !== undefined || caseSensitive };
};
