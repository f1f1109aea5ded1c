export { defineSegments } from './define.ts';
export type { SegmentIds, TypedDefinitions } from './define.ts';
