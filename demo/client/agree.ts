/** One answer in two places: the banner's own, and Covey's. To tell Covey alone, there is an adapter: docs/consent-managers.md. */
import {
  acceptCategory,
  acceptedCategory,
  type CookieConsentConfig,
  getCookie,
  hide,
  reset,
  run,
  validConsent,
} from 'vanilla-cookieconsent';
import type { Covey } from './covey.ts';

const PURPOSES = ['personalisation', 'measurement'] as const;

/**
 * Asks with the banner, and keeps both of one mind. What the visitor says in the banner goes to Covey as
 * said now; what the banner remembers goes with its own time, so that it yields to what came since; and
 * what Covey knows better (its panel, another tab, the browser's signal) comes back to the banner.
 */
export async function agree(
  config: CookieConsentConfig,
  loading: Promise<Pick<Covey, 'consent' | 'on' | 'ready'> | null>,
  onAnswer: () => void = () => {},
): Promise<void> {
  let covey: Awaited<typeof loading> = null;
  let answeredHere = false;
  let isCopying = false;
  const text = config.revision ?? 0;
  const answer = () => ({
    personalisation: acceptedCategory('personalisation'),
    measurement: acceptedCategory('measurement'),
  });
  const onBanner = () => {
    onAnswer();
    if (isCopying) return;
    answeredHere = true;
    covey?.consent.set({ ...answer(), text });
  };
  const copy = async () => {
    const known = covey?.consent.get();
    if (!known) return;
    const isValid = validConsent();
    if (known.time === null && known.signal === null) {
      // The banner's answer is none any more: it has lapsed.
      if (!isValid) return;
      reset(true);
      await run(config);
    } else if (isValid ? PURPOSES.some((p) => known[p] !== answer()[p]) : known.time !== null) {
      isCopying = true;
      acceptCategory(PURPOSES.filter((purpose) => known[purpose] === true));
      isCopying = false;
      hide();
    }
    onAnswer();
  };
  window.addEventListener('cc:onFirstConsent', onBanner);
  window.addEventListener('cc:onChange', onBanner);
  await run(config);
  onAnswer();

  covey = await loading;
  if (!covey) return;
  await covey.ready;
  if (answeredHere) covey.consent.set({ ...answer(), text });
  else if (validConsent())
    covey.consent.set({ ...answer(), text, time: getCookie('lastConsentTimestamp') });
  await covey.ready;
  await copy();
  covey.on('consent', () => void copy());
}
