// vanilla-cookieconsent 3.1, by Orest Bida: `window.CookieConsent`, or the module.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, onPress, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

export interface VanillaCookieconsentOptions extends CategoryOptions {
  /** The module as a whole, where there is no `window.CookieConsent`. */
  readonly manager?: object | undefined;
}

interface Manager {
  validConsent(): boolean;
  getCookie(): {
    readonly categories?: unknown;
    readonly revision?: unknown;
    readonly lastConsentTimestamp?: unknown;
  };
  getConfig(name: string): unknown;
}

const BUTTONS =
  '#cc-main :is([data-role="all"], [data-role="necessary"], [data-role="save"]), [data-cc^="accept-"]';

/** Gives what ends it. */
export const connectVanillaCookieconsent = (
  covey: Covey,
  options: VanillaCookieconsentOptions = {},
): (() => void) =>
  follow(covey, 'vanilla-cookieconsent', (line) => {
    const { read } = readCategories(covey, line, options);
    const look = line.safely((acted: boolean) => {
      const { CookieConsent, _ccRun } = window as {
        readonly CookieConsent?: Manager;
        readonly _ccRun?: unknown;
      };
      const manager = (options.manager as Manager | undefined) ?? CookieConsent;
      if (manager) read(readingOf(manager), acted);
      // As a module, it leaves only this on the page.
      else if (_ccRun === true)
        line.note('It runs, and cannot be reached: put the module on window as CookieConsent.');
    });
    const { signal } = line;
    // A raised revision, a reset and what another tab answers come without an event.
    lookAgain(signal, () => look(false));
    for (const type of ['cc:onFirstConsent', 'cc:onChange'])
      window.addEventListener(type, () => look(true), { signal });
    window.addEventListener('cc:onConsent', () => look(false), { signal });
    onPress(line, BUTTONS, () => look(true));
  });

function readingOf(manager: Manager): Reading | null | undefined {
  const config = manager.getConfig('categories') as
    { readonly [name: string]: { readonly readOnly?: unknown } } | undefined;
  // It has not run, or not since it was reset.
  if (!config) return undefined;
  // Unlike what it has in memory, the cookie knows of other tabs.
  const { categories, revision, lastConsentTimestamp } = manager.getCookie();
  if (!Array.isArray(categories)) return null;
  const isAnswered = manager.validConsent() || revision === manager.getConfig('revision');
  return {
    allows: (name) => {
      const category = config[name];
      if (!category || category.readOnly) return undefined;
      return isAnswered && categories.includes(name);
    },
    isAnswered,
    given: Date.parse(String(lastConsentTimestamp)),
  };
}
