// Clicks in quick succession on one place, by which other tools know that something does not do what it looks like.
import type { Covey } from '../../api.ts';
import { start } from './start.ts';

export interface RapidClicksOptions {
  /** So many clicks; 3 by default. */
  readonly clicks?: number | undefined;
  /** Milliseconds from one to the next, at most; 1000 by default. */
  readonly within?: number | undefined;
  /** Pixels from one to the next, in both directions together; 30 by default. */
  readonly apart?: number | undefined;
}

/** What is meant to be clicked often, or where a third click marks a paragraph. `data-covey-clicks` is the page's own word. */
const OFTEN =
  'input, textarea, select, summary, video, audio, [contenteditable], [data-covey-clicks="often"]';

/**
 * `rapid_clicks` when a visitor clicks one place three times, each within a second and 30 pixels of the one before: the
 * rule that PostHog and others have. Once, until they pause. Keyboards do not count. Gives what ends it.
 */
export const captureRapidClicks = (
  covey: Covey,
  { clicks = 3, within = 1000, apart = 30 }: RapidClicksOptions = {},
): (() => void) =>
  start(covey, 'rapid-clicks', ({ track, listen }) => {
    let last: MouseEvent | undefined;
    let count = 0;
    listen(document, 'click', (event) => {
      const click = event as MouseEvent;
      const [target] = click.composedPath();
      // Of a keyboard, or of a script.
      if (!click.detail || !(target instanceof Element) || target.closest(OFTEN)) return;
      const isNear =
        last !== undefined &&
        click.timeStamp - last.timeStamp <= within &&
        Math.abs(click.clientX - last.clientX) + Math.abs(click.clientY - last.clientY) <= apart;
      last = click;
      count = isNear ? count + 1 : 1;
      if (count !== clicks) return;
      // Marking words is no complaint.
      if (!getSelection()?.isCollapsed) return;
      track('rapid_clicks', about(target));
    });
  });

/** The control it was, or the element itself: never what stands in it. */
function about(target: Element) {
  const element = target.closest('button, a, label, [role]') ?? target;
  return {
    element: element.localName,
    element_id: element.id || null,
    element_role: element.getAttribute('role'),
  };
}
