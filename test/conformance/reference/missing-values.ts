import type { Json, TraitDefinition } from '../../../shared/definitions/index.ts';

/** A condition on a value that is absent: what it is to GrowthBook, and in a segment. */
export interface MissingValue {
  readonly operand: Json;
  readonly type: TraitDefinition;
  readonly growthbook: boolean;
  readonly segment: boolean;
  readonly why: string;
}

const NUMBER: TraitDefinition = { type: 'number' };
const VERSION: TraitDefinition = { type: 'string', values: ['1.0.0', '2.0.0'] };

export const MISSING: readonly MissingValue[] = [
  {
    operand: { $lt: 25 },
    type: NUMBER,
    growthbook: true,
    segment: false,
    why: 'absent orders like 0',
  },
  {
    operand: { $lte: 25 },
    type: NUMBER,
    growthbook: true,
    segment: false,
    why: 'absent orders like 0',
  },
  {
    operand: { $gte: 0 },
    type: NUMBER,
    growthbook: true,
    segment: false,
    why: 'absent orders like 0',
  },
  {
    operand: { $gt: -1 },
    type: NUMBER,
    growthbook: true,
    segment: false,
    why: 'absent orders like 0',
  },
  { operand: { $gt: 25 }, type: NUMBER, growthbook: false, segment: false, why: 'the same' },
  {
    operand: { $vlt: '2.0.0' },
    type: VERSION,
    growthbook: true,
    segment: false,
    why: 'absent orders like version 0',
  },
  {
    operand: { $not: { $gte: 25 } },
    type: NUMBER,
    growthbook: true,
    segment: true,
    why: 'the same: not at least 25, since nothing is there',
  },
  {
    operand: { $not: { $lt: 25 } },
    type: NUMBER,
    growthbook: false,
    segment: true,
    why: 'the opposite of the first',
  },
  { operand: { $ne: 25 }, type: NUMBER, growthbook: true, segment: true, why: 'the same' },
  { operand: { $nin: [25] }, type: NUMBER, growthbook: true, segment: true, why: 'the same' },
  { operand: { $eq: 0 }, type: NUMBER, growthbook: false, segment: false, why: 'the same' },
  {
    operand: 0,
    type: NUMBER,
    growthbook: true,
    segment: true,
    why: 'the same: a bare number is read from what is there, and nothing reads as 0. Write `{ "$eq": 0 }`',
  },
  { operand: { $exists: false }, type: NUMBER, growthbook: true, segment: true, why: 'the same' },
];
