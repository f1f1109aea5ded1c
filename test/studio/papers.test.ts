import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { following } from '../../worker/studio/papers/follow.ts';

const version = (number: number): Definitions => ({
  covey: 1,
  site: 'hazel.example',
  version: number,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  segments: {},
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('papers are written while their page is open, at once and then when typing rests', async () => {
  const draft = signal<Definitions | null>(version(1));
  const written: number[] = [];
  const { made, follow, newest } = following(draft, async (one) => {
    written.push(one.version);
    return one.version;
  });
  draft.value = version(2);
  await vi.runAllTimersAsync();
  expect(written).toEqual([]);

  const leave = follow();
  await vi.runAllTimersAsync();
  expect([written, made.value]).toEqual([[2], 2]);
  for (const typed of [3, 4, 5]) draft.value = version(typed);
  expect(written).toEqual([2]);
  await vi.runAllTimersAsync();
  expect([written, made.value]).toEqual([[2, 5], 5]);

  draft.value = version(6);
  expect(await newest()).toBe(6);
  draft.value = null;
  expect([made.value, await newest()]).toEqual([null, null]);
  draft.value = version(7);
  leave();
  draft.value = version(8);
  await vi.runAllTimersAsync();
  expect(written).toEqual([2, 5, 6]);
});

test('what comes late of an older draft is left out', async () => {
  const draft = signal<Definitions | null>(version(1));
  const waiting: (() => void)[] = [];
  const { made, follow } = following(
    draft,
    (one) => new Promise<number>((resolve) => waiting.push(() => resolve(one.version))),
  );
  const leave = follow();
  draft.value = version(2);
  await vi.runAllTimersAsync();
  waiting[1]?.();
  await vi.runAllTimersAsync();
  waiting[0]?.();
  await vi.runAllTimersAsync();
  expect(made.value).toBe(2);
  leave();
});
