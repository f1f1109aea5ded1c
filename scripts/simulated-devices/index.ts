// Devices that run the page's own code for counts through years of whatever can happen, and owners who
// try to learn from their reports.
export { createDevice } from './device.ts';
export type { Device, DeviceOptions, Linked, Subtle } from './device.ts';
export { anything, renumbered, reworded } from './documents.ts';
export { liveFiveYears, mostIn, overlaps } from './lives.ts';
export type { LifeOptions } from './lives.ts';
export { guessing } from './owner.ts';
