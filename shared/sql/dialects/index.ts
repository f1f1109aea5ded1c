/** The engines' own SQL, a file each: what of the neutral text an engine writes its own way. */
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';

export { createWriter, writeScript } from './write.ts';
export type { Dialect, Script } from './dialect.ts';

export const DIALECTS = { duckdb } as const satisfies { readonly [name: string]: Dialect };
export type DialectName = keyof typeof DIALECTS;
