import type { Json } from '../../definitions/types.ts';
import type { At, Context } from '../context.ts';
import { type Reader, asNumber } from '../reading.ts';
import type { TextTest } from '../text.ts';

/** What a comparison function asks of a value; `negated` functions ask it of each hit. */
export interface Comparison {
  readonly negated: boolean;
  readonly asks:
    | TextTest
    | { readonly kind: 'operand'; readonly operand: Json; readonly type: 'string' | 'number' };
}

type Read = (ctx: Context, node: Reader, at: At) => Comparison['asks'] | null;

const textsIn = (
  ctx: Context,
  node: Reader,
  at: At,
  key: 'str' | 'list' | 'glob' | 'regex',
): readonly string[] | null => {
  const value = node.get(key);
  const list = key === 'list' ? value : [value];
  const texts = Array.isArray(list)
    ? list.map((item) => (typeof item === 'number' ? String(item) : item))
    : [];
  return texts.length > 0 && texts.every((item) => typeof item === 'string')
    ? texts
    : ctx.refuse(
        'invalid',
        at,
        `"${at.construct}" needs ${key === 'list' ? 'a list of texts' : 'a text'} in "${key}".`,
      );
};

const text =
  (kind: TextTest['kind'], key: 'str' | 'list' | 'glob' | 'regex', caseSensitive: boolean): Read =>
  (ctx, node, at) => {
    const values = textsIn(ctx, node, at, key);
    return values === null ? null : { kind, values, caseSensitive, areTexts: true };
  };

const order =
  (operator: string): Read =>
  (ctx, node, at) => {
    const [value] = textsIn(ctx, node, at, 'str') ?? [];
    return value === undefined
      ? null
      : { kind: 'operand', operand: { [operator]: value }, type: 'string' };
  };

const number =
  (operator: string): Read =>
  (ctx, node, at) => {
    const value = asNumber(node.get('num'));
    return value === undefined
      ? ctx.refuse('invalid', at, `"${at.construct}" needs a number in "num".`)
      : { kind: 'operand', operand: { [operator]: value }, type: 'number' };
  };

const numbers: Read = (ctx, node, at) => {
  const list = node.get('list');
  const values = Array.isArray(list) ? (list as readonly Json[]).map(asNumber) : [];
  return values.length > 0 && values.every((value) => value !== undefined)
    ? { kind: 'operand', operand: { $in: values }, type: 'number' }
    : ctx.refuse('invalid', at, `"${at.construct}" needs a list of numbers in "list".`);
};

const exists: Read = () => ({ kind: 'operand', operand: { $exists: true }, type: 'string' });

/** Only equality and globs heed capital letters, says the tool's documentation. */
const FUNCTIONS: { readonly [func: string]: Read } = {
  streq: text('equals', 'str', true),
  'streq-in': text('equals', 'list', true),
  'streq-any-of': text('equals', 'list', true),
  strlt: order('$lt'),
  strle: order('$lte'),
  strgt: order('$gt'),
  strge: order('$gte'),
  contains: text('contains', 'str', false),
  'contains-any-of': text('contains', 'list', false),
  'contains-all-of': text('contains-all', 'list', false),
  'starts-with': text('starts', 'str', false),
  'ends-with': text('ends', 'str', false),
  matches: text('glob', 'glob', true),
  'matches-regex': text('regex', 'regex', true),
  eq: number('$eq'),
  gt: number('$gt'),
  ge: number('$gte'),
  lt: number('$lt'),
  le: number('$lte'),
  'eq-any-of': numbers,
  'eq-in': numbers,
  exists,
};

/** The comparison of that name (`streq`, `not-contains`), or undefined where there is none. */
export const readComparison = (
  ctx: Context,
  func: string,
  node: Reader,
  at: At,
): Comparison | null | undefined => {
  const negated = func.startsWith('not-');
  const plain = negated ? func.slice('not-'.length) : func;
  // The documentation says "not-matches", segments of older versions "not-match".
  const name = plain === 'match' ? 'matches' : plain;
  const reader = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (reader === undefined) return;
  const asks = reader(ctx, node, at);
  return asks === null ? null : { negated, asks };
};
