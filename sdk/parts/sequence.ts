// Sequences.
export { sequenceKinds as kinds } from '../../shared/metrics/sequence-kinds.ts';
export { steps } from '../../shared/engine/sequence/steps.ts';
