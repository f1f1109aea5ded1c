// Experiences: variants of a page drawn at random for who is eligible. Written out, they are segments like others, as the
// bins of histograms are.
export { type Asked, askedIn, askedWith } from './asked-in.ts';
export { drawFor, drawVariant } from './draw.ts';
export type { Random } from './draw.ts';
export { drawnAs, HOLDOUT } from './drawn-as.ts';
export { shownAs, writeOut } from './write-out.ts';
export type { WrittenOut } from './write-out.ts';
