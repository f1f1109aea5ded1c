// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import { draft } from '../../worker/studio/draft/index.ts';
import { errorOf } from '../../worker/studio/gallery/traffic.ts';
import { Forecast } from '../../worker/studio/preview/forecast.tsx';
import { result, summary } from '../../worker/studio/preview/state.ts';
import { counted, QUESTIONS } from '../shared/experiences/counted.ts';

/** Nothing is computed here. */
class Idle {
  addEventListener(): void {}
  postMessage(): void {}
}

beforeAll(async () => {
  vi.stubGlobal('Worker', Idle);
  await draft.ready;
  await draft.create('Counted', JSON.stringify(counted));
});
afterAll(async () => {
  // What is still being written would end after the page is gone.
  await vi.waitFor(() => expect(draft.kept.value).toBe('kept'), 10_000);
  draft.stop();
  vi.unstubAllGlobals();
});

test('gallery and preview plan with what is asked, as covey plan does', () => {
  const [ready] = READY_SEGMENTS.filter(
    ({ definitions: { segments, groups } }) => !groups && Object.keys(segments).length === 1,
  );
  if (!ready) throw new Error('There is no ready segment that stands alone.');
  expect(errorOf(ready.definitions).questions).toBe(QUESTIONS.length + 1);

  summary.value = {
    events: 10,
    visitors: 10,
    first: 0,
    at: 1,
    later: 0,
    bad: 0,
    badRows: [],
    local: 0,
    notes: [],
    daily: 1000,
  };
  result.value = {
    segment: 'looking',
    figure: { visitors: 10, of: 10, members: 4, unknown: 0 },
    isExact: true,
    overTime: null,
    seenInPeriod: null,
    missing: [],
    disabled: null,
    values: {},
    members: null,
    overlaps: null,
  };
  const place = document.createElement('div');
  render(h(Forecast, { id: 'looking' }), place);
  expect(place.textContent).toContain(`as one of ${QUESTIONS.length} counted`);
  render(h(Forecast, { id: 'few' }), place);
  expect(place.textContent).toContain(`as one of ${QUESTIONS.length + 1} counted`);
  expect(place.textContent).toContain('The share is that of all visitors of the log, at its end');

  // Where the log spans a period: of those seen in it, as they were then, and as many of them as the log has.
  result.value = {
    ...result.value,
    seenInPeriod: { visitors: 1200, members: 240, unknown: 200 },
  };
  render(h(Forecast, { id: 'looking' }), place);
  expect(place.textContent).toContain(
    'Of the 1,000 visitors seen in the last 28 days of the log, 240',
  );
  expect(place.textContent).toContain('A count of 24.0 %');
  render(null, place);
});
