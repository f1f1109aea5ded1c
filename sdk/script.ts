// The script of the tag: settings from its own attributes, one global, and whatever was called before it came.
import { BASE } from './base.ts';
import { createClient } from './client/index.ts';
import { browserHost } from './host.ts';
import { moduleLoader } from './load-module.ts';
import type { LoadPart, PartFile } from './parts/index.ts';

type Engine = typeof import('./active.ts');

/** Written by the build: name and SHA-256 of the file that is loaded once something is granted. */
declare const ENGINE: PartFile;

/** An attribute is on wherever it stands, unless it says otherwise. */
const flag = (text: string | undefined) => (text === undefined ? text : text !== 'off');

function start(): void {
  const page = window as { covey?: object };
  // A module has no current script.
  const script = (document.currentScript ??
    document.querySelector('[type=module][data-key]')) as HTMLScriptElement | null;
  const stub = page.covey as { q?: unknown } | undefined;

  if (!script) return;
  const { dataset } = script;
  const edge = new URL(script.src).origin;
  const load = moduleLoader(edge, script.nonce);
  /** Made once of what it takes from this file; what could not be loaded is asked for again. */
  let engine: Promise<Engine> | undefined;
  const loadActive = () =>
    (engine ??= load<{ readonly default: (base: typeof BASE) => Engine }>(ENGINE).then(
      (file) => file.default(BASE),
      (error: unknown) => {
        engine = undefined;
        throw error;
      },
    ));
  const covey = createClient({
    // Those that are texts: `capture`, `layer`, `hashPages`, `preview`, `language`, `words`.
    ...dataset,
    host: browserHost(window),
    site: dataset['site'] ?? location.hostname,
    keys: dataset['key'] ?? '',
    edge,
    // What is no number is said, in development.
    minVersion: Number(dataset['minVersion'] ?? 0),
    layerPast: flag(dataset['layerPast']),
    consentText: Number(dataset['consentText']) || 0,
    debug: flag(dataset['debug']),
    loadActive,
    // Names and hashes of the others stand in the engine's file: who refuses need not carry them.
    loadPart: load as LoadPart,
  });
  /**
   * Makes a call of the stub: `[method, ...arguments]`, where `consent` stands for `consent.set`; what
   * it gives is handed to the call's own `to`.
   */
  const make = (call: unknown) => {
    try {
      const [name, ...details] = call as readonly [keyof typeof covey, ...never[]];
      const given =
        name === 'ready'
          ? covey.ready.then(...details)
          : (
              (name === 'consent' ? covey.consent.set : covey[name]) as (
                ...args: never[]
              ) => unknown
            )(...details);
      (call as { readonly to?: (given: unknown) => void }).to?.(given);
    } catch {
      // An entry that is no call.
    }
  };
  // The stub's own object goes on, for whoever holds it.
  page.covey = covey;
  const queue = stub?.q;
  if (stub && Array.isArray(queue)) {
    delete stub.q;
    page.covey = Object.defineProperties(stub, Object.getOwnPropertyDescriptors(covey));
    // Whoever kept one of the stub's functions is heard from now on, too.
    queue.push = (...calls) => calls.map(make).length;
    queue.forEach(make);
  }
}

try {
  start();
} catch {
  // On this page Covey cannot run. It is as if the script had not come, and the stub says so.
}
