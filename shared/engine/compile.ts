import type { Definitions } from '../definitions/types.ts';
import type { Plan } from './types.ts';

/** Definitions as a plan. Never throws: what cannot be compiled is in `plan.disabled`. */
export function compile(definitions: Definitions): Plan {
  throw new Error(`not ready for ${definitions.site}`);
}
