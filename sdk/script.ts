// The script of the tag: settings from its own attributes, one global, and whatever was called before it came.
import { createClient } from './client.ts';
import { browserHost } from './host.ts';
import { loadPanel } from './panel-script.ts';

/** Written by the build: name and SHA-384 of the one file that is loaded later. */
declare const PANEL_FILE: string;
declare const PANEL_INTEGRITY: string;

const script = document.currentScript as HTMLScriptElement | null;
const stub = (window as { covey?: { q?: unknown } }).covey;

/** Calls of the queue stub, each `[method, ...arguments]`; consent is `['consent', answer]`. */
function replay(covey: ReturnType<typeof createClient>, queue: unknown): void {
  for (const call of Array.isArray(queue) ? queue : []) {
    try {
      const [method, ...details] = Array.from(call as ArrayLike<unknown>);
      if (method === 'consent') covey.consent.set(details[0] as never);
      else if (method === 'ready') void covey.ready.then(details[0] as never);
      else if (method === 'track' || method === 'identify' || method === 'on' || method === 'erase')
        (covey[method] as (...args: unknown[]) => unknown)(...details);
    } catch {
      // An entry that is no call.
    }
  }
}

if (script && (!stub || stub.q)) {
  const { site, key, minVersion, capture, consentText } = script.dataset;
  const edge = new URL(script.src).origin;
  const covey = createClient({
    host: browserHost(window),
    site: site ?? location.hostname,
    keys: key ?? '',
    edge,
    minVersion: Number(minVersion) || undefined,
    capture,
    consentText: Number(consentText) || undefined,
    debug: 'debug' in script.dataset || undefined,
    openPanel: loadPanel(`${edge}/${PANEL_FILE}`, PANEL_INTEGRITY),
  });
  // The stub's own object goes on, for whoever holds it.
  const face: object = stub ?? {};
  delete (face as { q?: unknown }).q;
  Object.defineProperties(face, Object.getOwnPropertyDescriptors(covey));
  (window as { covey?: unknown }).covey = face;
  replay(covey, stub?.q);
}
