/** Whether there is a visitor in front of this page. */
export interface Presence {
  /** Aborted when this copy ends. */
  readonly _life: AbortController;
  /** Aborted while the page is left, be it for good or into the browser's back/forward cache. */
  _here: AbortController;
  /** Does the work once a visitor sees the page: at once, where it is not only prepared. */
  _onceSeen(work: () => void): void;
  /** A page that is only prepared, or that is left, begins nothing. */
  _isAway(): boolean | undefined;
}

export function createPresence(document: Document): Presence {
  const life = new AbortController();
  const isPrepared = () => (document as Document & { readonly prerendering?: true }).prerendering;
  const presence: Presence = {
    _life: life,
    _here: new AbortController(),
    _onceSeen(work) {
      if (!isPrepared()) work();
      else document.addEventListener('prerenderingchange', work, { signal: life.signal });
    },
    _isAway: () => presence._here.signal.aborted || life.signal.aborted || isPrepared(),
  };
  return presence;
}
