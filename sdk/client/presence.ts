/** Whether there is a visitor in front of this page. */
export interface Presence {
  /** Aborted when this copy ends. */
  readonly life: AbortController;
  /** Aborted while the page is left, be it for good or into the browser's back/forward cache. */
  here(): AbortSignal;
  /** The page is only prepared: no visitor has seen it. */
  isPrepared(): boolean;
  /** A page that is only prepared, or that is left, begins nothing. */
  isAway(): boolean;
  leave(): void;
  comeBack(): void;
}

export function createPresence(document: Document): Presence {
  const life = new AbortController();
  let here = new AbortController();
  const isPrepared = () =>
    (document as Document & { readonly prerendering?: boolean }).prerendering === true;
  return {
    life,
    here: () => here.signal,
    isPrepared,
    isAway: () => here.signal.aborted || life.signal.aborted || isPrepared(),
    leave: () => here.abort(),
    comeBack() {
      here = new AbortController();
    },
  };
}
