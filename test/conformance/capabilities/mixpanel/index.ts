import type { Peer } from '../types.ts';
import { aggregates } from './aggregates.ts';
import { combining } from './combining.ts';
import { events } from './events.ts';
import { profiles } from './profiles.ts';
import { sequences } from './sequences.ts';

/** The cohort builder, with the cohorts that funnels, retention and frequency reports save. */
export const mixpanel: Peer = {
  name: 'Mixpanel cohorts',
  groups: {
    Events: events,
    Aggregates: aggregates,
    'Profile properties': profiles,
    'Funnels and retention': sequences,
    Combining: combining,
  },
};
