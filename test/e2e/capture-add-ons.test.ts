// Additions to capture as built, with a real video, real clicks and the browser's own measurements.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { foundEngines } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

const NAMES = ['video', 'rapid-clicks', 'web-vitals'];
const METRICS: Definitions['metrics'] = {
  pages: { count: 'page_view' },
  started: { count: 'video_start' },
  complete: { last: 'video_complete.video_percent' },
  progress: { max: 'video_progress.video_percent' },
  clicked: { last: 'rapid_clicks.element_id' },
  lcp: { last: 'LCP.metric_rating' },
};

let site: PartsSite;
beforeAll(async () => {
  site = await servePartsSite();
  site.body = `<main><h1>A film</h1><button id="stuck">Nothing happens</button></main>${NAMES.map(
    (name) => `<script src="https://edge.example/covey-capture-${name}.js"></script>`,
  ).join('')}`;
  await site.publish({
    metrics: METRICS,
    segments: Object.fromEntries(
      Object.keys(METRICS).map((id) => [id, { when: { [`metric.${id}`]: { $exists: true } } }]),
    ),
  });
});
afterAll(() => site.close());

/** A second of a moving square, recorded and played by the browser itself. Where it cannot: false. */
async function playFilm(): Promise<boolean> {
  const canvas = document.createElement('canvas');
  if (typeof MediaRecorder !== 'function' || !canvas.captureStream) return false;
  const painted = canvas.getContext('2d');
  let at = 0;
  const painting = setInterval(() => painted?.fillRect(at++, at, 9, 9), 20);
  let recorder: MediaRecorder;
  try {
    recorder = new MediaRecorder(canvas.captureStream(30));
    recorder.start();
  } catch {
    clearInterval(painting);
    return false;
  }
  const recorded = new Promise<Blob>((resolve) => {
    recorder.ondataavailable = ({ data }) => resolve(data);
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  recorder.stop();
  clearInterval(painting);
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(await recorded);
  document.body.append(video);
  // What was recorded does not say how long it is until its end was looked for.
  await new Promise((resolve) => {
    video.onloadedmetadata = resolve;
  });
  if (!(video.duration < Infinity)) {
    video.currentTime = 1e6;
    await new Promise((resolve) => {
      video.ondurationchange = resolve;
    });
    video.currentTime = 0;
  }
  await new Promise((resolve) => {
    video.onended = resolve;
    void video.play();
  });
  return true;
}

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('what is loaded beside the script is recorded as any event', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(site.origin);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await tab.until((covey) => covey.has('pages'));
    for (let each = 0; each < 3; each++) await tab.click('#stuck');
    await tab.until((covey) => covey.has('clicked'));
    const played = await tab.evaluate(playFilm);
    // Debian's WebKit records nothing.
    expect(played || name === 'webkit').toBe(true);
    if (played) {
      await tab.until((covey) => covey.has('complete'));
      const { started, complete, progress, clicked } = await tab.evaluate((covey) =>
        covey.metrics(),
      );
      expect({ started, complete, progress, clicked }).toEqual({
        started: 1,
        complete: 100,
        progress: 75,
        clicked: 'stuck',
      });
    }
    // What was measured is told when the page is left: the next one knows.
    await tab.goto(site.origin);
    await tab.until((covey) => covey.has('pages'));
    if (name === 'chromium') await tab.until((covey) => covey.has('lcp'));
    expect(await tab.evaluate(() => (window as unknown as { faults: string[] }).faults)).toEqual(
      [],
    );
  });
});
