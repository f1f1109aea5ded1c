import type { Membership } from '../types.ts';
import { type Range, UNKNOWN, not } from '../values/values.ts';
import { judge } from './clause.ts';

/** What is certain of a number known within bounds. */
export const inRange = (range: Range, operand: unknown): Membership => {
  if (range === UNKNOWN) return null;
  const { low, high, present } = range;
  const reaches = (threshold: unknown): Membership =>
    typeof threshold !== 'number'
      ? null
      : low >= threshold
        ? true
        : high < threshold
          ? false
          : null;
  const exceeds = (threshold: unknown): Membership =>
    typeof threshold !== 'number'
      ? null
      : low > threshold
        ? true
        : high <= threshold
          ? false
          : null;
  const is = (value: unknown): Membership =>
    typeof value === 'number' && (value < low || value > high) ? false : null;
  const isOne = (values: unknown): Membership =>
    Array.isArray(values) && values.every((value) => is(value) === false) ? false : null;
  return judge(operand, (operator, expected) => {
    switch (operator) {
      case '$gte':
        return reaches(expected);
      case '$lt':
        return not(reaches(expected));
      case '$gt':
        return exceeds(expected);
      case '$lte':
        return not(exceeds(expected));
      case '$eq':
        return is(expected);
      case '$ne':
        return not(is(expected));
      case '$in':
        return isOne(expected);
      case '$nin':
        return not(isOne(expected));
      case '$exists':
        return present ? !!expected : null;
      default:
        return null;
    }
  });
};
