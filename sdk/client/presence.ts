/** Whether there is a visitor in front of this page. */
export interface Presence {
  /** Aborted when this copy ends. */
  readonly _life: AbortController;
  /** Aborted while the page is left, be it for good or into the browser's back/forward cache. */
  _here(): AbortSignal;
  /** The page is only prepared: no visitor has seen it. */
  _isPrepared(): boolean;
  /** A page that is only prepared, or that is left, begins nothing. */
  _isAway(): boolean;
  _leave(): void;
  _comeBack(): void;
}

export function createPresence(document: Document): Presence {
  const life = new AbortController();
  let here = new AbortController();
  const isPrepared = () =>
    (document as Document & { readonly prerendering?: boolean }).prerendering === true;
  return {
    _life: life,
    _here: () => here.signal,
    _isPrepared: isPrepared,
    _isAway: () => here.signal.aborted || life.signal.aborted || isPrepared(),
    _leave: () => here.abort(),
    _comeBack() {
      here = new AbortController();
    },
  };
}
