// What all bridges share: finding the library whenever it comes, hearing it without a trace in it, and passing on.
import { AUTOMATIC } from '../../../shared/mappings/standard.ts';
import { translate, withNames } from '../../../shared/mappings/translate.ts';
import type { Fields } from '../../../shared/mappings/types.ts';
import { lookAgain } from '../look-again.ts';
import { safelyUntil } from '../safely.ts';
import type { BridgeOptions, Followed, Line, Listener } from './contract.ts';
import { listenToCalls } from './calls.ts';
import { watchGlobal } from './watch-global.ts';

/** On the page, as each bridge may be a file of its own, and come twice. */
const HUB = Symbol.for('covey:bridges');

interface Hub {
  /** Libraries that have a bridge: globals by name, others themselves. */
  readonly libraries: Set<unknown>;
  /** Objects that have a hook, and functions that are one. */
  readonly hooks: WeakSet<object>;
}

/**
 * Follows one library. A second bridge to the same one does nothing. Gives what ends it.
 */
export function follow<Library extends object>(
  covey: Listener,
  options: BridgeOptions<Library>,
  { mapping, name, attach, early }: Followed<Library>,
): () => void {
  if (typeof window === 'undefined') return () => {};
  const hub = ((window as { [HUB]?: Hub })[HUB] ??= {
    libraries: new Set(),
    hooks: new WeakSet(),
  });
  const { library = name, names, automatic = false, traits = [] } = options;
  if (hub.libraries.has(library)) return () => {};
  hub.libraries.add(library);
  const ended = new AbortController();
  const { signal } = ended;
  const table = withNames(mapping, names);
  const safely: Line['safely'] = safelyUntil(signal);
  const line: Line = {
    signal,
    safely,
    calls: (target, method, heard) =>
      listenToCalls(target, method, safely(heard), { signal, hooks: hub.hooks }),
    isNew(object) {
      if (hub.hooks.has(object)) return false;
      hub.hooks.add(object);
      signal.addEventListener('abort', () => hub.hooks.delete(object));
      return true;
    },
    event(theirs, fields) {
      const told =
        typeof theirs === 'string'
          ? translate(table, theirs, isObject(fields) ? fields : {})
          : null;
      if (!told?.name || (!automatic && AUTOMATIC.includes(told.name))) return;
      covey.track(told.name, told.props);
    },
    traits(given) {
      if (!isObject(given)) return;
      const known = traits.filter((trait) => Object.hasOwn(given, trait));
      if (known.length > 0)
        covey.identify(Object.fromEntries(known.map((trait) => [trait, given[trait]])) as never);
    },
  };
  const page = window as unknown as { readonly [name: string]: unknown };
  const look = safely(() => {
    const found = typeof library === 'string' ? page[library] : library;
    if (early || isObject(found) || typeof found === 'function') attach(found as Library, line);
  });
  if (typeof library === 'string') safely(watchGlobal)(library, signal, look);
  lookAgain(signal, look);
  return () => {
    ended.abort();
    hub.libraries.delete(library);
  };
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
