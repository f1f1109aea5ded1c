// Osano's open cookieconsent 3.1: one question, with yes and no.
import type { Covey, Purpose } from '../../api.ts';
import { type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

export interface OsanoOptions {
  /** The purposes that your text asks for; personalisation and measurement by default. */
  readonly purposes?: readonly string[] | undefined;
  /** Name of its cookie, where you have given it another; `cookieconsent_status` by default. */
  readonly cookie?: string | undefined;
}

interface Popup {
  setStatus(status: unknown): void;
  revokeChoice(preventOpen?: unknown): void;
}

interface Manager {
  readonly Popup: { readonly prototype: Popup };
  readonly utils: { getCookie(name: string): string | undefined };
}

/** Gives what ends it. */
export const connectOsano = (covey: Covey, options: OsanoOptions = {}): (() => void) =>
  follow(covey, 'osano', (line) => {
    const { purposes = ['personalisation', 'measurement'], cookie = 'cookieconsent_status' } =
      options;
    const named = (purpose: Purpose) => (purposes.includes(purpose) ? [purpose] : []);
    const { read } = readCategories(covey, line, {
      personalisation: named('personalisation'),
      measurement: named('measurement'),
      activation: named('activation'),
    });
    let current: Manager | undefined;
    const look = line.safely((acted: boolean) => {
      if (current) read(readingOf(current.utils.getCookie(cookie)), acted);
    });
    lookAgain(
      line.signal,
      line.safely(() => {
        const { cookieconsent } = window as { readonly cookieconsent?: Manager };
        if (cookieconsent?.Popup && cookieconsent !== current) {
          current = cookieconsent;
          // Its callbacks belong to the site: there is no other way to be told.
          const { prototype } = cookieconsent.Popup;
          after(prototype, 'setStatus', line.signal, () => look(true));
          after(prototype, 'revokeChoice', line.signal, () => look(false));
        }
        look(false);
      }),
    );
  });

function readingOf(status: string | undefined): Reading | null {
  const answer = { allow: true, deny: false }[String(status)];
  if (answer !== undefined) return { allows: () => answer, isAnswered: true };
  // Who closes it, or scrolls on, has said nothing.
  return status === 'dismiss' ? { allows: () => null, isAnswered: false } : null;
}

/** Does more after a method, for as long as nobody ends it. */
function after(popup: Popup, name: keyof Popup, signal: AbortSignal, more: () => void): void {
  const plain = popup[name];
  const both = function (this: Popup, ...args: [unknown]) {
    plain.apply(this, args);
    more();
  };
  popup[name] = both;
  signal.addEventListener('abort', () => {
    if (popup[name] === both) popup[name] = plain;
  });
}
