// tarteaucitron 1.34.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, onPress, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

/** `personalisation` and `measurement` are keys of services. */
export type TarteaucitronOptions = CategoryOptions;

interface Service {
  readonly needConsent?: unknown;
  readonly defaultState?: unknown;
}

interface Manager {
  readonly added: { readonly [key: string]: unknown };
  readonly services: { readonly [key: string]: Service | undefined };
  readonly user: { readonly bypass?: unknown };
  readonly parameters: { readonly highPrivacy?: unknown; readonly serviceDefaultState?: unknown };
  readonly cookie: { read(): string };
}

/** They answer for all services; each has two of its own. */
const BUTTONS =
  '#tarteaucitronPersonalize2, #tarteaucitronAllAllowed, #tarteaucitronAllDenied, #tarteaucitronAllDenied2';

/** Gives what ends it. */
export const connectTarteaucitron = (
  covey: Covey,
  options: TarteaucitronOptions = {},
): (() => void) =>
  follow(covey, 'tarteaucitron', (line) => {
    const { names, read } = readCategories(covey, line, options);
    /** Answered on this page, by somebody. */
    const answered = new Set<string>();
    const look = line.safely((acted: boolean | string) => {
      const { tarteaucitron } = window as { readonly tarteaucitron?: Manager };
      // What its settings are is known once it adds its services.
      const isThere = tarteaucitron && Object.keys(tarteaucitron.added).length > 0;
      read(isThere ? readingOf(tarteaucitron, names, answered) : undefined, acted);
    });
    const { signal } = line;
    lookAgain(signal, () => look(false));
    for (const name of names) {
      document.addEventListener(`${name}_added`, () => look(false), { signal });
      for (const type of [`${name}_allowed`, `${name}_disallowed`]) {
        const hear = () => {
          answered.add(name);
          look(name);
        };
        document.addEventListener(type, hear, { signal });
      }
      onPress(line, `[id="${name}Allowed"], [id="${name}Denied"]`, () => look(name));
    }
    onPress(line, BUTTONS, () => look(true));
  });

/** The cookie has a yes and a no of the visitor, and also what the settings presume: that is no answer. */
function readingOf(
  { added, cookie, parameters, services, user }: Manager,
  names: readonly string[],
  answered: ReadonlySet<string>,
): Reading | null {
  const stored = cookie.read().split('!');
  const valueOf = (name: string) =>
    stored.includes(`${name}=true`) ? true : stored.includes(`${name}=false`) ? false : null;
  const isPresumed = (name: string) => {
    if (answered.has(name)) return false;
    const { needConsent, defaultState = parameters.serviceDefaultState } = services[name] ?? {};
    if (!valueOf(name)) return defaultState === false;
    return !needConsent || defaultState === true || user.bypass || !parameters.highPrivacy;
  };
  const known = names.filter((name) => valueOf(name) !== null);
  if (known.length === 0 && names.some((name) => added[name] === true)) return null;
  return {
    allows: (name) => {
      if (added[name] !== true) return undefined;
      return valueOf(name) && isPresumed(name) ? null : valueOf(name);
    },
    isAnswered: known.some((name) => !isPresumed(name)),
  };
}
