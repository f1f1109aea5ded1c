import type { Json } from '../../../shared/definitions/index.ts';
import type { Entry } from '../examples/example.ts';
import type { Capability } from './types.ts';

const buys = (values: readonly (Json | undefined)[], isMember: boolean): Entry[] => [
  ...values.map((value): Entry => ['+1m', 'purchase', value === undefined ? {} : { value }]),
  isMember,
];

/** An operator on the value of a purchase, with values that meet it and values that do not. */
export const valueCapability = (
  says: string,
  operand: Json,
  meeting: readonly (number | undefined)[],
  others: readonly (number | undefined)[],
): Capability => ({
  says,
  definitions: {
    metrics: { matching: { count: 'purchase', where: { value: operand } } },
    segments: { buyer: { when: { 'metric.matching': { $gte: 1 } } } },
  },
  visitors: {
    ...Object.fromEntries(meeting.map((value) => [`a purchase ${of(value)}`, buys([value], true)])),
    [`purchases only ${others.map(of).join(' and ')}`]: buys(others, false),
  },
});

const of = (value: number | undefined): string =>
  value === undefined ? 'without a value' : `of ${value}`;
