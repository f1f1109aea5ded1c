import type { Section } from './types.ts';

export const unknownSection: Section = {
  title: 'Unknown',
  text: 'What the device knows that it cannot know is unknown, and `has()` is true only for true. A trait that was never set is not unknown: it is absent.',
  form: 'examples',
  constructs: [
    {
      covers: [],
      title: 'Context never fetched',
      means: 'Context that was never fetched is unknown; what is settled without it is settled.',
      example: {
        definitions: {
          segments: {
            german: { when: { 'geo.country': 'DE' } },
            notGerman: { when: { 'geo.country': { $ne: 'DE' } } },
            either: { when: { $or: [{ 'geo.country': 'DE' }, { 'session.number': { $gte: 2 } }] } },
          },
        },
        segment: 'german',
        visitors: {
          'not fetched, then Germany': [
            { facts: { geo: null } },
            null,
            { members: { notGerman: null, either: null } },
            ['10:00', 'page_view'],
            ['12:00', 'page_view'],
            { members: { notGerman: null, either: true } },
            { facts: { geo: { country: 'DE' } } },
            true,
          ],
          'fetched, and not known there: absent': [
            { facts: { geo: { country: null } } },
            { members: { notGerman: true, either: false } },
            false,
          ],
        },
      },
    },
  ],
};
