// What the script files of the adapters share: options from the tag's own attributes, and the page's Covey.
import type { Covey } from '../api.ts';
import { lookAgain } from './look-again.ts';

/** Connects once there is a `window.covey`, the stub included. Must be called while the script runs. */
export function startTag(connect: (covey: Covey, data: DOMStringMap) => unknown): void {
  const data = { ...(document.currentScript as HTMLScriptElement | null)?.dataset };
  const found = new AbortController();
  lookAgain(found.signal, () => {
    const { covey } = window as { covey?: Covey };
    if (typeof covey?.consent?.set !== 'function' || found.signal.aborted) return;
    found.abort();
    connect(covey, data);
  });
}

/** An attribute is on wherever it stands, unless it says otherwise. */
export const isOn = (text: string | undefined): boolean => text !== undefined && text !== 'off';

/** `"1 5, 6"` in parts; undefined where there is no attribute. */
export const wordsOf = (text: string | undefined): readonly string[] | undefined =>
  text?.split(/[\s,]+/).filter(Boolean);

export const numbersOf = (text: string | undefined): readonly number[] | undefined =>
  wordsOf(text)?.map(Number);
