// Mixpanel, by its hook `before_track`: what hooks before it have made of an event, and nothing of visitors who opted out.
import { mixpanel } from '../../../shared/mappings/mixpanel.ts';
import type { Bridge, Line } from './contract.ts';
import { follow } from './follow.ts';

type Hook = (...given: readonly unknown[]) => unknown;

/** What is used of the library, and of what stands in for it until it has come: a list. */
export interface Mixpanel {
  add_hook?(name: string, hook: Hook): void;
  remove_hook?(name: string, hook: Hook): void;
  readonly people?: object;
}

/** Gives what ends it. `library`: what `mixpanel-browser` exports, or a named instance of it. */
export const connectMixpanel: Bridge<Mixpanel> = (covey, options = {}) => {
  /** One hook on each instance; a configuration that comes later puts its own hooks in the place of all others. */
  const hooks = new WeakMap<Mixpanel, Hook>();
  const attach = (library: Mixpanel, line: Line) => {
    if (Array.isArray(library)) return hearStub(library, line);
    if (options.traits && library.people)
      line.calls(library.people, 'set', ([name, value]) =>
        line.traits(typeof name === 'string' ? { [name]: value } : name),
      );
    if (!library.add_hook) return;
    if (line.isNew(library)) {
      const hear = line.safely((name: unknown, fields: unknown) => line.event(name, fields));
      hooks.set(library, (...given) => {
        hear(given[0], given[1]);
        // What it is given is what the next hook is given.
        return given;
      });
      line.signal.addEventListener('abort', () => hold(library, hooks.get(library), false));
    }
    hold(library, hooks.get(library), true);
  };
  return follow<Mixpanel>(covey, options, { mapping: mixpanel, name: 'mixpanel', attach });
};

/** Until the library has come its calls are put into a list. */
const hearStub = (stub: object, line: Line) =>
  line.calls(stub, 'push', ([call]) => {
    const [method, name, fields] = call as readonly unknown[];
    if (method === 'track') line.event(name, fields);
  });

/** A hook stands once, or not at all. */
function hold(library: Mixpanel, hook: Hook | undefined, stands: boolean): void {
  if (!hook) return;
  library.remove_hook?.('before_track', hook);
  if (stands) library.add_hook?.('before_track', hook);
}
