// Additions to capture in a document, and what they track. Real videos and clicks: test/e2e/capture-add-ons.test.ts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureRapidClicks } from '../../sdk/add-ons/capture/rapid-clicks.ts';
import { captureVideo } from '../../sdk/add-ons/capture/video.ts';
import type { Covey } from '../../sdk/index.ts';

let tracked: [name: string, props: { readonly [key: string]: unknown }][];
let covey: Covey;
let stops: (() => void)[];
beforeEach(() => {
  tracked = [];
  covey = {
    track: (name: string, props: { readonly [key: string]: unknown }) =>
      tracked.push([name, props]),
  } as unknown as Covey;
  stops = [];
});
afterEach(() => {
  for (const stop of stops) stop();
  document.body.replaceChildren();
});

describe('video', () => {
  type Film = HTMLVideoElement & { currentTime: number; currentSrc: string; duration: number };
  function film(settings: Partial<Film> = {}): Film {
    const video = document.createElement('video');
    const state = { currentTime: 0, duration: 100, seeking: false, muted: false, loop: false };
    for (const [name, value] of Object.entries({
      currentSrc: 'https://cdn.example/films/pans.webm?token=secret#t=1',
      ...state,
      ...settings,
    }))
      Object.defineProperty(video, name, { value, writable: true });
    document.body.append(video);
    return video as Film;
  }
  const fire = (video: Film, type: string) => video.dispatchEvent(new Event(type));
  function play(video: Film, ...times: readonly number[]) {
    for (const time of times) {
      video.currentTime = time;
      fire(video, 'timeupdate');
    }
  }
  function jump(video: Film, to: number) {
    Object.assign(video, { seeking: true });
    fire(video, 'seeking');
    video.currentTime = to;
    fire(video, 'timeupdate');
    Object.assign(video, { seeking: false });
    fire(video, 'seeked');
  }
  const told = () =>
    tracked.map(
      ([name, props]) => `${name.replace('video_', '')} ${String(props['video_percent'])}`,
    );

  it('is told from its start over the percentages to its end, once each', () => {
    stops.push(captureVideo(covey));
    const video = film();
    play(video, 0);
    expect(told()).toEqual([]);
    fire(video, 'playing');
    play(video, 9, 11, 30, 49, 60);
    // A pause, and back again: nothing is told twice.
    fire(video, 'playing');
    jump(video, 5);
    play(video, 12, 80, 100);
    fire(video, 'ended');
    fire(video, 'ended');
    expect(told()).toEqual([
      'start 0',
      'progress 10',
      'progress 25',
      'progress 50',
      'progress 75',
      'complete 100',
    ]);
    expect(tracked[2]?.[1]).toMatchObject({
      video_provider: 'html5',
      video_title: 'pans.webm',
      video_url: 'https://cdn.example/films/pans.webm',
      video_current_time: 30,
      video_duration: 100,
    });
  });

  it('does not take what was jumped over for watched', () => {
    stops.push(captureVideo(covey, { progress: [50, 90] }));
    const video = film();
    fire(video, 'playing');
    play(video, 1);
    jump(video, 80);
    play(video, 81, 95);
    expect(told()).toEqual(['start 0', 'progress 90']);
  });

  it('of another source begins anew, a live one has no end, and decoration is left out', () => {
    stops.push(captureVideo(covey));
    const video = film();
    fire(video, 'playing');
    play(video, 30);
    Object.assign(video, { currentSrc: 'https://cdn.example/next.webm', currentTime: 0 });
    fire(video, 'playing');
    play(video, 12);
    expect(told()).toEqual(['start 0', 'progress 10', 'progress 25', 'start 0', 'progress 10']);
    tracked = [];
    const live = film({ duration: Infinity });
    fire(live, 'playing');
    play(live, 5000);
    expect(tracked).toMatchObject([['video_start', { video_duration: null, video_percent: 0 }]]);
    tracked = [];
    const wallpaper = film({ muted: true, loop: true });
    fire(wallpaper, 'playing');
    play(wallpaper, 50);
    expect(tracked).toEqual([]);
  });

  it('is watched once, however often that is asked for, and no longer when it ends', () => {
    const stop = captureVideo(covey);
    stops.push(stop, captureVideo(covey));
    fire(film(), 'playing');
    expect(tracked).toHaveLength(1);
    stop();
    fire(film(), 'playing');
    expect(tracked).toHaveLength(1);
    stops.push(captureVideo(covey));
    fire(film(), 'playing');
    expect(tracked).toHaveLength(2);
  });

  it('that the page has made unreadable throws nothing into it', () => {
    stops.push(captureVideo(covey));
    const faults: unknown[] = [];
    const hear = ({ error }: ErrorEvent) => faults.push(error);
    window.addEventListener('error', hear);
    const video = film();
    Object.defineProperty(video, 'getBoundingClientRect', { value: null });
    expect(() => fire(video, 'playing')).not.toThrow();
    window.removeEventListener('error', hear);
    expect([tracked, faults]).toEqual([[], []]);
  });
});

describe('rapid clicks', () => {
  function click(target: Element, time: number, x = 0, more: MouseEventInit = {}) {
    const event = new MouseEvent('click', {
      bubbles: true,
      composed: true,
      detail: 1,
      clientX: x,
      ...more,
    });
    Object.defineProperty(event, 'timeStamp', { value: time });
    target.dispatchEvent(event);
  }
  function element(html: string): Element {
    const holder = document.createElement('div');
    holder.innerHTML = html;
    document.body.append(holder);
    return holder.querySelector('[data-it]') as Element;
  }

  it('on one place within a second each are told once, by what was clicked and nothing that stands in it', () => {
    stops.push(captureRapidClicks(covey));
    const target = element('<button id="buy"><span data-it>Anna, pay</span></button>');
    for (const [at, time] of [0, 900, 1800, 2000, 2100].entries()) click(target, time, at * 10);
    expect(tracked).toEqual([
      ['rapid_clicks', { element: 'button', element_id: 'buy', element_role: null }],
    ]);
    // After a pause they are others.
    for (const time of [4000, 4100, 4200]) click(target, time);
    expect(tracked).toHaveLength(2);
  });

  it.each([
    ['two of them', [0, 100], 0, '<p data-it></p>'],
    ['slow ones', [0, 1100, 2200, 3300], 0, '<p data-it></p>'],
    ['those that wander', [0, 100, 200, 300], 40, '<p data-it></p>'],
    ['those in a field', [0, 100, 200], 0, '<input data-it>'],
    [
      'those of a stepper that the page names',
      [0, 100, 200],
      0,
      '<div data-covey-clicks="often"><button data-it>+</button></div>',
    ],
  ])('are not %s', (_what, times, step, html) => {
    stops.push(captureRapidClicks(covey));
    const target = element(html);
    times.forEach((time, at) => click(target, time, at * step));
    expect(tracked).toEqual([]);
  });

  it('are none of a keyboard', () => {
    stops.push(captureRapidClicks(covey));
    const target = element('<button data-it>Next</button>');
    for (const time of [0, 100, 200]) click(target, time, 0, { detail: 0 });
    expect(tracked).toEqual([]);
    for (const time of [0, 100, 200]) click(target, time);
    expect(tracked).toHaveLength(1);
  });
});
