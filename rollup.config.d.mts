import type { RollupOptions } from 'rollup';

/** SHA-256 of a built file, as an `integrity` attribute wants it and as part of a name that never changes. */
export function fingerprint(file: string): {
  /** The whole of it. */
  readonly hex: string;
  readonly name: string;
  readonly integrity: string;
};

/** Those that need one another, in this order. */
export const chain: readonly RollupOptions[];
/** Those that need nobody. */
export const apart: readonly RollupOptions[];

declare const configurations: readonly RollupOptions[];
export default configurations;
