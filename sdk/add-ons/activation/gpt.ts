// Google Publisher Tag: ids of segments as values of one key, for every slot of the page.
import type { Covey } from '../../api.ts';
import { handOn } from './hand-on.ts';

export interface GptOptions {
  /** The key, as it is defined in Google Ad Manager: at most 20 characters; `covey` by default. */
  readonly key?: string | undefined;
}

/** What is used of the tag, and of the list that stands in for it until it has come. */
interface GoogleTag {
  readonly cmd: { push(command: () => void): unknown };
  setConfig?(config: {
    readonly targeting: { readonly [key: string]: readonly string[] | null };
  }): void;
  pubads?(): {
    setTargeting(key: string, values: readonly string[]): unknown;
    clearTargeting(key: string): unknown;
  };
}

/** More makes a value that Google Ad Manager cuts off, and takes for another. */
const MOST_CHARACTERS = 40;

/** Gives what ends it, and clears the key. */
export const connectGpt = (covey: Covey, { key = 'covey' }: GptOptions = {}): (() => void) => {
  const page = globalThis as { googletag?: GoogleTag };
  return handOn(covey, 'gpt', ({ ids, safely }) => {
    let isSet = false;
    /** Where the tag waits for its turn, that is one command for all that comes until then. */
    let waiting: GoogleTag | undefined;
    const apply = (tag: GoogleTag) => {
      const values = ids().filter(({ length }) => length <= MOST_CHARACTERS);
      if (values.length === 0 && !isSet) return;
      isSet = values.length > 0;
      if (tag.setConfig) tag.setConfig({ targeting: { [key]: isSet ? values : null } });
      else if (isSet) tag.pubads?.().setTargeting(key, values);
      else tag.pubads?.().clearTargeting(key);
    };
    return () => {
      if (!isSet && ids().length === 0) return;
      const tag = (page.googletag ??= { cmd: [] });
      if (waiting === tag) return;
      waiting = tag;
      tag.cmd.push(
        safely(() => {
          waiting = undefined;
          // The tag may have put itself in the place of the list.
          if (page.googletag) apply(page.googletag);
        }),
      );
    };
  });
};
