import type { Definitions } from '../../../shared/definitions/types.ts';

/** A counted segment, group, experience and histogram; and one of each that may go uncounted. */
export const counted: Definitions = {
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-02-22T00:00:00Z',
  metrics: { views: { count: 'view_item', within: '7d' } },
  segments: {
    looking: { when: { 'metric.views': { $gte: 3 } }, count: true },
    few: { when: { 'metric.views': { $lt: 3 } } },
    nobody: { when: { 'metric.views': 0 } },
    many: { when: { 'metric.views': { $gte: 9 } } },
  },
  groups: {
    much: { segments: ['few', 'many'], count: true },
    other: { segments: ['looking', 'nobody'] },
  },
  experiences: {
    hero: {
      segments: ['looking'],
      variants: { a: {}, b: {} },
      holdout: 0.2,
      goal: 'few',
      count: true,
    },
    plain: { segments: ['looking'], variants: { a: {}, b: {} } },
  },
  histograms: { spread: { metric: 'views', bins: [1, 2, 5] } },
};

/** What is asked of it, in order. */
export const QUESTIONS = [
  { id: 'looking', answers: 2 },
  { id: 'much', answers: 3 },
  { id: 'hero', answers: 7 },
  { id: 'spread', answers: 5 },
];
