import type { ReadySegment } from './types.ts';

export const visits: readonly ReadySegment[] = [
  {
    number: '47',
    name: 'Second visit',
    says: 'In the second visit, or it was the last so far.',
    tune: [],
    note: 'A third visit ends it; "Returning visitor" lasts.',
    definitions: {
      segments: {
        'second-visit': {
          name: 'Second visit',
          kind: 'behavioral',
          stage: 'onboarding',
          when: { 'session.number': 2 },
        },
      },
    },
    visitors: {
      'comes back after half an hour': [
        ['10:00', 'page_view'],
        false,
        ['10:30', 'page_view'],
        true,
        ['10:59', 'page_view'],
        true,
      ],
      'comes a third time': [
        ['10:00', 'page_view'],
        ['12:00', 'page_view'],
        ['14:00', 'page_view'],
        false,
      ],
    },
  },
  {
    number: '48',
    name: 'Second visit within one day',
    says: 'The second visit began within 24 hours of the first.',
    tune: ['1 day'],
    note: 'A page adds `first_visit` and `session_start` by itself, and `covey simulate` does to a log.',
    definitions: {
      metrics: {
        second_visit_within_a_day: {
          sequence: [
            { event: 'first_visit' },
            { event: 'session_start', after: 'next' },
            { event: 'session_start', atMost: '1d' },
          ],
        },
      },
      segments: {
        'second-visit-within-a-day': {
          name: 'Second visit within one day',
          kind: 'behavioral',
          stage: 'onboarding',
          when: { 'metric.second_visit_within_a_day': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'the next morning': [
        ['03-02 10:00', 'first_visit'],
        ['03-02 10:00', 'session_start'],
        ['03-02 10:00', 'page_view'],
        false,
        ['03-03 09:59', 'session_start'],
        ['03-03 09:59', 'page_view'],
        true,
        ['03-30 10:00', true],
      ],
      'two days later, and again the same day': [
        ['03-02 10:00', 'first_visit'],
        ['03-02 10:00', 'session_start'],
        ['03-02 10:00', 'page_view'],
        ['03-04 10:00', 'session_start'],
        ['03-04 12:00', 'session_start'],
        false,
      ],
    },
  },
];
