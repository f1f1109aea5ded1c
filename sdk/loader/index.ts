// Loader: the owner's definitions, verified before use and kept for when the edge is away, and the
// coarse context of the request. Failures are codes; nothing throws.
export { createLoader } from './loader.ts';
export type { Kept, Loaded, Loader, LoaderOptions } from './loader.ts';
