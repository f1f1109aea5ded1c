import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import { attributeFact, factIs, factMeets, nowIs, versionsDiffer } from '../attributes.ts';
import type { At, Context, TraitType } from '../context.ts';
import { type Reader, asNumber } from '../reading.ts';
import { negated } from '../tree.ts';
import { OF_CONTEXTS } from './fields.ts';

type Asks =
  | { readonly of: 'list' | 'starts' | 'ends' | 'contains'; readonly negated?: true }
  | { readonly of: 'number' | 'version'; readonly operator: string }
  | { readonly of: 'pattern' }
  | { readonly of: 'now'; readonly side: 'before' | 'after' };

const OPERATORS: { readonly [operator: string]: Asks } = {
  IN: { of: 'list' },
  NOT_IN: { of: 'list', negated: true },
  STR_STARTS_WITH: { of: 'starts' },
  STR_ENDS_WITH: { of: 'ends' },
  STR_CONTAINS: { of: 'contains' },
  NUM_EQ: { of: 'number', operator: '$eq' },
  NUM_GT: { of: 'number', operator: '$gt' },
  NUM_GTE: { of: 'number', operator: '$gte' },
  NUM_LT: { of: 'number', operator: '$lt' },
  NUM_LTE: { of: 'number', operator: '$lte' },
  SEMVER_EQ: { of: 'version', operator: '$veq' },
  SEMVER_GT: { of: 'version', operator: '$vgt' },
  SEMVER_GTE: { of: 'version', operator: '$vgte' },
  SEMVER_LTE: { of: 'version', operator: '$vlte' },
  REGEX: { of: 'pattern' },
  SEMVER_LT: { of: 'version', operator: '$vlt' },
  DATE_AFTER: { of: 'now', side: 'after' },
  DATE_BEFORE: { of: 'now', side: 'before' },
};

/** One constraint: a field of the context compared. */
export const constraintAnswer = (ctx: Context, constraint: Reader): Answer | null => {
  const name = constraint.string('contextName') ?? '';
  const operator = constraint.string('operator') ?? '';
  const isInverted = constraint.boolean('inverted') ?? false;
  const isCaseInsensitive = constraint.boolean('caseInsensitive') ?? false;
  const [values, value] = [constraint.get('values'), constraint.get('value')];
  constraint.done('constraint', ['id']);
  const at = { path: constraint.path, construct: name === '' ? 'constraint' : name };
  const asks = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (asks === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: operator || 'operator' },
      `"${operator}" is no operator that is known.`,
    );
  const isOfList = ['list', 'starts', 'ends', 'contains'].includes(asks.of);
  const spare = isOfList ? value : values;
  if (spare !== undefined && spare !== '' && JSON.stringify(spare) !== '[]')
    ctx.differs(
      'ignored-by-source',
      { path: constraint.pathOf(isOfList ? 'value' : 'values'), construct: name },
      `${operator} compares with "${isOfList ? 'values' : 'value'}", and passes over this.`,
    );
  // What does not look at capital and small letters is the same with and without.
  if (isCaseInsensitive && !['starts', 'ends', 'contains', 'pattern'].includes(asks.of))
    ctx.differs(
      'ignored-by-source',
      { path: constraint.pathOf('caseInsensitive'), construct: name },
      `${operator} does not look at "caseInsensitive".`,
    );
  if (name === '') return ctx.refuse('invalid', at, 'A constraint needs a "contextName".');
  const answer = compared(ctx, at, asks, { values, value, isCaseInsensitive });
  if (answer === null) return null;
  ctx.mapped(constraint.path);
  const isNegated = isInverted !== ('negated' in asks && asks.negated === true);
  return isNegated ? negated(answer) : answer;
};

interface Given {
  readonly values: Json | undefined;
  readonly value: Json | undefined;
  readonly isCaseInsensitive: boolean;
}

const compared = (
  ctx: Context,
  at: At,
  asks: Asks,
  { values, value, isCaseInsensitive }: Given,
): Answer | null => {
  if (asks.of === 'now') {
    if (at.construct !== 'currentTime')
      ctx.differs(
        'ignored-by-source',
        at,
        `Dates are compared with the current time, whatever field "${at.construct}" is.`,
      );
    return nowIs(ctx, at, asks.side, value ?? null);
  }
  if (asks.of === 'number' || asks.of === 'version') {
    const than = asks.of === 'number' ? asNumber(value) : version(value);
    if (than === undefined)
      return ctx.refuse('invalid', at, `"value" should be a ${asks.of}: nobody meets that there.`);
    const fact = contextFact(ctx, at, asks.of === 'number' ? 'number' : 'string');
    if (asks.of === 'version')
      versionsDiffer(ctx, at, '"2" and "2.0" are no versions, and meet nothing');
    return fact === null ? null : factIs(ctx, at, fact, { [asks.operator]: than });
  }
  const texts =
    asks.of === 'pattern' ? [value].filter((one) => typeof one === 'string') : cleaned(values);
  if (asks.of === 'pattern' && texts?.length === 0)
    return ctx.refuse('invalid', at, '"value" should be a regular expression.');
  if (texts === null) return ctx.refuse('invalid', at, '"values" should be a list of texts.');
  if (texts.length === 0) return false;
  const fact = contextFact(ctx, at, 'string');
  if (fact === null) return null;
  return factMeets(ctx, at, fact, {
    kind: asks.of === 'list' ? 'equals' : asks.of,
    values: texts,
    caseSensitive: asks.of === 'list' || !isCaseInsensitive,
  });
};

/** Values without spaces around them; empty ones say nothing. */
export const cleaned = (values: Json | undefined): readonly string[] | null => {
  const list = (
    Array.isArray(values) ? values : values === undefined ? [] : [values]
  ) as readonly Json[];
  if (!list.every((value) => typeof value === 'string' || typeof value === 'number')) return null;
  return list.map((value) => String(value).trim()).filter((value) => value !== '');
};

const version = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && /^\d+\.\d+\.\d+([-+].*)?$/.test(value) ? value : undefined;

/** The fact of a field of the context. */
export const contextFact = (ctx: Context, at: At, type: TraitType): string | null =>
  at.construct === 'currentTime' && !Object.hasOwn(ctx.map.fields ?? {}, at.construct)
    ? ctx.refuse(
        'invalid',
        at,
        'The current time is compared with DATE_AFTER and DATE_BEFORE: nobody meets anything else.',
      )
    : attributeFact(ctx, at, OF_CONTEXTS, type);
