/**
 * Rings when nothing has moved for `ms`. It looks twice: on a machine that slept, the timer comes
 * before the news.
 */
export function createWatchdog(ms: number, ring: () => void) {
  let looked = 0;
  const timer = setInterval(() => ++looked > 1 && ring(), ms / 2);
  return {
    moved: () => void (looked = 0),
    stop: () => clearInterval(timer),
  };
}
