import type { Attributes } from '../attributes.ts';

/** Attributes of the user context that mean the same on every site. Others become traits. */
export const ATTRIBUTES: { readonly [name: string]: string } = { country: 'geo.country' };

/** Attributes that name one person or browser. */
export const IDENTIFIERS: ReadonlySet<string> = new Set([
  'key',
  'email',
  'name',
  'firstName',
  'lastName',
]);

/** Attributes that no fact holds. */
export const WITHOUT_EQUAL: { readonly [name: string]: string } = {
  ip: 'is the address of the network, which is never kept. Compare the country.',
  kind: 'is the kind of the context: every visitor is a user here.',
  anonymous: 'tells whether someone has signed in. Declare that as a trait, and map it.',
};

export const OF_USERS: Attributes = {
  fields: ATTRIBUTES,
  identifiers: IDENTIFIERS,
  withoutEqual: WITHOUT_EQUAL,
};
