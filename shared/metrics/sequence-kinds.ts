// What looks at events again: sequences, metrics after or before one, and the value of some time ago.
import type { MetricKind } from '../engine/index.ts';
import { offset } from '../engine/operators/offset.ts';
import { bounds } from '../engine/sequence/bounds.ts';
import * as sequence from './lists/kinds-sequence.ts';

export const sequenceKinds: readonly MetricKind[] = [...Object.values(sequence), bounds, offset];
