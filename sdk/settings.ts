import type { OwnWords } from '../shared/words/types.ts';

/** What a site says once, in the tag or in code. */
export interface Settings {
  /** Host name that the definitions are for. */
  readonly site: string;
  /** Pinned keys: `kid:x`, separated by white space. */
  readonly keys: string;
  /** Origin of the Worker. */
  readonly edge: string;
  /** Lowest version of the definitions that a first-time visitor accepts. */
  readonly minVersion?: number | undefined;
  /** What to capture: names of events (`"page_view scroll"`), names to leave out (`"-click"`), or `"off"`. */
  readonly capture?: string | undefined;
  /** Name of the site's data layer on `window`; `dataLayer` by default. */
  readonly layer?: string | undefined;
  /** Whether what stood in the data layer before the visitor was asked, and said yes on that page, counts; no by default. */
  readonly layerPast?: boolean | undefined;
  /** Whether a hash names a page: one like a path (`#/basket`) with `true`, any with `"all"`; no by default. */
  readonly hashPages?: boolean | string | undefined;
  /** Version of the text with which this page asks for consent; an answer to an older one no longer holds. */
  readonly consentText?: number | undefined;
  /** Who is told of a preview: markup alone by default; `"code"`: `has`, `choose` and listeners, too, which then only paint. */
  readonly preview?: string | undefined;
  /**
   * Language of panel, survey cards and explanations, BCP 47: `"de-AT"`. By default that of the page (`<html lang>`), then
   * the visitor's.
   */
  readonly language?: string | undefined;
  /**
   * Words of the site's own, instead of Covey's, for the language of the page; or the name of the variable of `window` that
   * has them. What is missing in them is said in Covey's words.
   */
  readonly words?: OwnWords | string | undefined;
  /** Warn in the console; by default on localhost only. */
  readonly debug?: boolean | undefined;
}
