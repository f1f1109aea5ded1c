import type { RollupOptions } from 'rollup';

/** SHA-384 of a built file, as an `integrity` attribute wants it and as part of a name that never changes. */
export function fingerprint(file: string): { readonly integrity: string; readonly name: string };

declare const configurations: readonly RollupOptions[];
export default configurations;
