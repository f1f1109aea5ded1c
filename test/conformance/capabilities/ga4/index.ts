import type { Peer } from '../types.ts';
import { events } from './events.ts';
import { logic } from './logic.ts';
import { membership } from './membership.ts';
import { numbers } from './numbers.ts';
import { scope } from './scope.ts';
import { sequences } from './sequences.ts';
import { text } from './text.ts';
import { visitor } from './visitor.ts';

/** Conditions, scopes and sequences of the audience builder and the Admin API (`audience.proto`). */
export const ga4: Peer = {
  name: 'Google Analytics 4 audiences',
  groups: {
    Scope: scope,
    Logic: logic,
    Text: text,
    Numbers: numbers,
    'Events and time': events,
    'The visitor': visitor,
    Sequences: sequences,
    'Exclusion, membership, triggers, prediction': membership,
  },
};
