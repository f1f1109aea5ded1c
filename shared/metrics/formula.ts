import type { DerivedKind } from '../engine/graph/metric-kind.ts';
import { formulaFact } from '../engine/operators/formula.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** Arithmetic over facts. */
export const spec = {
  key: 'formula',
  takes: 'formula',
  parameters: {},
  value: 'number',
  empty: 'absent',
  part: 'sessions',
} as const satisfies Spec;

export const words = {
  aliases: ['ratio', 'expression', 'calculate', 'divide', 'multiply', 'compute'],
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => null,
};

export const kind: DerivedKind = {
  key: 'formula',
  derive: ({ formula }, read) => formulaFact(formula, read),
};
