import type { PartName } from './parts.ts';

/** Name and SHA-384. */
export type PartFile = readonly [file: string, integrity: string];
type Files = Readonly<Record<PartName, PartFile>>;

/** Written by the build. */
declare const BUILT: Files;
declare const BUILD_ID: string;

/** Files that are loaded when they are needed; the package finds them beside its own. */
export const FILES: Partial<Files> = typeof BUILT === 'undefined' ? {} : BUILT;

/** Tells builds apart: of the engine's own file, and so of all the parts that it names. */
export const BUILD = typeof BUILD_ID === 'undefined' ? 'source' : BUILD_ID;
