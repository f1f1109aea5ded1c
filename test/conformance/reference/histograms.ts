import type { Definitions, HistogramDefinition } from '../../../shared/definitions/index.ts';
import type { Section } from './types.ts';

const counted = (histogram: HistogramDefinition): Partial<Definitions> => ({
  metrics: {
    orders: { count: 'purchase', within: '90d' },
    recency: { since: 'purchase' },
  },
  histograms: { spread: histogram },
});

export const histogramSection: Section = {
  title: 'Histograms',
  text: 'How the values of a metric are spread over visitors: one question of the randomised counts, in which bin a visitor’s value is. [language.md](language.md#histograms) says what is in which bin, [counting.md](counting.md#histograms) what is shown of it.',
  form: 'table',
  constructs: [
    {
      covers: ['histogram.metric', 'histogram.bins'],
      means:
        'Thresholds that go up, 24 at most: below the first, from each to below the next, from the last on. Numbers, or durations where the metric is one. Answers name them; `none` is for who has no value, or whose value is not known.',
      part: counted({ metric: 'orders', bins: [1, 2, 5] }),
      refused: { part: counted({ metric: 'orders', bins: [1, 5, 2] }), code: 'bad-value' },
      asks: {
        spread: ['spread:..1', 'spread:1..2', 'spread:2..5', 'spread:5..', 'none'],
      },
    },
    {
      covers: [],
      title: 'histogram of durations',
      means: 'Of `since`: who never did is in the last bin, since more time has passed than any.',
      part: counted({ metric: 'recency', bins: ['7d', '30d'] }),
      refused: { part: counted({ metric: 'recency', bins: [7] }), code: 'number-for-duration' },
      asks: { spread: ['spread:..7d', 'spread:7d..30d', 'spread:30d..', 'none'] },
    },
    {
      covers: ['histogram.name', 'histogram.description'],
      means: 'For people: in the panel and beside the counts.',
      part: counted({ metric: 'orders', bins: [1], name: 'Orders', description: 'In 90 days.' }),
      refused: { part: counted({ metric: 'orders', bins: [1], name: '' }), code: 'bad-value' },
    },
  ],
};
