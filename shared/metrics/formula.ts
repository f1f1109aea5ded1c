import type { DerivedKind } from '../engine/graph/metric-kind.ts';
import { formulaSource } from '../engine/operators/formula.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** Arithmetic over facts. */
export const spec = {
  key: 'formula',
  takes: 'formula',
  parameters: {},
  value: 'number',
  empty: 'absent',
  certain: null,
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'a formula: {formula}',
  aliases: ['ratio', 'expression', 'calculate', 'divide', 'multiply', 'compute'],
} as const satisfies Words;

export const kind: DerivedKind = {
  key: 'formula',
  derive: ({ formula }, read) => formulaSource(formula, read),
};
