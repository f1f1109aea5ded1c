/** Whether what the Worker gives was signed by a key that is open here: nothing it says of who signed is taken for that. */
import { effect, signal } from '@preact/signals';
import { held } from './keys.ts';
import { isSignedBy } from './signed-by.ts';
import { liveState, publishSite, source } from './state.ts';

/** Of what is live and of the older version that is to be published again; null while no key is open. */
export const vouched = signal<boolean | null>(null);

/** Keeps it in step with keys and documents, while the page is open. */
export const followVouched = (): (() => void) =>
  effect(() => {
    const open = held.value;
    const [live, from, site] = [liveState.value, source.value, publishSite.value];
    vouched.value = null;
    if (open.length === 0 || live.state !== 'there') return;
    const envelopes = [live.document.envelope, ...(from.kind === 'older' ? [from.envelope] : [])];
    const keys = open.map(({ publicKey }) => publicKey);
    void Promise.all(envelopes.map((each) => isSignedBy(each, keys, site, Date.now()))).then(
      (found) => {
        if (held.peek() === open && liveState.peek() === live && source.peek() === from)
          vouched.value = found.every(Boolean);
      },
    );
  });
