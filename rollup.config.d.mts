import type { RollupOptions } from 'rollup';

/** SHA-384 of a built file, as an `integrity` attribute wants it and as part of a name that never changes. */
export function fingerprint(file: string): { readonly integrity: string; readonly name: string };

/** Those that need one another, in this order. */
export const chain: readonly RollupOptions[];
/** Those that need nobody. */
export const apart: readonly RollupOptions[];

declare const configurations: readonly RollupOptions[];
export default configurations;
