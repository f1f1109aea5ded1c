import type { PartName } from './parts.ts';

/** A file of several parts, in `NAME.ts`. */
export type Bundle = 'common';

/** In `common`; one by one the first four are as many bytes as all of it. */
const COMMON: readonly PartName[] = ['details', 'facts', 'metrics', 'sequence', 'experiences'];

export const isCommon = (name: PartName): boolean => COMMON.includes(name);

/** Whether who needs these loads `common` rather than one file each: it is never more bytes. */
export const isCommonWorthIt = (names: readonly PartName[]): boolean =>
  COMMON.slice(0, 4).every((name) => names.includes(name));
