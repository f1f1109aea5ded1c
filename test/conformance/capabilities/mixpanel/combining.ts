import type { Capability } from '../types.ts';

export const combining: readonly Capability[] = [
  {
    says: 'events and profile joined by "and" and "or"',
    definitions: {
      traits: { plan: { type: 'string', values: ['free', 'pro'] } },
      metrics: { songs: { count: 'play_song', within: '7d' }, shares: { count: 'share' } },
      segments: {
        active: {
          when: {
            'trait.plan': 'pro',
            $or: [{ 'metric.songs': { $gte: 2 } }, { 'metric.shares': { $gte: 1 } }],
          },
        },
      },
    },
    visitors: {
      'pro, shares': [{ facts: { trait: { plan: 'pro' } } }, ['10:00', 'share'], true],
      'free, shares': [{ facts: { trait: { plan: 'free' } } }, ['10:00', 'share'], false],
    },
  },
  {
    says: 'in a cohort, not in another',
    definitions: {
      metrics: { songs: { count: 'play_song' }, shares: { count: 'share' } },
      segments: {
        listeners: { when: { 'metric.songs': { $gte: 1 } } },
        sharers: { when: { 'metric.shares': { $gte: 1 } } },
        quiet: { when: { 'segment.listeners': true, 'segment.sharers': false } },
      },
    },
    visitors: {
      'plays, then shares': [['10:00', 'play_song'], true, ['10:01', 'share'], false],
      'only shares': [['10:01', 'share'], false],
    },
  },
];
