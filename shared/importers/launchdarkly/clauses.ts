import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import {
  attributeFact,
  dateText,
  datesAreTexts,
  factIs,
  factIsSet,
  factMeets,
  threeNumbers,
  typeOfAll,
  versionsDiffer,
} from '../attributes.ts';
import type { At, Context, TraitType } from '../context.ts';
import { asText } from '../json.ts';
import { type Reader } from '../reading.ts';
import type { TextTest } from '../text.ts';
import { and, not, or, someOf } from '../tree.ts';
import { OF_USERS } from './fields.ts';

/** What an operator asks of one value: a text, a number in order, a date in order, or a version. */
type Asks =
  | { readonly of: 'string'; readonly kind: TextTest['kind'] }
  | { readonly of: 'number' | 'date' | 'version'; readonly operator: string }
  | { readonly of: 'equal' };

const OPERATORS: { readonly [op: string]: Asks } = {
  in: { of: 'equal' },
  startsWith: { of: 'string', kind: 'starts' },
  endsWith: { of: 'string', kind: 'ends' },
  contains: { of: 'string', kind: 'contains' },
  matches: { of: 'string', kind: 'pattern' },
  lessThan: { of: 'number', operator: '$lt' },
  lessThanOrEqual: { of: 'number', operator: '$lte' },
  greaterThan: { of: 'number', operator: '$gt' },
  greaterThanOrEqual: { of: 'number', operator: '$gte' },
  before: { of: 'date', operator: '$lt' },
  after: { of: 'date', operator: '$gt' },
  semVerEqual: { of: 'version', operator: '$veq' },
  semVerLessThan: { of: 'version', operator: '$vlt' },
  semVerGreaterThan: { of: 'version', operator: '$vgt' },
};

/** Whether the visitor is in the segment of that key. */
export type InSegment = (key: string, at: At) => Answer | null;

/** One clause of a rule: an attribute that meets any of the values. */
export const clauseAnswer = (ctx: Context, clause: Reader, inSegment: InSegment): Answer | null => {
  const op = clause.string('op') ?? '';
  const attribute = clause.string('attribute') ?? '';
  const kind = clause.string('contextKind');
  const given = clause.get('values');
  const isNegated = clause.boolean('negate') ?? false;
  clause.done('clause', ['_id', 'id']);
  const at = { path: clause.path, construct: op === 'segmentMatch' ? op : attribute || 'clause' };
  if (!Array.isArray(given)) return ctx.refuse('invalid', at, 'A clause needs a list in "values".');
  const values = given as readonly Json[];
  if (op === 'segmentMatch') {
    if (attribute !== '' && attribute !== 'segmentMatch') ctx.notCarried('attribute');
    const parts = values.map((value) =>
      inSegment(asText(value), { ...at, construct: asText(value) }),
    );
    const answer = parts.includes(null) ? null : someOf(parts);
    if (answer !== null) ctx.mapped(clause.path);
    return answer !== null && isNegated ? not(answer) : answer;
  }
  const asks = Object.hasOwn(OPERATORS, op) ? OPERATORS[op] : undefined;
  if (asks === undefined)
    return ctx.refuse(
      'unsupported',
      { ...at, construct: op || 'op' },
      `"${op}" is no operator that is known.`,
    );
  if (attribute === '') return ctx.refuse('invalid', at, 'A clause needs an "attribute".');
  const name = nameOf(attribute, kind);
  const fact = factOf(ctx, { ...at, construct: name }, kind, typeOf(asks, values));
  if (fact === null) return null;
  const answer = meets(ctx, { ...at, construct: name }, fact, asks, values);
  if (answer === null) return null;
  ctx.mapped(clause.path);
  // Whoever has no such attribute meets no clause, negated or not.
  return isNegated ? and([factIsSet(fact), not(answer)]) : answer;
};

/** `/address/city` is a member of the attribute `address`, where the clause says of what kind of context. */
const nameOf = (attribute: string, kind: string | undefined): string => {
  const name =
    kind !== undefined && attribute.startsWith('/')
      ? attribute
          .slice(1)
          .split('/')
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
          .join('.')
      : attribute;
  return kind === undefined || kind === 'user' ? name : `${kind}.${name}`;
};

/** The fact of an attribute; those of other kinds of context than the user need a mapping. */
export const factOf = (
  ctx: Context,
  at: At,
  kind: string | undefined,
  type: TraitType | undefined,
): string | null => {
  const name = at.construct;
  const isMapped = Object.hasOwn(ctx.map.fields ?? {}, name);
  const isOther = kind !== undefined && kind !== 'user';
  if (isOther && !isMapped)
    return ctx.refuse(
      'unmapped-name',
      at,
      `A context of the kind "${kind}": Covey knows visitors only. Map what matters of it: "fields": { "${name}": "trait.…" }.`,
    );
  return attributeFact(ctx, at, OF_USERS, type);
};

const typeOf = (asks: Asks, values: readonly Json[]): TraitType | undefined => {
  if (asks.of === 'equal') return typeOfAll(values);
  return asks.of === 'version' ? 'string' : asks.of;
};

const meets = (
  ctx: Context,
  at: At,
  fact: string,
  asks: Asks,
  values: readonly Json[],
): Answer | null => {
  // Any of no values is none.
  if (values.length === 0) return false;
  const type = typeOfAll(values);
  switch (asks.of) {
    case 'equal': {
      if (type === 'string')
        return factMeets(ctx, at, fact, {
          kind: 'equals',
          values: values as readonly string[],
          caseSensitive: true,
        });
      return type === undefined
        ? ctx.refuse(
            'ambiguous',
            at,
            'Values of several types, or lists and objects: a trait has one type. Compare it with texts, numbers or truth values.',
          )
        : factIs(ctx, at, fact, values.length === 1 ? { $eq: values[0] ?? null } : { $in: values });
    }
    case 'string':
      return type === 'string'
        ? factMeets(ctx, at, fact, {
            kind: asks.kind,
            values: values as readonly string[],
            caseSensitive: true,
          })
        : wrong(ctx, at, 'texts');
    case 'date': {
      const dates = values.map(dateText);
      if (dates.includes(null)) return wrong(ctx, at, 'dates');
      datesAreTexts(ctx, at);
      return anyOf(ctx, at, fact, asks.operator, dates);
    }
    case 'version': {
      const versions = values.map(withThreeNumbers);
      if (versions.includes(null)) return wrong(ctx, at, 'versions');
      versionsDiffer(ctx, at, '"2" and "2.0" are 2.0.0, and what is no version meets nothing');
      return anyOf(ctx, at, fact, asks.operator, versions);
    }
    default: {
      if (type !== 'number') return wrong(ctx, at, 'numbers');
      return anyOf(ctx, at, fact, asks.operator, values);
    }
  }
};

/** `2` is compared there as 2.0.0, and `2-beta` as 2.0.0-beta. */
const withThreeNumbers = (value: Json): string | null => {
  const [, numbers, rest = ''] =
    typeof value === 'string' ? (/^(\d+(?:\.\d+){0,2})([-+].*)?$/.exec(value) ?? []) : [];
  return numbers === undefined ? null : threeNumbers(numbers) + rest;
};

const wrong = (ctx: Context, at: At, wanted: string): null =>
  ctx.refuse(
    'invalid',
    at,
    `"${at.construct}" is compared with other values than ${wanted}: nobody meets that there.`,
  );

const anyOf = (
  ctx: Context,
  at: At,
  fact: string,
  operator: string,
  values: readonly Json[],
): Answer | null => {
  const parts = values.map((value) => factIs(ctx, at, fact, { [operator]: value }));
  return parts.includes(null) ? null : or(parts.filter((part) => part !== null));
};
