import type { Diagnostics } from '../api.ts';
import type { Code, Ingest } from '../ingest/index.ts';
import type { Loaded, Loader } from '../loader/index.ts';
import { nextTask } from '../next-task.ts';
import { codeFor, type PartLoader } from '../parts/index.ts';
import type { ActiveContext } from './context.ts';
import type { KeptProgram } from './kept-program.ts';

export interface DefinitionsInUse {
  /** Those that are to be acted on now: not where they ran out, say stop, or are for children. */
  active(): Loaded | null;
  /** The last that were good, also where they have run out. */
  last(): Loaded | null;
  /** It is clear whether there are any. */
  isSettled(): boolean;
  /** When the edge is to be asked again, milliseconds since the epoch. */
  due(): number;
  status(): Diagnostics['status'];
  /** Reads what is stored, and asks the edge where that is not enough. */
  start(): Promise<void>;
  /** Asks the edge, where it is time to. */
  refresh(): Promise<void>;
  /** Takes what another tab has stored. */
  takeStored(): Promise<void>;
  /** What definitions need, as far as it can be loaded. */
  codeFor(loaded: Loaded): Promise<Code>;
  /** The page is turned to: what could not be loaded is tried again. */
  retry(): void;
}

export interface DefinitionsOptions {
  readonly context: ActiveContext;
  readonly loader: Loader;
  readonly ingest: Ingest;
  readonly parts: PartLoader;
  readonly program: KeptProgram;
  /** Others are in use. */
  readonly onSet: () => void;
  /** They have decided. */
  readonly onDecided: () => void;
  /** What is due when may be another. */
  readonly onDue: () => void;
}

export function createDefinitionsInUse(options: DefinitionsOptions): DefinitionsInUse {
  const { context, loader, ingest, parts, program, onDue } = options;
  const { record, background } = context;
  const { now } = context.host;
  let last: Loaded | null = null;
  let settled = false;
  /** The newest that came. */
  let newest: Loaded | null = null;

  const active = (): Loaded | null => {
    const loaded = ingest.loaded();
    if (!loaded || now() >= loaded.expires) return null;
    return loaded.definitions.stop || loaded.definitions.children ? null : loaded;
  };
  /** An answer to an older text than that of the definitions lapses; one that named none is taken as to this one. */
  const compareText = (asked: number) => {
    const { consentText } = context;
    if (consentText && consentText < asked)
      context.report('consent-text', { given: consentText, asked });
    if (!context.permitted()) return;
    const { text } = record.read();
    if (!text) record.update({ text: asked });
    else if (text < asked) context.onText();
  };
  const code = async (loaded: Loaded): Promise<Code> => {
    const found = await codeFor(loaded.definitions, parts);
    return { ...found, program: found.isWhole ? await program.of(loaded.hash) : null };
  };
  /** False where they are not to be used, or others came while their parts were loaded. */
  const set = async (loaded: Loaded): Promise<boolean> => {
    newest = loaded;
    const { text } = loaded.definitions.consent ?? {};
    if (text !== undefined) compareText(text);
    const found = await code(loaded);
    if (context.stopped || newest !== loaded) return false;
    ingest.setDefinitions(loaded, found);
    options.onSet();
    return true;
  };
  const decideBy = async (loaded: Loaded) => {
    if (!(await set(loaded))) return;
    if (active()) await ingest.sync();
    // What waited for a part is more than one commit carries.
    while (active() && !context.stopped && ingest.admit()) await ingest.sync();
    if (!context.stopped) options.onDecided();
  };
  const refresh = async () => {
    if (context.isLeft) return;
    const loaded = await loader.refresh();
    if (context.stopped) return;
    // The same document again: nothing to do but to note that it was asked for.
    if (loaded && loaded.hash !== ingest.loaded()?.hash) await decideBy(loaded);
    onDue();
  };
  return {
    active,
    last: () => last,
    isSettled: () => settled,
    due: loader.due,
    refresh,
    status() {
      if (active()) return ingest.engine() ? 'running' : 'starting';
      if (ingest.loaded()) return 'stopped';
      return !settled ? 'starting' : loader.ranOut() ? 'stopped' : 'waiting';
    },
    async start() {
      last = await loader.stored();
      // What was read and checked, and what is compiled of it, are a task each.
      await nextTask();
      if (context.stopped) return;
      if (last && now() < last.expires) await decideBy(last);
      if (context.stopped) return;
      if (active()) background(refresh());
      else await refresh();
      settled = true;
    },
    codeFor: code,
    retry() {
      const loaded = ingest.loaded();
      if (loaded && !ingest.isWhole()) background(decideBy(loaded));
    },
    async takeStored() {
      const other = await loader.stored();
      if (other) await set(other);
    },
  };
}
