import type { Steps } from './bounds.ts';
import { Matcher, noMatches } from './matcher.ts';
import { subscribePattern } from './pattern.ts';

/** What follows steps, for what a page loads in another part. */
export const steps: Steps = { subscribePattern, noMatches, Matcher };
