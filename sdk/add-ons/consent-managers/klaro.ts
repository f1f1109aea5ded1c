// Klaro 0.7: `window.klaro`, or the module.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

/** `personalisation` and `measurement` are names of services. */
export interface KlaroOptions extends CategoryOptions {
  /** The module as a whole, where there is no `window.klaro`. */
  readonly manager?: object | undefined;
}

interface Klaro {
  addEventListener(type: 'render', listener: (config: object) => void): void;
  getManager(config: object): Manager;
}

interface Service {
  readonly name: string;
  readonly required?: unknown;
}

interface Manager {
  readonly config: { readonly services: readonly Service[]; readonly required?: unknown };
  readonly confirmed: boolean;
  readonly store: { get(): string | null };
  watch(watcher: Watcher): void;
  unwatch(watcher: Watcher): void;
}

interface Watcher {
  update(manager: Manager, what: string, data?: { readonly type?: unknown } | null): void;
}

/** Gives what ends it. */
export const connectKlaro = (covey: Covey, options: KlaroOptions = {}): (() => void) =>
  follow(covey, 'klaro', (line) => {
    const { read } = readCategories(covey, line, options);
    let look = (_acted: boolean) => {};
    let current: Klaro | undefined;
    let manager: Manager | undefined;
    let stop = () => {};
    const take = (next: Manager) => {
      if (next === manager) return;
      stop();
      manager = next;
      let wasConfirmed = false;
      look = (acted) => {
        // A reset may leave the cookie where it is.
        read(wasConfirmed && !next.confirmed ? null : readingOf(next), acted);
        wasConfirmed ||= next.confirmed;
      };
      const watcher = {
        update: line.safely<Parameters<Watcher['update']>>((_manager, what, data) =>
          // Who allows a video in the text has not been asked for anything else.
          look(what === 'saveConsents' && data?.type !== 'contextual-accept'),
        ),
      };
      next.watch(watcher);
      stop = () => next.unwatch(watcher);
      look(false);
    };
    line.signal.addEventListener('abort', () => stop());
    lookAgain(
      line.signal,
      line.safely(() => {
        const klaro =
          (options.manager as Klaro | undefined) ?? (window as { readonly klaro?: Klaro }).klaro;
        if (klaro && klaro !== current) {
          current = klaro;
          // Its manager is made no earlier than Klaro itself would: making it applies what is stored to the page.
          klaro.addEventListener(
            'render',
            line.safely((config) => {
              if (klaro === current) take(klaro.getManager(config));
            }),
          );
        }
        look(false);
      }),
    );
  });

/** What is saved: its switches stand as the visitor has put them, saved or not. */
function readingOf({ config, store }: Manager): Reading | null {
  const saved = savedIn(store.get());
  if (!saved) return null;
  return {
    allows: (name) => {
      const service = config.services.find((each) => each.name === name);
      if (!service || (service.required ?? config.required)) return undefined;
      return saved[name] === true;
    },
    // It asks again once there is a new service.
    isAnswered: config.services.every(({ name }) => name in saved),
  };
}

function savedIn(text: string | null): { readonly [service: string]: unknown } | null {
  try {
    const saved = JSON.parse(decodeURIComponent(text ?? '')) as unknown;
    return typeof saved === 'object' ? (saved as { readonly [service: string]: unknown }) : null;
  } catch {
    return null;
  }
}
