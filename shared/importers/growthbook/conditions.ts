import { LIMITS } from '../../definitions/limits.ts';
import type { Condition, Json } from '../../definitions/types.ts';
import type { At, Context, TraitType } from '../context.ts';
import { attributeFact } from '../attributes.ts';
import { factFits } from '../fields.ts';
import { asText, type JsonObject, isObject } from '../json.ts';
import { properName } from '../names.ts';
import { read } from '../reading.ts';
import { BROWSERS, OF_USERS } from './fields.ts';
import type { Groups } from './groups.ts';

/** What is needed to read conditions: the saved groups, and those that are being read. */
export interface Source {
  readonly groups: Groups;
  readonly within: readonly string[];
}

const OPERATORS: ReadonlySet<string> = new Set(
  (
    '$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $all $alli $size $elemMatch $exists $type ' +
    '$regex $regexi $not $veq $vne $vlt $vlte $vgt $vgte $inGroup $notInGroup'
  ).split(' '),
);

/** A condition about attributes as one about facts; null where nothing of it can be said. */
export const readCondition = (
  ctx: Context,
  json: JsonObject,
  path: string,
  source: Source,
): Condition | null => {
  const parts: Condition[] = [];
  for (const [key, operand] of Object.entries(json)) {
    const part = clause(ctx, key, operand, { path: join(path, key), construct: key }, source);
    if (part !== null) parts.push(part);
  }
  if (parts.length === 0 && Object.keys(json).length > 0) return null;
  const keys = parts.flatMap((part) => Object.keys(part));
  return new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { $and: parts };
};

const clause = (
  ctx: Context,
  key: string,
  operand: Json,
  at: At,
  source: Source,
): Condition | null => {
  if (key === '$and' || key === '$or' || key === '$nor') return list(ctx, key, operand, at, source);
  if (key === '$not') {
    if (!isObject(operand)) return notCondition(ctx, at);
    const inner = readCondition(ctx, operand, at.path, source);
    return inner === null ? null : { $not: inner };
  }
  if (key === '$savedGroup') return savedGroup(ctx, operand, at, source);
  if (key === '$savedGroups') return savedGroups(ctx, operand, at, source);
  if (key.startsWith('$'))
    return ctx.refuse('unsupported', at, `"${key}" is no operator that is known.`);
  return attribute(ctx, key, operand, at, source);
};

const notCondition = (ctx: Context, at: At): null =>
  ctx.refuse('invalid', at, `"${at.construct}" needs a condition.`);

const list = (
  ctx: Context,
  key: string,
  operand: Json,
  at: At,
  source: Source,
): Condition | null => {
  if (!Array.isArray(operand))
    return ctx.refuse('invalid', at, `"${key}" needs a list of conditions.`);
  // Empty, they hold for everyone or, `$nor`, for nobody.
  if (operand.length === 0) return key === '$nor' ? { $not: {} } : {};
  const parts = (operand as readonly Json[]).map((item, i) => {
    const place = { path: `${at.path}[${i}]`, construct: key };
    return isObject(item) ? readCondition(ctx, item, place.path, source) : notCondition(ctx, place);
  });
  const kept = parts.filter((part) => part !== null);
  return kept.length === 0 ? null : { [key]: kept };
};

/** `{ id, attributeKey? }`: a list is compared with its attribute, a condition stands in its place. */
const savedGroup = (ctx: Context, operand: Json, at: At, source: Source): Condition | null => {
  if (!isObject(operand))
    return ctx.refuse('invalid', at, 'A $savedGroup is { "id", "attributeKey"? }.');
  const reference = read(ctx, operand, at.path);
  const id = reference.get('id');
  const override = reference.get('attributeKey');
  reference.done('$savedGroup');
  const group = typeof id === 'string' ? source.groups.get(id) : undefined;
  if (typeof id !== 'string' || group === undefined)
    return ctx.refuse(
      'unmapped-name',
      at,
      `There is no saved group "${asText(id)}". Put it into "savedGroups" beside the condition.`,
    );
  if (source.within.includes(id))
    return ctx.refuse('invalid', at, `The saved group "${id}" is about itself.`);
  if (group.kind === 'condition') {
    const found = readCondition(ctx, group.condition, group.path, {
      ...source,
      within: [...source.within, id],
    });
    if (found !== null) ctx.mapped(at.path);
    return found;
  }
  const key = typeof override === 'string' ? override : group.attributeKey;
  return key === undefined
    ? ctx.refuse('invalid', at, `The saved group "${id}" says of no attribute whose list it is.`)
    : attribute(ctx, key, { $inGroup: id }, { ...at, construct: key }, source);
};

/** All of these groups; one may stand alone. */
const savedGroups = (ctx: Context, operand: Json, at: At, source: Source): Condition | null => {
  const ids = (Array.isArray(operand) ? operand : [operand]) as readonly Json[];
  const parts = ids.map((id, i) =>
    savedGroup(
      ctx,
      { id },
      { path: Array.isArray(operand) ? `${at.path}[${i}]` : at.path, construct: asText(id) },
      source,
    ),
  );
  const kept = parts.filter((part) => part !== null);
  if (kept.length === 0 && parts.length > 0) return null;
  ctx.mapped(at.path);
  const [only] = kept;
  return kept.length === 1 && only !== undefined ? only : { $and: kept };
};

const attribute = (
  ctx: Context,
  name: string,
  operand: Json,
  at: At,
  source: Source,
): Condition | null => {
  const fact = attributeFact(
    ctx,
    { ...at, construct: name },
    OF_USERS,
    typeOf(operand, source.groups),
  );
  if (fact === null) return null;
  if (fact === 'geo.region')
    ctx.differs(
      'renamed',
      at,
      'Regions are ISO 3166-2 codes here ("BE"). Look whether the values are.',
    );
  const compared = operandOf(ctx, operand, at, source, fact);
  if (compared === undefined || !factFits(ctx, at, fact, withLists(operand, source.groups)))
    return null;
  ctx.mapped(at.path);
  return { [fact]: compared };
};

/** Groups by what they hold, to see whether the fact can be compared with it. */
const withLists = (operand: Json, groups: Groups): Json => {
  if (!isObject(operand)) return operand;
  return Object.fromEntries(
    Object.entries(operand).map(([operator, value]) => {
      const group = operator.endsWith('Group') ? groups.get(asText(value)) : undefined;
      return group?.kind === 'list'
        ? ['$in', group.values]
        : [operator, operator === '$not' ? withLists(value, groups) : value];
    }),
  );
};

/** The type of a trait, by what it is compared with; undefined where that says nothing. */
const typeOf = (operand: Json, groups: Groups): TraitType | undefined => {
  if (Array.isArray(operand)) return 'string[]';
  if (!isObject(operand)) return typeOfValue(operand);
  for (const [operator, value] of Object.entries(operand)) {
    if (['$all', '$alli', '$size', '$elemMatch'].includes(operator)) return 'string[]';
    if (operator === '$exists' || operator === '$type') continue;
    if (operator.startsWith('$v') || operator.startsWith('$regex')) return 'string';
    const group = groups.get(asText(value));
    const values = group?.kind === 'list' && operator.endsWith('Group') ? group.values : value;
    const type =
      operator === '$not'
        ? typeOf(value, groups)
        : ([values].flat() as readonly Json[]).map(typeOfValue).find((one) => one !== undefined);
    if (type !== undefined) return type;
  }
  return undefined;
};

const typeOfValue = (value: Json): TraitType | undefined => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : undefined;
};

const AN_OBJECT =
  'An attribute that is an object. Traits are texts, numbers, truth values, dates or lists of texts: name one of its members ("company.size").';

/** The operand of one fact; undefined where it is refused. */
const operandOf = (
  ctx: Context,
  operand: Json,
  at: At,
  source: Source,
  fact: string,
): Json | undefined => {
  if (!isObject(operand)) {
    if (operand === 0) missing(ctx, at, String(operand));
    return browser(fact, operand);
  }
  const operators = Object.keys(operand);
  if (operators.length === 0 || !operators.every((key) => key.startsWith('$')))
    return void ctx.refuse('unsupported', at, AN_OBJECT);
  const entries: [string, Json][] = [];
  for (const [operator, value] of Object.entries(operand)) {
    const place = { path: join(at.path, operator), construct: operator };
    const refused = refusal(operator, value);
    if (refused !== undefined)
      return void ctx.refuse(OPERATORS.has(operator) ? 'invalid' : 'unsupported', place, refused);
    if (meetsNothing(operator, value)) missing(ctx, at, operator);
    if (operator === '$elemMatch' && !isOperators(value))
      return void ctx.refuse('unsupported', place, AN_OBJECT);
    if (operator === '$inGroup' || operator === '$notInGroup') {
      const id = keepGroup(ctx, asText(value), place, source);
      if (id === null) return undefined;
      entries.push([operator, id]);
    } else if (operator === '$not') {
      const inner = operandOf(ctx, value, at, source, fact);
      if (inner === undefined) return undefined;
      entries.push([operator, inner]);
    } else entries.push([operator, browser(fact, value)]);
  }
  return Object.fromEntries(entries);
};

const isOperators = (value: Json): boolean =>
  isObject(value) && Object.keys(value).every((key) => key.startsWith('$'));

/** Why an operator with such a value cannot be, or undefined. */
const refusal = (operator: string, value: Json): string | undefined => {
  if (!OPERATORS.has(operator)) return `"${operator}" is no operator that is known.`;
  if (['$in', '$nin', '$ini', '$nini', '$all', '$alli'].includes(operator)) {
    if (!Array.isArray(value)) return `${operator} needs a list.`;
    if (value.length > LIMITS.values)
      return `"${operator}" with more than ${LIMITS.values} values: put them into a saved group.`;
  }
  if (operator !== '$regex' && operator !== '$regexi') return;
  try {
    if (typeof value === 'string' && value.length <= LIMITS.patternLength) {
      RegExp(value);
      return;
    }
  } catch {
    // Said below.
  }
  return `"${operator}" needs a regular expression of at most ${LIMITS.patternLength} characters.`;
};

/** Whether an absent value meets an ordering, because it orders like zero. */
const meetsNothing = (operator: string, value: Json): boolean => {
  const number =
    typeof value === 'string' ? (value.trim() === '' ? 0 : Number(value)) : Number(value);
  if (typeof value === 'object' || Number.isNaN(number)) return false;
  if (operator === '$lt') return 0 < number;
  if (operator === '$lte') return 0 <= number;
  if (operator === '$gt') return 0 > number;
  return operator === '$gte' && 0 >= number;
};

const missing = (ctx: Context, at: At, operator: string): void =>
  ctx.differs(
    'missing-value',
    { ...at, construct: `${at.construct} ${operator}` },
    operator === '0'
      ? `To GrowthBook an absent "${at.construct}" equals 0, and so it does here. Write { "$eq": 0 } if it should not.`
      : `To GrowthBook an absent "${at.construct}" orders like zero and meets "${operator}". In a segment it meets no ordering. To have it as there, add { "$exists": false } as an alternative.`,
  );

const browser = (fact: string, operand: Json): Json => {
  if (fact !== 'device.browser') return operand;
  if (Array.isArray(operand))
    return (operand as readonly Json[]).map((item) => browser(fact, item));
  return typeof operand === 'string' ? (BROWSERS[operand.toLowerCase()] ?? operand) : operand;
};

/** A list for `$inGroup`, kept under an id of this document. */
const keepGroup = (ctx: Context, id: string, at: At, source: Source): string | null => {
  const group = source.groups.get(id);
  if (group === undefined)
    return ctx.refuse(
      'unmapped-name',
      at,
      `There is no saved group "${id}". Put it into "savedGroups" beside the condition.`,
    );
  if (group.kind !== 'list')
    return ctx.refuse(
      'invalid',
      at,
      `The saved group "${id}" is a condition, and ${at.construct} needs a list. To GrowthBook it holds for nobody.`,
    );
  const kept = ctx.savedGroup(properName(id, 'group'), group.values);
  ctx.differs(
    'public-list',
    { ...at, construct: id },
    `The list "${id}" becomes part of the definitions, which are public.`,
  );
  return kept;
};

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
