/** So often a page is looked at without an occasion, in growing distances, for what a module or a timer brings. */
const LOOKS = 8;
const FIRST_MS = 100;

/**
 * Looks now, and whenever something may have come or changed: a script, the page itself, the visitor's attention, a
 * click, and for the first half minute by itself.
 */
export function lookAgain(signal: AbortSignal, look: () => void): void {
  const on = (target: EventTarget, ...types: readonly string[]) => {
    // Where a script has loaded only its ancestors hear of it, before it does.
    for (const type of types) target.addEventListener(type, look, { capture: true, signal });
  };
  on(document, 'load', 'DOMContentLoaded', 'visibilitychange');
  on(window, 'load', 'pageshow', 'focus');
  // A manager answers a click when all who listen have heard of it, or when it has written something.
  const soon = () => setTimeout(() => signal.aborted || look(), FIRST_MS);
  document.addEventListener('click', soon, { capture: true, passive: true, signal });
  let looks = 0;
  const again = () => {
    if (signal.aborted) return;
    look();
    if (looks < LOOKS) setTimeout(again, FIRST_MS * 2 ** looks++);
  };
  again();
}
