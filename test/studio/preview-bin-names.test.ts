import { expect, test } from 'vitest';
import { definitions } from '../../demo/definitions.ts';
import { binNames } from '../../worker/studio/preview/bin-names.ts';

test('bins are called as people call them', () => {
  const names = binNames({
    ...definitions,
    metrics: { orders: { count: 'purchase' }, quiet: { since: 'purchase' } },
    histograms: {
      orders: { name: 'Orders', metric: 'orders', bins: [1, 2, 4] },
      how_long: { metric: 'quiet', bins: ['7d'] },
    },
  });
  expect([...names]).toEqual([
    ['orders:..1', 'Orders: 0'],
    ['orders:1..2', 'Orders: 1'],
    ['orders:2..4', 'Orders: 2 to 3'],
    ['orders:4..', 'Orders: 4 or more'],
    ['how_long:..7d', 'how long: under 7 days'],
    ['how_long:7d..', 'how long: 7 days or more, or never'],
  ]);
});
