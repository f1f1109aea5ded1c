// What all ways out share: when to look, and that no more is handed on than Covey gives for this way.
import type { Covey } from '../../api.ts';
import type { ActivationTarget } from '../../../shared/definitions/types.ts';
import { lookAgain } from '../look-again.ts';
import { safelyUntil } from '../safely.ts';

/** As many as definitions may name for one way: whatever is signed, more are not handed on. */
const MOST = 20;

/** What a way out is given. */
export interface Handing {
  /** Ids that may be handed on at this moment; none where that is not granted. */
  readonly ids: () => readonly string[];
  /** What is handed to another library never throws into it, and does nothing once this has ended. */
  readonly safely: <A extends unknown[]>(work: (...args: A) => void) => (...args: A) => void;
}

/** Hands `ids()` on, as often as it is called: what it did before may have been undone by the page. */
export type HandOn = (handing: Handing) => () => void;

/**
 * Keeps what was handed on by one way at what Covey gives for it: at once when segments or the visitor's answer change,
 * and whenever the other library may have come or been replaced. Gives what ends it, and takes back what was handed on.
 */
export function handOn(covey: Covey, target: ActivationTarget, start: HandOn): () => void {
  if (typeof window === 'undefined') return () => {};
  const ended = new AbortController();
  const safely = safelyUntil(ended.signal);
  let isOver = false;
  const look = safely(
    start({
      // Until the script has come there is but a stub, which gives nothing.
      ids: () => (isOver ? [] : (covey.activated?.()[target]?.segments ?? []).slice(0, MOST)),
      safely,
    }),
  );
  const stops = ['change', 'consent'].map((type) => covey.on(type, look) as unknown);
  void covey.ready?.then(look);
  lookAgain(ended.signal, look);
  return () => {
    isOver = true;
    look();
    ended.abort();
    for (const stop of stops) if (typeof stop === 'function') stop();
  };
}
