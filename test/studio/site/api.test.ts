import { afterEach, expect, test, vi } from 'vitest';
import { fetchDefinitions, fetchStats } from '../../../worker/studio/site/api.ts';

const access = { site: 'hazel.example', token: 'token' };
/** Says that all is well, and breaks off. */
const broken = () =>
  new Response(
    new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('network'));
      },
    }),
  );
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['breaks off', broken],
  ['is the sign-in page of a network', () => new Response('<!doctype html><title>Hotel</title>')],
  ['is other JSON', () => Response.json({ hotel: true })],
  ['is null', () => Response.json(null)],
])('an answer that %s is told as a value', async (_, answer) => {
  vi.stubGlobal('fetch', () => Promise.resolve(answer()));
  for (const got of [await fetchStats(access), await fetchDefinitions(access.site)])
    expect(got).toMatchObject({ ok: false, code: null });
});
