// c15t 2.2: the store on `window`, or as `getOrCreateConsentRuntime` gives it.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, isAbout, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

/** `personalisation` is the category `experience` by default. */
export interface C15tOptions extends CategoryOptions {
  /** The `consentStore`, where it is not on `window`. */
  readonly store?: object | undefined;
  /** Its name on `window`; `c15tStore` by default. */
  readonly namespace?: string | undefined;
}

interface State {
  readonly consentInfo: { readonly time?: number; readonly subjectId?: string } | null;
  readonly consents: { readonly [category: string]: boolean };
  readonly consentCategories: readonly string[];
  has(category: string): boolean;
}

interface Store {
  getState(): State;
  subscribe(listener: (state: State, before: State) => void): () => void;
}

/** Gives what ends it. */
export const connectC15t = (covey: Covey, options: C15tOptions = {}): (() => void) =>
  follow(covey, 'c15t', (line) => {
    const { store, namespace = 'c15tStore', personalisation = ['experience'] } = options;
    const { names, read } = readCategories(covey, line, { ...options, personalisation });
    let current: Store | undefined;
    let stop = () => {};
    let look = (_acted: boolean) => {};
    const take = (next: Store) => {
      stop();
      current = next;
      /** What is presumed where nobody was asked. */
      let presumed: State['consents'] | undefined;
      look = (acted) => {
        const state = next.getState();
        if (!state.consentInfo) presumed = state.consents;
        read(state.consents === presumed ? null : readingOf(state), acted);
      };
      // Before it reloads the page, as it does at a withdrawal.
      stop = next.subscribe(
        line.safely(({ consentInfo, consents }, before) => {
          const changed = Object.keys(consents).filter(
            (name) => consents[name] !== before.consents[name],
          );
          // Whoever is identified, or agrees to the terms, has not been asked for it.
          const isAnswer = consentInfo !== before.consentInfo && consents !== before.consents;
          look(isAnswer && isAbout(names, changed));
        }),
      );
    };
    line.signal.addEventListener('abort', () => stop());
    lookAgain(
      line.signal,
      line.safely(() => {
        const found = (store ??
          (window as unknown as { readonly [name: string]: unknown })[namespace]) as
          Store | undefined;
        if (found && found !== current) take(found);
        look(false);
      }),
    );
  });

function readingOf({ consentInfo, consentCategories, has }: State): Reading | null {
  // Switched off, it grants all to everybody, and knows of nobody.
  if (!consentInfo?.subjectId) return null;
  return {
    allows: (name) => (consentCategories.includes(name) ? has(name) : undefined),
    isAnswered: true,
    ...(consentInfo.time && { given: consentInfo.time }),
  };
}
