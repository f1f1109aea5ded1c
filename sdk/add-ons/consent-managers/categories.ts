// What adapters share whose manager asks by categories (services, purposes) that the site has named itself.
import type { Covey, Purpose } from '../../api.ts';
import type { Line } from './contract.ts';
import { ofEach } from './purposes.ts';
import { withdrawnIn } from './withdrawn.ts';

export interface CategoryOptions {
  /** What the manager calls it; `personalisation` by default. Of several all must be allowed. None: not asked of it. */
  readonly personalisation?: readonly string[] | undefined;
  /** `measurement` by default. */
  readonly measurement?: readonly string[] | undefined;
  /** Not asked of it by default. */
  readonly activation?: readonly string[] | undefined;
}

/** What a manager knows at one time. */
export interface Reading {
  /** Null: not answered. Undefined: the manager has no such category, or asks nobody about it. */
  readonly allows: (category: string) => boolean | null | undefined;
  /** It holds. Otherwise the manager asks anew, and this is what it has kept. */
  readonly isAnswered: boolean;
  /** When it was answered, milliseconds since the epoch. */
  readonly given?: number;
}

export interface Categories {
  readonly names: readonly string[];
  /**
   * Takes what the manager knows, as often as it is looked at. Null: nothing. Undefined: it is not there, or not yet.
   * `acted`: it says that it was answered just now, all of it or this one category.
   */
  readonly read: (reading: Reading | null | undefined, acted?: boolean | string) => void;
}

export function readCategories(covey: Covey, line: Line, options: CategoryOptions): Categories {
  const {
    personalisation = ['personalisation'],
    measurement = ['measurement'],
    activation = [],
  } = options;
  const categoriesOf = { personalisation, measurement, activation };
  const names = [...new Set([...personalisation, ...measurement, ...activation])];
  let wasAnswered = false;
  /** What was left of an older answer when it was last looked at: that counts once. */
  let left = '';
  let isReady = false;
  void covey.ready?.then(() => {
    isReady = true;
  });
  return {
    names,
    read(reading, acted = false) {
      if (reading === undefined && !wasAnswered) return;
      // An answer that was there and is gone is taken back; most managers tell nobody.
      const gone = wasAnswered ? false : null;
      const allows = reading?.allows ?? (() => gone);
      const answerOf = (purpose: Purpose) => {
        const categories = categoriesOf[purpose];
        const all = allOf(categories.map(allows));
        const isMeant = typeof acted === 'boolean' || categories.includes(acted);
        // A yes to something else does not repeat this one.
        return all && !isMeant && covey.consent.get()[purpose] === false ? null : all;
      };
      const answer = ofEach(answerOf);
      wasAnswered = reading?.isAnswered === true;
      const { given = 0 } = reading ?? {};
      const before = left;
      left = wasAnswered || !isReady ? '' : Object.values(answer).join();
      if (wasAnswered)
        line.hear({
          ...answer,
          acted: acted !== false && isBusy(),
          // Of the same instant, a refusal is the later.
          ...(given > 0 && { given: [given, given + 1] }),
        });
      else line.hear(left && left === before ? null : withdrawnIn(covey, answer));
      const unasked = reading ? names.filter((name) => allows(name) === undefined) : [];
      if (unasked.length > 0)
        line.note(
          `The manager asks nobody for ${unasked.join(', ')}: name what it asks for (personalisation, measurement, activation), or nothing where a purpose is not its business.`,
        );
    },
  };
}

function allOf(answers: readonly (boolean | null | undefined)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.length > 0 && answers.every(Boolean) ? true : null;
}

/** The visitor has clicked or typed just now. */
const isBusy = () => (navigator.userActivation as UserActivation | undefined)?.isActive !== false;

/** Who presses one of these buttons has answered, though of the same answer as before a manager may tell nobody. */
export function onPress({ signal, safely }: Line, buttons: string, look: () => void): void {
  const hear = safely(({ target }: Event) => {
    // The manager comes first.
    if ((target as Partial<Element> | null)?.closest?.(buttons)) setTimeout(look);
  });
  document.addEventListener('click', hear, { capture: true, passive: true, signal });
}

/** Whether the visitor has answered to any of these: not where only others have changed, as with a video in the text. */
export const isAbout = (names: readonly string[], changed: readonly string[]): boolean =>
  changed.length === 0 || changed.some((name) => names.includes(name));
