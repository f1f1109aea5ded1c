import type { Attributes } from '../attributes.ts';

/** Fields of the context that name one browser or person. */
export const IDENTIFIERS: ReadonlySet<string> = new Set(['userId', 'sessionId']);

/** Fields of the context that no fact holds. Others become traits. */
export const WITHOUT_EQUAL: { readonly [name: string]: string } = {
  remoteAddress: 'is the address of the network, which is never kept.',
  environment: 'is where the flag is asked for. Publish the segment there.',
  appName: 'is the program that asks for the flag. Publish the segment on that site.',
};

/** Strategies that hold for whoever meets their constraints. */
export const FOR_ALL: ReadonlySet<string> = new Set(['default']);

/** The parameter of a strategy that is the share of those who are in, of 100. */
export const SHARES: { readonly [strategy: string]: string } = {
  flexibleRollout: 'rollout',
  gradualRolloutRandom: 'percentage',
  gradualRolloutSessionId: 'percentage',
  gradualRolloutUserId: 'percentage',
};

export const OF_CONTEXTS: Attributes = {
  fields: {},
  identifiers: IDENTIFIERS,
  withoutEqual: WITHOUT_EQUAL,
};
