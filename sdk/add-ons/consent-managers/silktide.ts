// Silktide's open consent manager, as its source has it: it is no package, tells nobody, and keeps its answers in
// `localStorage`.
import type { Covey } from '../../api.ts';
import { type CategoryOptions, onPress, type Reading, readCategories } from './categories.ts';
import { follow } from './follow.ts';
import { lookAgain } from '../look-again.ts';

/** `personalisation` and `measurement` are ids of cookie types. */
export interface SilktideOptions extends CategoryOptions {
  /** Its `bannerSuffix`, where it has one. */
  readonly suffix?: string | undefined;
  /** Whether a yes that it has stored is one; no by default, since closing its dialog stores what is on by default. */
  readonly grants?: boolean | undefined;
}

const BUTTONS =
  '#silktide-wrapper :is(.accept-all, .reject-all, .preferences-accept-all, .preferences-reject-all)';

/** Gives what ends it. */
export const connectSilktide = (covey: Covey, options: SilktideOptions = {}): (() => void) =>
  follow(covey, 'silktide', (line) => {
    const { names, read } = readCategories(covey, line, options);
    /** Answered on this page, by somebody. */
    const answered = new Set<string>();
    const look = line.safely((acted: boolean | string) => {
      if (acted) for (const name of names) if (acted === true || acted === name) answered.add(name);
      const isThere = Reflect.has(window, 'silktideCookieBannerManager');
      read(isThere ? storedBy(options, answered) : undefined, acted);
    });
    lookAgain(line.signal, () => look(false));
    onPress(line, BUTTONS, () => look(true));
    for (const name of names) onPress(line, `[id="cookies-${name}"]`, () => look(name));
  });

function storedBy(
  { suffix, grants = false }: SilktideOptions,
  answered: ReadonlySet<string>,
): Reading | null {
  const stored = (what: string) => localStorage.getItem(suffix ? `${what}_${suffix}` : what);
  if (stored('silktideCookieBanner_InitialChoice') === null) return null;
  return {
    allows: (name) => {
      const value = stored(`silktideCookieChoice_${name}`);
      if (value === null) return undefined;
      if (value !== 'true') return false;
      return grants || answered.has(name) ? true : null;
    },
    isAnswered: true,
  };
}
