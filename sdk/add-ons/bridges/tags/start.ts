// What the script files of the bridges share: options from the tag's own attributes, and the page's Covey.
import { lookAgain } from '../../look-again.ts';
import { isOn, wordsOf } from '../../tag.ts';
import type { BridgeOptions, Listener } from '../contract.ts';

/** So much is kept in memory for a Covey that has not come. */
const MOST_KEPT = 500;

/**
 * Connects at once, since the library may speak before Covey has come: what is heard until then waits in memory. Must
 * be called while the script runs.
 */
export function startBridge(
  connect: (covey: Listener, options: BridgeOptions<never>) => unknown,
): void {
  const { library, names, automatic, traits } =
    (document.currentScript as HTMLScriptElement | null)?.dataset ?? {};
  const kept: ((covey: Listener) => void)[] = [];
  const found = new AbortController();
  const covey = () => {
    const here = (window as { readonly covey?: Listener }).covey;
    return typeof here?.track === 'function' ? here : undefined;
  };
  const pass = (call: (covey: Listener) => void) => {
    const here = covey();
    if (here) {
      for (const earlier of kept.splice(0)) earlier(here);
      call(here);
    } else if (kept.length < MOST_KEPT) kept.push(call);
  };
  connect(
    {
      track: (name, props) => pass((here) => here.track(name, props)),
      identify: (traitsOf) => pass((here) => here.identify(traitsOf)),
    },
    { library, names: namesIn(names), automatic: isOn(automatic), traits: wordsOf(traits) },
  );
  lookAgain(found.signal, () => {
    if (found.signal.aborted || !covey()) return;
    found.abort();
    pass(() => {});
  });
}

/** `{ "Bag filled": "add_to_cart" }`. */
function namesIn(json: string | undefined): BridgeOptions['names'] {
  try {
    return json ? (JSON.parse(json) as BridgeOptions['names']) : undefined;
  } catch {
    return undefined;
  }
}
