import type { CaptureContext } from './capture.ts';

/** Engaged time is told after the first 10 s, which make an engaged session, then every 30 s, and on leaving. */
const FIRST_MS = 10_000;
const NEXT_MS = 30_000;
/** Less than this is carried on. */
const LEAST_MS = 1000;

/** `user_engagement` with the time in view and in focus, and `scroll` when nine tenths have been seen. */
export function captureEngagement(
  context: CaptureContext,
  /** The page that the time was spent on, where another has just begun. */
  told: () => { readonly [key: string]: unknown } | undefined,
): void {
  const { window, listen, guard, emit, signal, now } = context;
  const { document } = window;
  /** When the visitor turned to the page; 0 while away. */
  let since = 0;
  let engaged = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let scrolled = false;

  const tell = (page?: { readonly [key: string]: unknown }) => {
    const total = Math.round(engaged);
    if (total < LEAST_MS) return;
    engaged = 0;
    emit('user_engagement', { ...page, engagement_time_msec: total });
  };
  const wait = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(
      guard(() => {
        update();
        tell();
        if (since) wait(NEXT_MS);
      }),
      delay,
    );
  };
  /** Adds what has passed. A sleeping machine is not an engaged visitor: no stretch outlasts the timer by much. */
  const update = () => {
    const time = now();
    if (since) engaged += Math.min(Math.max(time - since, 0), NEXT_MS + LEAST_MS);
    since = document.visibilityState === 'visible' && document.hasFocus() ? time : 0;
  };
  const turned = () => {
    const before = since;
    update();
    if (since && !before) wait(FIRST_MS);
    if (!since) clearTimeout(timer);
  };
  const leave = () => {
    update();
    tell(told());
    scrolled = false;
  };

  listen(window, 'focus', turned);
  listen(window, 'blur', turned);
  listen(document, 'visibilitychange', () => {
    turned();
    if (document.visibilityState === 'hidden') tell();
  });
  listen(window, 'pagehide', leave);
  listen(document, 'scroll', () => {
    const page = document.documentElement;
    if (scrolled || window.scrollY + window.innerHeight < page.scrollHeight * 0.9) return;
    scrolled = true;
    emit('scroll', { percent_scrolled: 90 });
  });
  context.leave.push(leave);
  signal.addEventListener('abort', () => clearTimeout(timer));
  turned();
}
