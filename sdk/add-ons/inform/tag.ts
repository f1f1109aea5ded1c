// The script file `covey-inform.js`: shows the page's own notice, `[data-covey-informs]`, where information is enough.
import { startTag } from '../tag.ts';
import { inform } from './inform.ts';

startTag((covey) => {
  // Site, keys and text stand in the tag of Covey itself, and so does the edge.
  const tag = document.querySelector<HTMLScriptElement>('script[data-key][src]');
  if (!tag) return;
  const { site = location.hostname, key = '', minVersion, consentText } = tag.dataset;
  const notices = () => document.querySelectorAll<HTMLElement>('[data-covey-informs]');
  const hide = (isHidden: boolean) => {
    for (const notice of notices()) notice.hidden = isHidden;
  };
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element | null)?.closest?.('[data-covey-objects],[data-covey-knows]');
    if (!button) return;
    if (button.matches('[data-covey-objects]')) covey.consent.set({ measurement: false });
    hide(true);
  });
  const start = async () => {
    // A page without a notice informs nobody.
    if (notices().length === 0) return;
    const answer = await inform(covey, {
      site,
      keys: key,
      edge: new URL(tag.src).origin,
      minVersion: Number(minVersion) || undefined,
      text: Number(consentText) || undefined,
      show: () => hide(false),
    });
    if (answer !== 'informed') hide(true);
  };
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', () => void start(), { once: true });
  else void start();
});
