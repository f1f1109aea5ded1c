import { DEFINITION_PARTS } from '../../shared/wire/index.ts';
import type { Language } from '../../shared/words/languages.ts';
import type { Speech, SpeechOptions } from '../words/index.ts';
import { type Bundle, isCommon, isCommonWorthIt } from './bundle.ts';
import { fileOf, type PartFile } from './files.ts';
import { KIT } from './kit.ts';

/** What each part gives. */
export interface Parts {
  readonly details: typeof import('./details.ts');
  readonly facts: typeof import('./facts.ts');
  readonly metrics: typeof import('./metrics.ts');
  readonly sessions: typeof import('./sessions.ts');
  readonly sequence: typeof import('./sequence.ts');
  readonly further: typeof import('./further.ts');
  readonly sources: typeof import('./sources.ts');
  readonly operators: typeof import('./operators.ts');
  readonly experiences: typeof import('./experiences.ts');
  readonly returning: typeof import('./returning.ts');
  readonly upkeep: typeof import('./upkeep.ts');
  readonly counting: typeof import('./counting.ts');
  readonly explain: typeof import('./explain.ts');
  readonly layer: typeof import('./layer.ts');
  readonly surveys: typeof import('./surveys.ts');
  readonly panel: typeof import('../panel/index.ts');
  readonly words: typeof import('../words/index.ts');
  readonly debug: typeof import('../debug/index.ts');
  readonly devtools: typeof import('../devtools/index.ts');
  readonly meaning: typeof import('../meaning/index.ts');
  readonly preview: typeof import('../show-preview.ts');
}
/** The words of each language are found by `words` and `meaning`. */
export type PartName = keyof Parts | Bundle | `${'words' | 'meaning'}-${Language}`;

/** Brings the file of a part: only if its bytes have the hash. */
export type LoadPart = (file: PartFile | undefined, name: PartName) => Promise<object>;
/** As built, a part is made of what it takes from the core; from the sources it is there already. */
type Built<T> = { readonly default?: (kit: typeof KIT) => T } & T;

export type PartLoader = ReturnType<typeof createPartLoader>;

/** As built, made of what it takes; from the sources it is there already. */
const made = (file: object): object => (file as Built<object>).default?.(KIT) ?? file;

/** Loads each part once. `common`: its file, where there is one. */
export function createPartLoader(
  bring: LoadPart,
  onFailure: (name: keyof Parts) => void,
  common = fileOf('common'),
) {
  const all = new Map<keyof Parts, Promise<object>>();
  /** It was chosen, and is on its way or there. */
  let bundle: Promise<object> | undefined;
  let again: (() => void)[] = [];
  /** What could not be loaded is tried again when it is next asked for. */
  const load = <N extends keyof Parts>(name: N): Promise<Parts[N]> => {
    let coming = all.get(name);
    if (!coming) {
      const alone = () => bring(fileOf(name), name).then(made);
      coming =
        bundle && isCommon(name)
          ? bundle.then((parts) => parts[name as never] ?? alone())
          : alone();
      all.set(name, coming);
      coming.catch(() => {
        all.delete(name);
        onFailure(name);
      });
    }
    return coming as Promise<Parts[N]>;
  };
  /** Resolves when it is there, be it after more than one try. */
  const need = <N extends keyof Parts>(name: N): Promise<Parts[N]> =>
    load(name).catch(() =>
      new Promise<void>((resolve) => again.push(resolve)).then(() => need(name)),
    );
  return {
    load,
    need,
    /** How the visitor is spoken to, `near` a language of the page; null where that cannot be had. */
    speech: (options: SpeechOptions, near?: string): Promise<Speech | null> =>
      load('words')
        .then((words) =>
          words.findSpeech(options, (name, hash) => bring(fileOf(name, hash), name), near),
        )
        .catch(() => null),
    /** Begins to load those of these that there are; whoever needs one finds it on its way. */
    begin(names: unknown) {
      const known = DEFINITION_PARTS.filter((name) => Array.isArray(names) && names.includes(name));
      if (common && isCommonWorthIt(known) && ![...all.keys()].some(isCommon)) {
        bundle = bring(common, 'common').then(made);
        // Another try asks for them one by one.
        bundle.catch(() => (bundle = common = undefined));
      }
      for (const name of known) load(name).catch(() => {});
    },
    /** The page is turned to: what failed is tried again. */
    retry() {
      const waiting = again;
      again = [];
      for (const go of waiting) go();
    },
  };
}
