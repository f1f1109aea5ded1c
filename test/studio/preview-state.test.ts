// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Answer, Request } from '../../worker/studio/preview/messages.ts';

const asked: Request[] = [];
let answer: (data: Answer) => void = () => {};
const Before = globalThis.Worker;

beforeAll(() => {
  /** What reads the log, as far as the page sees it. */
  class FakeWorker {
    addEventListener(type: string, listener: (event: MessageEvent<Answer>) => void): void {
      if (type === 'message') answer = (data) => listener({ data } as MessageEvent<Answer>);
    }
    postMessage(request: Request): void {
      asked.push(request);
    }
  }
  globalThis.Worker = FakeWorker as unknown as typeof Worker;
});
afterAll(() => {
  globalThis.Worker = Before;
});

test('what one evaluation failed by is not said any more once a later one is done; until then more is said to come', async () => {
  // Files share what they load, and what others did to the draft is not to be found here.
  vi.resetModules();
  const { draft, newText } = await import('../../worker/studio/draft/index.ts');
  const { isWorking, openGenerated, refused } =
    await import('../../worker/studio/preview/state.ts');
  const job = () => asked.at(-1)?.job ?? 0;
  await draft.create('Previewed', newText('shop.example', Date.now()));
  draft.edit(['segments', 'deep'], { when: { 'session.pages': { $gte: 2 } } });
  openGenerated();
  const summary = { events: 1, visitors: 1, first: 0, at: 1, later: 0, bad: 0, local: 0, daily: 1 };
  answer({ type: 'read', job: job(), summary: { ...summary, badRows: [], notes: [] } });
  expect(asked.at(-1)?.type).toBe('evaluate');
  answer({ type: 'refused', job: job(), message: 'Too deep.', hints: [] });
  expect(refused.value?.message).toBe('Too deep.');
  const { Page } = await import('../../worker/studio/preview/page.tsx');
  const place = document.createElement('div');
  draft.edit(['segments', 'deep', 'when', 'session.pages', '$gte'], 3);
  expect(isWorking.value).toBe(true);
  render(h(Page, {}), place);
  expect(place.textContent).toContain('More is being worked out');
  answer({ type: 'done', job: job() });
  expect([refused.value, isWorking.value]).toEqual([null, false]);
  await vi.waitFor(() => expect(place.textContent).not.toContain('More is being worked out'));
  render(null, place);
  draft.stop();
});

test('which columns a log of other names is waiting for is said, until they are chosen', async () => {
  vi.resetModules();
  const { asked: form, open } = await import('../../worker/studio/preview/state.ts');
  const { SourceForm } = await import('../../worker/studio/preview/source-form.tsx');
  const place = document.createElement('div');
  render(h(SourceForm, {}), place);
  open(new File(['user;when;what'], 'log.csv'));
  const columns = ['user', 'when', 'what'].map((name) => ({ name, sample: '' }));
  const guess = { visitor: 'user', time: null, event: null, id: null };
  answer({ type: 'head', job: asked.at(-1)?.job ?? 0, head: { columns, guess } });
  const waits = 'First choose the column of: time, event.';
  await vi.waitFor(() => expect(place.textContent).toContain(waits));
  form.value = { ...form.value, columns: { visitor: 'user', time: 'when', event: 'what' } };
  await vi.waitFor(() => expect(place.textContent).not.toContain('First choose'));
  render(null, place);
});
