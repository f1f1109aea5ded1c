// What looks for steps: sequences, and metrics after or before one.
import type { MetricKind } from '../engine/index.ts';
import { bounds } from '../engine/sequence/bounds.ts';
import * as sequence from './lists/kinds-sequence.ts';

export const sequenceKinds: readonly MetricKind[] = [...Object.values(sequence), bounds];
