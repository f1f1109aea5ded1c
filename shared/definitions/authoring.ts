/** `@covey-segments/browser/definitions`: what an owner needs to write definitions in TypeScript. Does nothing when it runs. */
export { defineSegments } from './define.ts';
export type { SegmentIds, TypedDefinitions } from './define.ts';
export type * from './types.ts';
