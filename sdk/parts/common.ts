// What many definitions need all of, in one file: fewer bytes than one by one, and one request.
export * as details from './details.ts';
export * as experiences from './experiences.ts';
export * as facts from './facts.ts';
export * as metrics from './metrics.ts';
export * as sequence from './sequence.ts';
