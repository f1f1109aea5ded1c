// Google's Consent Mode v2, as it stands in the data layer. There is no way to ask it.
import type { Covey } from '../../api.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

export interface GoogleConsentModeOptions {
  /** Types of consent that must all be granted; `personalization_storage` by default. None: not asked of it. */
  readonly personalisation?: readonly string[] | undefined;
  /** `analytics_storage` by default. */
  readonly measurement?: readonly string[] | undefined;
  /** `ad_user_data` and `ad_personalization` by default. */
  readonly activation?: readonly string[] | undefined;
  /** Whether an update that grants is a yes; no by default, since it does not say who gave it, and when. */
  readonly grants?: boolean | undefined;
  /** Name of the data layer on `window`; `dataLayer` by default. */
  readonly layer?: string | undefined;
}

/** Gives what ends it. */
export const connectGoogleConsentMode = (
  covey: Covey,
  options: GoogleConsentModeOptions = {},
): (() => void) =>
  follow(covey, 'google-consent-mode', (line) => {
    const {
      personalisation = ['personalization_storage'],
      measurement = ['analytics_storage'],
      activation = ['ad_user_data', 'ad_personalization'],
      grants = false,
      layer: name = 'dataLayer',
    } = options;
    const updated = new Map<string, boolean>();
    const seen = new WeakSet<object>();
    const answerOf = (types: readonly string[]) => {
      const all = types.map((type) => updated.get(type));
      if (all.includes(false)) return false;
      return grants && all.length > 0 && all.every(Boolean) ? true : null;
    };
    const read = (item: unknown, acted: boolean) => {
      // gtag pushes its own arguments; a list of the same content is none of its calls.
      if (Object.prototype.toString.call(item) !== '[object Arguments]' || seen.has(item as object))
        return;
      seen.add(item as object);
      const [command, action, types] = Array.from(item as ArrayLike<unknown>);
      if (command !== 'consent') return;
      // A default is what the site presumes, in a region or everywhere: the visitor has said nothing.
      if (action !== 'update') return line.hear(null);
      for (const [type, value] of Object.entries(types ?? {}))
        if (value === 'granted' || value === 'denied') updated.set(type, value === 'granted');
      line.hear({
        personalisation: answerOf(personalisation),
        measurement: answerOf(measurement),
        activation: answerOf(activation),
        acted,
      });
    };
    const followed = new WeakSet<object>();
    lookAgain(
      line.signal,
      line.safely(() => {
        const layer = (window as unknown as { readonly [name: string]: unknown })[name];
        if (!Array.isArray(layer)) return;
        for (const item of layer) read(item, false);
        if (followed.has(layer)) return;
        followed.add(layer);
        const { push } = layer;
        const live = line.safely((items: readonly unknown[]) => {
          // Whoever clicks in a banner has done so just now.
          const isActive =
            (navigator.userActivation as UserActivation | undefined)?.isActive === true;
          for (const item of items) read(item, isActive);
        });
        const value = function (this: unknown[], ...items: unknown[]) {
          const length = push.apply(this, items);
          live(items);
          return length;
        };
        // Unlike an assignment, it is not met by the page's own loops over the list.
        Object.defineProperty(layer, 'push', { value, writable: true, configurable: true });
      }),
    );
  });
