import { expect, test } from 'vitest';
import { comparedText } from '../../../worker/studio/watch/changed.tsx';
import { arranged, type Sort } from '../../../worker/studio/watch/order.ts';
import { questionOf, released, tooFew } from './helpers.ts';

const change = (verdict: 'rose' | 'fell' | 'none', difference: number) => ({
  change: { verdict, difference, low: difference - 0.02, high: difference + 0.02 },
});
const questions = [
  questionOf('item 10', [tooFew('item 10')]),
  questionOf('item 9', [released('item 9', 0.2, { ...change('none', 0.019), width: 0.1 })]),
  questionOf(
    'ladder',
    [
      released('gold', 0.3, { ...change('fell', -0.05), width: 0.02 }),
      tooFew('silver'),
      // Most devices are in none.
      released(null, 0.65, { width: 0.03 }),
    ],
    'group',
  ),
  questionOf('Arrivals', [released('Arrivals', 0.25, { ...change('none', 0.001), width: 0.01 })]),
];
const live = { segments: { gold: { name: 'Best customers', when: {} } } };
const order = (sort: Sort, search = '') =>
  arranged(questions, { search, sort }, live).map(({ id }) => id);

test('questions stand as defined, or by name, share, change and width; what has no such number comes last', () => {
  expect(order('defined')).toEqual(['item 10', 'item 9', 'ladder', 'Arrivals']);
  expect(order('name')).toEqual(['Arrivals', 'item 9', 'item 10', 'ladder']);
  expect(order('share')).toEqual(['ladder', 'Arrivals', 'item 9', 'item 10']);
  // What is beyond chance before what may be chance.
  expect(order('change')).toEqual(['ladder', 'item 9', 'Arrivals', 'item 10']);
  expect(order('width')).toEqual(['Arrivals', 'ladder', 'item 9', 'item 10']);
});

test('a search looks into names, ids and answers, for every word of it', () => {
  expect(order('defined', 'ITEM')).toEqual(['item 10', 'item 9']);
  expect(order('defined', ' customers ladder ')).toEqual(['ladder']);
  expect(order('defined', 'silver')).toEqual(['ladder']);
  expect(order('defined', 'item ladder')).toEqual([]);
});

test('how many shares were compared is said, and of how many', () => {
  expect(comparedText(0, 3, 0)).toContain('Nothing can be compared');
  expect(comparedText(1, 1, 0)).toBe(
    'One share was compared; it did not change by more than chance explains.',
  );
  expect(comparedText(5, 7, 0)).toMatch(/^5 of 7 shares were compared, .*; none changed/);
  expect(comparedText(5, 5, 2)).toBe(
    '5 shares were compared; no other one changed by more than chance explains.',
  );
  expect(comparedText(2, 2, 2)).toContain('each changed');
});
