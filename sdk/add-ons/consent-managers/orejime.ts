// Orejime 3.2: `window.orejime`, or what `loadOrejime` gives.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, isAbout, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

/** `personalisation` and `measurement` are ids of purposes. */
export interface OrejimeOptions extends CategoryOptions {
  /** What `loadOrejime` gave, where it is loaded before the adapter and not on `window`. */
  readonly manager?: object | undefined;
}

interface Purpose {
  readonly id: string;
  readonly isMandatory?: boolean;
  readonly isExempt?: boolean;
  readonly purposes?: readonly Purpose[];
}

interface Orejime {
  readonly config: { readonly purposes: readonly Purpose[] };
  readonly manager: {
    on(type: 'update' | 'dirty', listener: (changed: object) => void): void;
    off(type: 'update' | 'dirty', listener: (changed: object) => void): void;
    isDirty(): boolean;
    needsUpdate(): boolean;
    getConsent(id: string): boolean | undefined;
  };
}

/** Gives what ends it. */
export const connectOrejime = (covey: Covey, options: OrejimeOptions = {}): (() => void) =>
  follow(covey, 'orejime', (line) => {
    const { names, read } = readCategories(covey, line, options);
    let current: Orejime | undefined;
    let stop = () => {};
    let look = (_acted: boolean) => {};
    const take = (next: Orejime | undefined) => {
      if (!next || next === current) return look(false);
      stop();
      current = next;
      let isAnsweredHere = false;
      look = (acted) => {
        isAnsweredHere ||= acted;
        read(readingOf(next, isAnsweredHere), acted);
      };
      const { manager } = next;
      let isOurs = false;
      const update = line.safely((changed: object) => {
        isOurs = isAbout(names, Object.keys(changed));
      });
      // It comes after every `update`, when it is known whether all is answered, and before `clear`.
      const dirty = line.safely(() => look(isOurs && !manager.isDirty()));
      manager.on('update', update);
      manager.on('dirty', dirty);
      stop = () => {
        manager.off('update', update);
        manager.off('dirty', dirty);
      };
      look(false);
    };
    line.signal.addEventListener('abort', () => stop());
    document.addEventListener(
      'orejime.loaded',
      line.safely((event: Event) => take((event as CustomEvent<Orejime>).detail)),
      { signal: line.signal },
    );
    lookAgain(
      line.signal,
      line.safely(() =>
        take(
          current ??
            (options.manager as Orejime | undefined) ??
            (window as { readonly orejime?: Orejime }).orejime,
        ),
      ),
    );
  });

function readingOf({ config, manager }: Orejime, isAnsweredHere: boolean): Reading | null {
  const isDirty = manager.isDirty();
  if (isDirty && !manager.needsUpdate()) return null;
  const purposes = config.purposes.flatMap(leaves);
  return {
    allows: (id) => {
      const purpose = purposes.find((each) => each.id === id);
      // Of these nobody is asked; whoever is exempt may be refused.
      if (!purpose || purpose.isMandatory || (purpose.isExempt && !isAnsweredHere))
        return undefined;
      return manager.getConsent(id) === true;
    },
    isAnswered: !isDirty,
  };
}

const leaves = (purpose: Purpose): readonly Purpose[] =>
  purpose.purposes?.flatMap(leaves) ?? [purpose];
