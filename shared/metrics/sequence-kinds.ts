// What looks for steps that follow one another.
import type { MetricKind } from '../engine/index.ts';
import * as sequence from './lists/kinds-sequence.ts';

export const sequenceKinds: readonly MetricKind[] = Object.values(sequence);
