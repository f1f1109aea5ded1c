import { parseDuration } from '../definitions/durations.ts';
import type { FactType } from '../definitions/facts.ts';
import type { Json } from '../definitions/types.ts';

/** Whether a fact of that type can be compared so: the checker refuses what can never be true. */
export const fits = (type: FactType = 'value', operand: Json): boolean => {
  if (operand === null) return true;
  if (Array.isArray(operand)) return type === 'string[]' && everyIs('string', operand);
  if (typeof operand !== 'object') return type !== 'string[]' && isOf(type, operand);
  return Object.entries(operand).every(([operator, value]) => operatorFits(type, operator, value));
};

const operatorFits = (type: FactType, operator: string, value: Json): boolean => {
  const mayBe = (other: FactType): boolean => type === other || type === 'value';
  const element = type === 'string[]' ? 'string' : type;
  switch (operator) {
    case '$exists':
      return typeof value === 'boolean';
    case '$type':
    case '$inGroup':
    case '$notInGroup':
      return typeof value === 'string';
    case '$not':
      return fits(type, value);
    case '$size':
      return mayBe('string[]') && fits('number', value);
    case '$elemMatch':
      return mayBe('string[]') && fits('string', value);
    case '$all':
    case '$alli':
      return mayBe('string[]') && everyIs('string', value);
    case '$in':
    case '$nin':
    case '$ini':
    case '$nini':
      return everyIs(element, value);
    case '$regex':
    case '$regexi':
      return (mayBe('string') || type === 'date') && typeof value === 'string';
    case '$eq':
    case '$ne':
      return type !== 'string[]' && (value === null || isOf(type, value));
    default:
      if (operator.startsWith('$v')) return mayBe('string') && typeof value === 'string';
      if (type === 'string[]' || type === 'boolean') return false;
      return (typeof value === 'string' || typeof value === 'number') && isOf(type, value);
  }
};

const everyIs = (type: FactType, list: Json): boolean =>
  Array.isArray(list) &&
  (list as readonly Json[]).every((item) => item === null || isOf(type, item));

const isOf = (type: FactType, value: Json): boolean => {
  if (type === 'value') return typeof value !== 'object';
  if (type === 'number' || type === 'boolean') return typeof value === type;
  if (type === 'duration') return value === 0 || parseDuration(value) !== null;
  if (typeof value !== 'string') return false;
  return type !== 'date' || /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(value);
};

/** Facts whose values have one form, or are a few words: a condition of any other value is refused. */
const FORMS: { readonly [fact: string]: { readonly form: RegExp; readonly why: string } } = {
  'geo.country': {
    form: /^[A-Z]{2}$/,
    why: 'is no country code: countries are two capital letters (ISO 3166) here',
  },
  'device.type': {
    form: /^(mobile|tablet|desktop)$/,
    why: 'is no type of device: they are "mobile", "tablet" and "desktop" here',
  },
  'device.viewport': {
    form: /^(small|medium|large)$/,
    why: 'is no size of a viewport: they are "small", "medium" and "large" here',
  },
};

/** Why the fact never has a value that it is compared whole with. */
export const whyNever = (fact: string, operand: Json): string | undefined => {
  const known = FORMS[fact];
  const other = known && otherThan(known.form, operand);
  return other === undefined ? undefined : `${JSON.stringify(other)} ${known?.why}.`;
};

const otherThan = (form: RegExp, operand: Json): string | undefined => {
  if (typeof operand === 'string') return form.test(operand) ? undefined : operand;
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return undefined;
  for (const [operator, value] of Object.entries(operand)) {
    const isList = ['$in', '$nin', '$ini', '$nini'].includes(operator) && Array.isArray(value);
    const list = isList ? (value as readonly Json[]) : [];
    const whole = ['$eq', '$ne', '$not'].includes(operator) ? [value] : list;
    const inAnyCase = operator.endsWith('i') ? new RegExp(form, 'i') : form;
    const wrong = whole.map((one) => otherThan(inAnyCase, one)).find((one) => one !== undefined);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};
