// Sequences, metrics before or after one, and the value that a metric had long ago.
export { sequenceKinds } from '../../shared/metrics/sequence-kinds.ts';
