import type { Covey } from '../../api.ts';
import { safelyUntil } from '../safely.ts';

/** What an addition to capture is given. */
export interface Watch {
  readonly track: Covey['track'];
  /** Listens to the page, before its own handlers and without holding them up, until the end. */
  readonly listen: (target: EventTarget, type: string, run: (event: Event) => void) => void;
  /** Nothing that happens in here reaches the page. */
  readonly safely: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void;
}

/** On the face itself, as each addition may be a file of its own: those that run. */
const RUNNING = Symbol.for('covey:capture');

/**
 * Starts one addition. A second one of the same name on the same Covey does nothing, and where there is no page there is
 * nothing to watch. Gives what ends it.
 */
export function start(covey: Covey, name: string, run: (watch: Watch) => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const face = covey as { [RUNNING]?: Set<string> };
  const running = (face[RUNNING] ??= new Set());
  if (running.has(name)) return () => {};
  running.add(name);
  const ended = new AbortController();
  const { signal } = ended;
  const safely: Watch['safely'] = safelyUntil(signal);
  safely(run)({
    track: (event, props) => covey.track(event, props),
    listen: (target, type, work) =>
      target.addEventListener(type, safely(work), { capture: true, passive: true, signal }),
    safely,
  });
  return () => {
    running.delete(name);
    ended.abort();
  };
}
