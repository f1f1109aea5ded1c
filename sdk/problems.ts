import type { RefusalCode } from '../shared/signing/index.ts';

/** Everything that can go wrong; `debug/sentences.ts` has the words, `docs/sdk.md` the table. */
export type ProblemCode =
  | 'no-consent'
  | 'misuse'
  | 'second-copy'
  | 'settings-site'
  | 'settings-keys'
  | 'settings-edge'
  | 'settings-min-version'
  | 'settings-capture'
  | 'settings-module'
  | 'segment-unknown'
  | 'segment-shadow'
  | 'survey-unknown'
  | 'consent-text'
  | 'trait-refused'
  | 'props-refused'
  | 'number-unreadable'
  | 'events-dropped'
  | 'definitions-unreachable'
  | `definitions-${RefusalCode}`
  | 'definitions-limits'
  | 'pattern-slow'
  | 'context-unreachable'
  | 'counting-refused'
  | 'report-unreachable'
  | `capture-${'pages' | 'engagement' | 'links' | 'forms' | 'data-layer'}`
  | 'facts-device'
  | 'signal-unreadable'
  | 'markup-unwatched'
  | 'markup-template'
  | 'storage-missing'
  | 'storage-blocked'
  | 'storage-full'
  | 'storage-lost'
  | 'state-corrupt'
  | 'clock-set-back'
  | 'engine-failed'
  | 'part-failed'
  | 'panel-failed'
  | 'listener-threw'
  | 'internal';

/** What the adapters of `consent-managers/` count. */
export type ManagerProblemCode =
  'consent-manager-silent' | 'consent-manager-twice' | 'consent-manager-failed';

/** `detail` is for the person installing Covey; it is never stored or sent. */
export type Say = (code: ProblemCode, detail: unknown) => void;

/** Counts what went wrong, by code; says it aloud only where a developer looks. */
export interface Problems {
  add(code: ProblemCode, detail?: unknown): void;
  counts(): { readonly [code in ProblemCode]?: number };
}

/** Of one code, so many are said at most: a flood of them must not keep the page busy. */
const MOST_SAID = 20;

/** `words`: false where no developer looks. */
export function createProblems(words: Promise<Say> | false): Problems {
  const counts: { [code in ProblemCode]?: number } = {};
  return {
    add(code, detail) {
      const count = (counts[code] = (counts[code] ?? 0) + 1);
      if (count <= MOST_SAID && words) void words.then((say) => say(code, detail));
    },
    counts: () => ({ ...counts }),
  };
}
