import { expect, test } from 'vitest';
import { KeptPromises } from '../../worker/kept-promises.ts';

test('whoever asks while it is being made waits for the same, and what was asked for last stays', async () => {
  const kept = new KeptPromises<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    kept.recallOrMake(key, async () => {
      made.push(key);
      return `of ${key}`;
    });
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['of a', 'of a', 'of b']);
  expect(made).toEqual(['a', 'b']);
  expect(await kept.recall('a')).toBe('of a');
  await ask('c');
  expect(kept.recall('b')).toBeUndefined();
  await ask('a');
  expect(made).toEqual(['a', 'b', 'c']);
});

test('what failed is made again', async () => {
  const kept = new KeptPromises<string>(2);
  await expect(kept.recallOrMake('a', () => Promise.reject(new Error('not now')))).rejects.toThrow(
    'not now',
  );
  expect(kept.recall('a')).toBeUndefined();
  expect(await kept.recallOrMake('a', async () => 'now')).toBe('now');
});
