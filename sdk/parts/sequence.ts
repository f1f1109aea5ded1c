// Sequences.
export { sequenceKinds } from '../../shared/metrics/sequence-kinds.ts';
export { steps } from '../../shared/engine/sequence/steps.ts';
