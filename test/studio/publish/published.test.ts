// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { draft, newText } from '../../../worker/studio/draft/index.ts';
import { published } from '../../../worker/studio/publish/published.ts';

const text = newText('hazel.example', Date.parse('2026-11-29T12:00:00Z'));
beforeAll(async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await draft.ready;
});
afterAll(() => {
  draft.stop();
  vi.unstubAllGlobals();
});

test('what was published goes into the draft that it was of, and into no other', async () => {
  await draft.create('First', text);
  const first = draft.id.value;
  const definitions: Definitions = {
    ...(JSON.parse(text.replace(/^ *\/\/.*$/m, '')) as Definitions),
    version: 8,
  };
  await draft.create('Second', text);
  published(definitions, first);
  expect(draft.text.value).toBe(text);
  published(definitions, null);
  expect(draft.text.value).toBe(text);
  published(definitions, draft.id.value);
  expect(draft.text.value).toBe(text.replace('"version": 1', '"version": 8'));
});
