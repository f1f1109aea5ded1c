// Made-up visitors of Hazel: plausible histories, the same for the same seed.
export { simulatedVisitor } from './visitor.ts';
export type { SimulatedVisitor } from './visitor.ts';
