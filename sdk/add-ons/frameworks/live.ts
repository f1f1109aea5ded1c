// What every framework asks of Covey: what holds now, by values that stay the same until they change, and when to ask again.
import type { Covey } from '../../api.ts';
import type { Explanation } from '../../../shared/engine/types.ts';
import { lookAgain } from '../look-again.ts';

export interface Live {
  /** Undefined where there is none, or none yet: on a server, or while the script has not come. */
  covey(): Covey | undefined;
  has(id: string): boolean;
  /** The variant of an experience that the page shows. */
  variant(experience: string): string | null;
  /** The same list until something in it changes. */
  segments(): readonly string[];
  /** Calls whenever something here may have changed. Gives what ends it. */
  subscribe(listener: () => void): () => void;
}

/** Where nothing is known. */
export const NONE: readonly string[] = Object.freeze([]);
export const DEFAULT = 'default';

const found = new WeakMap<Covey, Live>();
let pages: Live | undefined;

/** Of this Covey, or of the page's own (`window.covey`), whenever it comes. Components share one. */
export function liveOf(covey: Covey | undefined): Live {
  if (!covey) return (pages ??= createLive(pagesCovey));
  const known = found.get(covey);
  if (known) return known;
  const live = createLive(() => covey);
  found.set(covey, live);
  return live;
}

/** An element with that id, or whatever else is called so, is none. */
function pagesCovey(): Covey | undefined {
  const { covey } = globalThis as { readonly covey?: Partial<Covey> | undefined };
  return typeof covey?.on === 'function' && typeof covey.has === 'function'
    ? (covey as Covey)
    : undefined;
}

function createLive(find: () => Covey | undefined): Live {
  const listeners = new Set<() => void>();
  let last = NONE;
  let stop: (() => void) | undefined;
  const tell = () => {
    for (const listener of new Set(listeners)) if (listeners.has(listener)) listener();
  };
  return {
    covey: find,
    has: (id) => find()?.has(id as never) === true,
    // A page may have a stub from before there were any.
    variant: (id) => (find() as Partial<Covey> | undefined)?.variant?.(id as never) ?? null,
    segments() {
      const now = find()?.segments() ?? NONE;
      if (now.length !== last.length || now.some((id, at) => id !== last[at])) last = now;
      return last;
    },
    subscribe(listener) {
      // One may be added twice, by two components.
      const mine = () => listener();
      listeners.add(mine);
      stop ??= follow(find, tell);
      return () => {
        if (!listeners.delete(mine) || listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** Listens to the one there is, and to the one that comes after it. */
function follow(find: () => Covey | undefined, tell: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const ended = new AbortController();
  let heard: Covey | undefined;
  let off = () => {};
  let isLate = false;
  const look = () => {
    const covey = find();
    if (!covey || covey === heard) return;
    off();
    heard = covey;
    const ends = [covey.on('change', tell), covey.on('consent', tell)];
    off = () => ends.forEach((end) => end());
    // Whoever begins to listen has just read what there is; one that has come since is news.
    if (isLate) tell();
  };
  look();
  isLate = true;
  // One that was given stays; the page's own may come, or be replaced.
  if (find === pagesCovey) lookAgain(ended.signal, look);
  return () => {
    ended.abort();
    off();
  };
}

/** The first of the choices, in the order written, whose segment holds. */
export const chosenOf = (choices: object, has: (id: string) => boolean): string =>
  Object.keys(choices).find((id) => id !== DEFAULT && has(id)) ?? DEFAULT;

/** Hands over why a segment answers as it does, now and again after whatever may have changed it. Gives what ends it. */
export function followExplanation(
  live: Live,
  id: string,
  tell: (explanation: Explanation | null) => void,
): () => void {
  let isEnded = false;
  let isAsked = false;
  let asked = 0;
  const ask = () => {
    // Much may change in one task.
    if (isAsked) return;
    isAsked = true;
    void Promise.resolve().then(async () => {
      isAsked = false;
      const mine = ++asked;
      const explanation = (await live.covey()?.explain(id as never)) ?? null;
      if (!isEnded && mine === asked) tell(explanation);
    });
  };
  const off = live.subscribe(ask);
  ask();
  return () => {
    isEnded = true;
    off();
  };
}
