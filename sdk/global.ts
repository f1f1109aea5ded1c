// `window.covey` as the script tag makes it, for the type checker. Does nothing when it runs.
import type { Covey } from './api.ts';

declare global {
  interface Window {
    /** Not there before the script, or the stub that stands in for it, has run. */
    covey?: Covey | undefined;
  }
}
