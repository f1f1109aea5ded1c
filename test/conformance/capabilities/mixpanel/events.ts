import { each } from '../../examples/example.ts';
import type { Capability } from '../types.ts';

export const events: readonly Capability[] = [
  {
    says: 'did the event, in the last N days',
    definitions: {
      metrics: { songs: { count: 'play_song', within: '30d' } },
      segments: { listener: { when: { 'metric.songs': { $gte: 1 } } } },
    },
    visitors: {
      'once, 29 days ago': [
        ['02-01 10:00', 'play_song'],
        ['03-02 10:00', true],
        ['03-03 10:00', false],
      ],
      'once, 30 days ago': [
        ['02-01 10:00', 'play_song'],
        ['03-03 10:00', false],
      ],
    },
  },
  {
    says: 'did not do the event, in the last N days',
    definitions: {
      metrics: { songs: { count: 'play_song', within: '30d' } },
      segments: { silent: { when: { 'metric.songs': 0 } } },
    },
    visitors: {
      'last played 30 days ago': [
        ['02-01 10:00', 'play_song'],
        false,
        ['03-03 09:59', false],
        ['03-03 10:00', true],
      ],
      'played yesterday': [
        ['03-01 10:00', 'play_song'],
        ['03-02 10:00', false],
      ],
    },
  },
  {
    says: 'at least N times in the last N days',
    definitions: {
      metrics: { videos: { count: 'video_complete', within: '7d' } },
      segments: { viewer: { when: { 'metric.videos': { $gte: 3 } } } },
    },
    visitors: {
      'three in a week': [
        ...each('video_complete', ['03-02 10:00', '03-04 10:00', '03-08 10:00']),
        true,
        ['03-09 10:00', false],
      ],
      'two in a week': [...each('video_complete', ['03-02 10:00', '03-04 10:00']), false],
    },
  },
  {
    says: 'at most N times',
    definitions: {
      metrics: { videos: { count: 'video_complete', within: '7d' } },
      segments: { light: { when: { 'metric.videos': { $lte: 1 } } } },
    },
    visitors: {
      one: [['10:00', 'video_complete'], true],
      two: [...each('video_complete', ['10:00', '11:00']), false],
    },
  },
  {
    says: 'exactly N times',
    definitions: {
      metrics: { videos: { count: 'video_complete', within: '7d' } },
      segments: { pair: { when: { 'metric.videos': 2 } } },
    },
    visitors: {
      'one, then two, then three': [
        ['10:00', 'video_complete'],
        false,
        ['11:00', 'video_complete'],
        true,
        ['12:00', 'video_complete'],
        false,
      ],
      one: [['10:00', 'video_complete'], false],
    },
  },
  {
    says: 'at least N times between two dates',
    definitions: {
      metrics: {
        videos: {
          count: 'video_complete',
          within: { from: '2026-03-01T00:00:00+01:00', to: '2026-03-16T00:00:00+01:00' },
        },
      },
      segments: { spring: { when: { 'metric.videos': { $gte: 2 } } } },
    },
    visitors: {
      'on the first and the last day': [
        ...each('video_complete', ['03-01 00:00', '03-15 23:59']),
        true,
        ['2026-06-01 10:00', true],
      ],
      'on the first day and the day after': [
        ...each('video_complete', ['03-01 10:00', '03-16 00:00']),
        false,
      ],
    },
  },
  {
    says: 'since a date',
    definitions: {
      metrics: {
        videos: {
          count: 'video_complete',
          within: { from: '2026-03-01T00:00:00+01:00', to: '2027-03-01T00:00:00+01:00' },
        },
      },
      segments: { since: { when: { 'metric.videos': { $gte: 1 } } } },
    },
    visitors: {
      'in April': [['04-10 10:00', 'video_complete'], true],
      'in February': [
        ['02-28 10:00', 'video_complete'],
        ['04-10 10:00', false],
      ],
    },
  },
  {
    says: 'on a day: today, this week, this month',
    definitions: {
      metrics: { videos: { count: 'video_complete', within: 'today' } },
      segments: { today: { when: { 'metric.videos': { $gte: 1 } } } },
    },
    visitors: {
      'until midnight': [['23:50', 'video_complete'], true, ['03-03 00:00', false]],
      yesterday: [
        ['03-01 23:59', 'video_complete'],
        ['03-02 00:01', false],
      ],
    },
  },
  {
    says: 'any event; one of several events (custom events)',
    definitions: {
      metrics: {
        any: { count: '*', within: '7d' },
        media: { count: ['play_song', 'video_complete'], within: '7d' },
      },
      segments: { media: { when: { 'metric.any': { $gte: 3 }, 'metric.media': { $gte: 2 } } } },
    },
    visitors: {
      'a song, a video, a page': [
        ['10:00', 'play_song'],
        ['10:01', 'video_complete'],
        false,
        ['10:02', 'page_view'],
        true,
      ],
      'a song and two pages': [
        ['10:00', 'play_song'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'with a filter on the properties of the event, joined by "and" and "or"',
    definitions: {
      metrics: {
        plays: {
          count: 'play_song',
          where: { $or: [{ genre: 'jazz' }, { genre: 'soul', minutes: { $gt: 5 } }] },
        },
      },
      segments: { fan: { when: { 'metric.plays': { $gte: 1 } } } },
    },
    visitors: {
      'a long soul song': [['10:00', 'play_song', { genre: 'soul', minutes: 7 }], true],
      'a short soul song, a long pop song': [
        ['10:00', 'play_song', { genre: 'soul', minutes: 3 }],
        ['10:01', 'play_song', { genre: 'pop', minutes: 9 }],
        false,
      ],
    },
  },
  {
    says: 'first time ever, within the last N days',
    definitions: {
      metrics: { began: { since: 'play_song', of: 'first' } },
      segments: { novice: { when: { 'metric.began': { $lt: '7d' } } } },
    },
    visitors: {
      'a first song, and more': [
        ['03-02 10:00', 'play_song'],
        true,
        ['03-08 10:00', 'play_song'],
        true,
        ['03-09 10:00', false],
      ],
      'plays since January': [['01-02 10:00', 'play_song'], ['03-08 10:00', 'play_song'], false],
    },
  },
  {
    says: 'the first occurrence has a property: the first song was jazz',
    definitions: {
      metrics: { first: { first: 'play_song.genre' } },
      segments: { jazz: { when: { 'metric.first': 'jazz' } } },
    },
    visitors: {
      'jazz, then pop': [
        ['10:00', 'play_song', { genre: 'jazz' }],
        ['10:05', 'play_song', { genre: 'pop' }],
        true,
      ],
      'pop, then jazz': [
        ['10:00', 'play_song', { genre: 'pop' }],
        ['10:05', 'play_song', { genre: 'jazz' }],
        false,
      ],
    },
  },
];
