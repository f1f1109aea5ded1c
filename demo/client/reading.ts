/** Tells that an article was opened, and how long it was read. */
import { event } from './events.ts';

const TICK_SECONDS = 15;
/** Reading stops when nothing was touched or scrolled for this long. */
const IDLE_MS = 60_000;

export function startReading() {
  const { topic, article } = document.body.dataset;
  event('view_article', { topic, article });
  // The page's own clock, which a changed system time does not disturb.
  let lastTouch = performance.now();
  let seconds = 0;
  for (const kind of ['scroll', 'pointermove', 'keydown', 'touchstart'])
    window.addEventListener(kind, () => (lastTouch = performance.now()), { passive: true });
  setInterval(() => {
    if (document.hidden || performance.now() - lastTouch > IDLE_MS) return;
    seconds += 1;
    if (seconds % TICK_SECONDS === 0)
      event('read_article', { topic, article, seconds: TICK_SECONDS });
  }, 1000);
}
