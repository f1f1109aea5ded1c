// The script of the tag: settings from its own attributes, one global, and whatever was called before it came.
import { createClient } from './client.ts';
import { browserHost } from './host.ts';
import { loadModule } from './load-module.ts';

/** Written by the build: name and SHA-384 of the files that are loaded when they are needed. */
declare const ENGINE: readonly [file: string, integrity: string];
declare const PANEL: readonly [file: string, integrity: string];

const page = window as { covey?: { q?: unknown } };
const script = document.currentScript as HTMLScriptElement | null;
const stub = page.covey;

/** Calls of the queue stub: `[method, ...arguments]`; `consent` stands for `consent.set`. */
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

// A second tag, or a second copy of the script, changes nothing.
if (script && (!stub || stub.q)) {
  const { site, key, minVersion, capture, consentText, debug } = script.dataset;
  const edge = new URL(script.src).origin;
  const load = <T>([file, integrity]: readonly [string, string]) =>
    loadModule<T>(`${edge}/${file}`, integrity, script.nonce);
  const covey = createClient({
    host: browserHost(window),
    site: site ?? location.hostname,
    keys: key ?? '',
    edge,
    minVersion: Number(minVersion) || undefined,
    capture,
    consentText: Number(consentText) || undefined,
    debug: debug === undefined ? undefined : debug !== 'off',
    loadRun: () => load(ENGINE),
    loadPanel: () => load(PANEL),
  });
  // The stub's own object goes on, for whoever holds it.
  const face = stub ?? {};
  const queue = face.q;
  delete face.q;
  page.covey = Object.defineProperties(face, Object.getOwnPropertyDescriptors(covey));
  replay(covey, queue);
}
