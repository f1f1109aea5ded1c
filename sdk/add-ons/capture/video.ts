// How far videos of the page are watched, by the names that Google Analytics 4 uses.
import type { Covey } from '../../api.ts';
import { start } from './start.ts';

export interface VideoOptions {
  /** Percentages that `video_progress` is told at; 10, 25, 50 and 75 by default. */
  readonly progress?: readonly number[] | undefined;
}

/** As Google Analytics 4 has it. */
const PROGRESS = [10, 25, 50, 75];

/** What is known of a video that plays. */
interface Watched {
  readonly source: string;
  /** Up to where it was watched without a jump, seconds; null while the visitor jumps. */
  at: number | null;
  readonly told: Set<number | 'complete'>;
}

/**
 * `video_start` when a `<video>` first plays, `video_progress` when it is watched past a percentage, `video_complete` at
 * its end; once each, until it is given another source. What the visitor jumps over is not watched. A muted
 * loop without controls is decoration, and left out; so are videos in frames and in closed players. Gives what ends it.
 */
export const captureVideo = (
  covey: Covey,
  { progress = PROGRESS }: VideoOptions = {},
): (() => void) =>
  start(covey, 'video', ({ track, listen }) => {
    const watched = new WeakMap<HTMLVideoElement, Watched>();
    const tell = (name: string, video: HTMLVideoElement, percent: number) =>
      track(name, { ...about(video), video_percent: percent });
    const on = (type: string, run: (video: HTMLVideoElement, one: Watched | undefined) => void) =>
      listen(document, type, ({ target }) => {
        if (!(target instanceof HTMLVideoElement) || isDecoration(target)) return;
        const one = watched.get(target);
        run(target, one?.source === target.currentSrc ? one : undefined);
      });

    on('playing', (video, one) => {
      if (one) {
        one.at = video.currentTime;
        return;
      }
      watched.set(video, { source: video.currentSrc, at: video.currentTime, told: new Set() });
      tell('video_start', video, percentOf(video));
    });
    on('seeking', (_video, one) => {
      if (one) one.at = null;
    });
    on('seeked', (video, one) => {
      if (one) one.at = video.currentTime;
    });
    on('timeupdate', (video, one) => {
      if (!one || one.at === null || video.seeking || !hasEnd(video)) return;
      const [before, now] = [percentOf(video, one.at), percentOf(video)];
      one.at = video.currentTime;
      for (const percent of progress) {
        if (percent <= before || percent > now || one.told.has(percent)) continue;
        one.told.add(percent);
        tell('video_progress', video, percent);
      }
    });
    on('ended', (video, one) => {
      if (!one || one.told.has('complete')) return;
      one.told.add('complete');
      tell('video_complete', video, 100);
    });
  });

const isDecoration = ({ muted, loop, controls }: HTMLVideoElement) => muted && loop && !controls;

/** A live stream has none. */
const hasEnd = ({ duration }: HTMLVideoElement) => duration > 0 && duration < Infinity;

const percentOf = (video: HTMLVideoElement, at = video.currentTime): number =>
  hasEnd(video) ? (at / video.duration) * 100 : 0;

/** Whole seconds; an address without what may be secret in it. */
function about(video: HTMLVideoElement) {
  const { currentSrc, currentTime, duration, title, ariaLabel } = video;
  const address = /^https?:/.test(currentSrc) ? currentSrc.replace(/[?#].*/s, '') : null;
  return {
    video_provider: 'html5',
    video_title: title || ariaLabel || address?.split('/').pop() || null,
    video_url: address,
    video_current_time: Math.round(currentTime),
    video_duration: hasEnd(video) ? Math.round(duration) : null,
    visible: isInView(video),
  };
}

function isInView(video: HTMLVideoElement): boolean {
  const { top, bottom } = video.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  return document.visibilityState === 'visible' && middle >= 0 && middle <= innerHeight;
}
