import type { Json } from '../shared/definitions/types.ts';
import type { Explanation } from '../shared/engine/types.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import type { CoveyExport, Diagnostics } from './api.ts';
import { deviceFacts, pageFacts, sourceOf, startCapture } from './capture/index.ts';
import type { RecordStore } from './consent/index.ts';
import { createEvaluation } from './evaluation.ts';
import type { Host } from './host.ts';
import { createLoader, type Loaded, type Loader } from './loader/index.ts';
import type { Problems } from './problems.ts';
import { createReporter, type Reporter } from './report/index.ts';
import type { Settings } from './settings.ts';
import { openStore, type Store } from './store/index.ts';
import { declaredTraits } from './traits.ts';

/** Longest delay that `setTimeout` keeps; a longer one would end at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;
const MIN_DELAY_MS = 20;
const MAX_PROPS_LENGTH = 16_384;
/** A report goes out this long after the page opened: at random, so that its time says nothing. */
const REPORT_AFTER_MS = [5000, 60_000] as const;

export interface RunOptions {
  readonly host: Host;
  readonly settings: Settings;
  readonly problems: Problems;
  readonly record: RecordStore;
  /** Whether calls made before this run were already allowed. */
  readonly backlog: boolean;
  /** False once another tab has withdrawn or erased: then nothing may be written. */
  readonly permitted: () => boolean;
  readonly onAnswers: () => void;
  readonly onStored: () => void;
  readonly onDeleted: () => void;
  /** The definitions name the text that visitors are asked with. */
  readonly onText: (version: number) => void;
}

export type Run = ReturnType<typeof startRun>;

/** Everything that exists while a purpose is granted, and ends with it. */
export function startRun(options: RunOptions) {
  const { host, settings, problems, record } = options;
  const { window, now } = host;
  const { document } = window;
  const { subtle } = host.crypto;
  const random = (bytes: Uint8Array<ArrayBuffer>) => void host.crypto.getRandomValues(bytes);
  let stopped = false;
  let store: Store | null = null;
  let reporter: Reporter | null = null;
  let settled = false;

  const opening = openStore({
    factory: host.indexedDB,
    onDeleted: options.onDeleted,
    onProblem: problems.add,
  });
  const transact: Store['transact'] = async (work) => {
    const opened = await opening;
    if (stopped || !options.permitted()) throw new Error('ended');
    return opened.transact(work);
  };
  const report = (code: string, detail?: unknown) => {
    if (!stopped) problems.add(code, detail);
  };
  /** Runs in the background: what fails there is counted and goes no further. */
  const background = (work: Promise<unknown> | undefined) =>
    void work?.catch((error: unknown) => report('internal', error));

  const loader: Loader = createLoader({
    site: settings.site,
    keys: settings.keys,
    edge: settings.edge,
    minVersion: settings.minVersion,
    fetch: host.fetch,
    subtle: subtle as never,
    now,
    load: () => transact((tx) => tx.get('definitions')),
    save: (kept) => background(transact(async (tx) => tx.put('definitions', kept))),
    onProblem: report,
  });
  const evaluation = createEvaluation({
    page: crypto.randomUUID().slice(0, 8),
    now,
    host: { offsetAt: (time) => -new Date(time).getTimezoneOffset() },
    transact,
    facts: () => ({
      device: deviceFacts(window),
      page: pageFacts({ location: window.location, title: document.title }),
    }),
    handed: {
      read: () => record.read().handed,
      add: (page, operations) =>
        options.permitted() &&
        record.update({ handed: { ...(record.read().handed as object), [page]: operations } }),
      remove(pages) {
        const { handed } = record.read();
        if (!handed) return;
        const left = Object.entries(handed).filter(([page]) => !pages.includes(page));
        record.update({ handed: left.length > 0 ? Object.fromEntries(left) : undefined });
      },
    },
    onChange: options.onAnswers,
    onStored: options.onStored,
    onOtherPlan: async () => {
      const other = await loader.stored();
      if (other) use(other);
    },
    onProblem: report,
  });

  /** Definitions that are to be acted on now. */
  const active = (): Loaded | null => {
    const loaded = evaluation.loaded();
    if (!loaded || now() >= loaded.expires) return null;
    return loaded.definitions.stop || loaded.definitions.children ? null : loaded;
  };

  // One timer: for the next answer that changes by itself, and whatever else is due.
  let timer: ReturnType<typeof setTimeout> | undefined;
  let armedFor = Infinity;
  const arm = () => {
    const loaded = evaluation.loaded();
    const next = active()
      ? Math.min(evaluation.nextChange(), loaded?.expires ?? Infinity)
      : settled
        ? loader.due()
        : Infinity;
    if (stopped || next === armedFor) return;
    armedFor = next;
    clearTimeout(timer);
    if (next === Infinity) return;
    const delay = Math.min(Math.max(next - now(), MIN_DELAY_MS), MAX_DELAY_MS);
    timer = setTimeout(() => {
      armedFor = Infinity;
      passTime();
    }, delay);
  };
  const passTime = () => {
    evaluation.advance();
    if (!active()) {
      options.onAnswers();
      background(refresh());
    } else if ((evaluation.memory().pruneAt ?? Infinity) <= now()) {
      background(evaluation.prune().then(arm));
    }
    arm();
  };

  let flushing: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    clearTimeout(flushing);
    flushing = undefined;
    await evaluation.sync();
    arm();
  };
  const apply = (...change: Parameters<typeof evaluation.apply>) => {
    if (stopped || (evaluation.loaded() && !active())) return;
    evaluation.apply(...change);
    arm();
    flushing ??= setTimeout(() => background(flush()), 0);
    background(locate());
  };

  // Coarse geography: only where a definition reads it, once a session.
  let located = 0;
  const locate = async () => {
    if (!evaluation.reads('geo') || evaluation.memory().geo || now() < located) return;
    located = now() + 5 * 60_000;
    const geo = await loader.context();
    if (geo) apply({ geo });
  };

  let reporting: ReturnType<typeof setTimeout> | undefined;
  const sendReport = () => {
    clearTimeout(reporting);
    reporting = undefined;
    if (active() && reporter?.due()) reporter.send();
  };
  const prepareReport = () => {
    const loaded = active();
    if (!loaded || !reporter) return;
    background(reporter.prepare(loaded.definitions));
    const byte = new Uint8Array(1);
    random(byte);
    const [from, to] = REPORT_AFTER_MS;
    reporting ??= setTimeout(sendReport, from + ((byte[0] ?? 0) / 255) * (to - from));
  };

  const use = (loaded: Loaded) => {
    const { definitions } = loaded;
    const { text } = definitions.consent ?? {};
    if (text !== undefined) options.onText(text);
    evaluation.use(loaded);
    prepareReport();
  };
  const accept = async (loaded: Loaded) => {
    use(loaded);
    if (active()) await evaluation.sync();
    if (stopped) return;
    options.onAnswers();
    background(locate());
    passTime();
  };
  const refresh = async () => {
    const loaded = await loader.refresh();
    if (!loaded || stopped) return arm();
    // The same document again: nothing to do but to note that it was asked for.
    if (loaded.hash !== evaluation.loaded()?.hash) await accept(loaded);
  };

  const page = () => ({
    page_location: window.location.href,
    page_path: window.location.pathname,
    page_title: document.title,
    page_referrer: document.referrer,
  });
  const track = (name: string, props: { readonly [key: string]: unknown }, time?: number) =>
    apply({ event: { name, props: toJson({ ...page(), ...props }, report) } }, time);

  apply({ arrival: sourceOf(window.location, document.referrer) });
  const stopCapture =
    settings.capture === 'off'
      ? () => {}
      : startCapture({
          window,
          now,
          select: settings.capture,
          backlog: options.backlog,
          emit: (name, props) => track(name, props),
          onPage() {
            evaluation.refreshFacts();
            if (settled) background(refresh());
          },
          onError: (error) => report('internal', error),
        });

  const start = async () => {
    store = await opening;
    if (stopped) return store.close();
    const loaded = await loader.stored();
    if (loaded) await accept(loaded);
    if (stopped) return;
    if (active()) background(refresh());
    else await refresh();
    settled = true;
    arm();
  };
  const ready = start().catch((error: unknown) => report('internal', error));

  return {
    ready,
    track,
    evaluation,
    active,
    /** Segments the page is to be shown; null while nothing can be known. */
    members: () => (active() && evaluation.engine() ? evaluation.members() : null),
    /** The record of them for the next page: when each ends by itself (0: never), and all of them. */
    mirror(ids: readonly string[]) {
      const loaded = active();
      if (!loaded || !evaluation.engine()) return null;
      return { shown: evaluation.endings(ids), until: loaded.expires };
    },
    /** What the page may be told, which is nothing about segments that are on trial. */
    explain(id: string): Explanation | null {
      const engine = active() && evaluation.engine();
      return engine && !engine.plan.shadow.has(id) ? engine.explain(id) : null;
    },
    metrics(): { readonly [id: string]: Json } {
      const engine = active() && evaluation.engine();
      const values = Object.entries((engine && engine.metricValues()) || {});
      return Object.fromEntries(values.map(([id, value]) => [id, comparable(value)]));
    },
    answers() {
      const engine = active() && evaluation.engine();
      return (engine ? engine.plan.segments : []).flatMap((id) =>
        engine && !engine.plan.shadow.has(id) ? [{ id, member: engine.member(id) }] : [],
      );
    },
    definitions(): Pick<Diagnostics, 'definitions' | 'disabled'> {
      const loaded = evaluation.loaded();
      return {
        definitions: loaded && {
          version: loaded.version,
          expires: loaded.expires,
          hash: loaded.hash,
        },
        disabled: Object.fromEntries(evaluation.engine()?.plan.disabled ?? []),
      };
    },
    identify(traits: { readonly [id: string]: unknown }) {
      const declared = evaluation.loaded()?.definitions.traits;
      const change = () =>
        apply({
          traits: declaredTraits(traits, evaluation.loaded()?.definitions.traits, (id) =>
            report('trait-refused', id),
          ),
        });
      // What is declared is known with the definitions only.
      if (declared || evaluation.loaded()) change();
      else background(ready.then(change));
    },
    object(segment: string, stands: boolean) {
      apply({ objection: { segment, stands } });
    },
    measure(on: boolean) {
      if (on === Boolean(reporter)) return;
      reporter?.stop();
      reporter = null;
      if (!on) {
        clearTimeout(reporting);
        reporting = undefined;
        return background(transact(async (tx) => tx.put('seed', undefined)));
      }
      reporter = createReporter({
        edge: settings.edge,
        site: settings.site,
        fetch: host.fetch,
        subtle: subtle as never,
        random,
        now,
        locks: host.locks,
        async seed(change) {
          const seed = await transact(async (tx) => {
            const stored = await tx.get('seed');
            const next = change(stored);
            if (next !== stored) tx.put('seed', next);
            return next;
          });
          // What is forgotten with the page would draw new coins on the next.
          return store?.mode() === 'indexeddb' ? seed : null;
        },
        counted: {
          read: () => record.read().counted ?? 0,
          write: (until) => options.permitted() && record.update({ counted: until }),
        },
        has: (id) =>
          evaluation.engine()?.has(id) === true && !evaluation.memory().objections.includes(id),
        onProblem: report,
      });
      prepareReport();
    },
    counting: () => reporter?.facts() ?? null,
    /** Another tab wrote. */
    look: () => background(evaluation.sync().then(arm)),
    /** The page is in view again, perhaps after long. */
    wake() {
      background(evaluation.sync().then(passTime));
      if (settled) background(refresh());
      if (reporter?.expired()) prepareReport();
    },
    /** The page may be gone for good in a moment. */
    sleep() {
      sendReport();
      evaluation.handOver();
      background(flush());
    },
    status(): Diagnostics['status'] {
      if (active()) return evaluation.engine() ? 'running' : 'starting';
      if (evaluation.loaded()) return 'stopped';
      return settled ? 'waiting' : 'starting';
    },
    storage: (): Diagnostics['storage'] => store?.mode() ?? 'none',
    /** All that is stored, as plain JSON; bytes as base64url. */
    async dump(): Promise<Pick<CoveyExport, 'events' | 'state'>> {
      await evaluation.sync();
      const text = JSON.stringify(await (await opening).dump(), (_key, value: unknown) =>
        value instanceof Uint8Array ? encodeBase64url(value) : value,
      );
      return JSON.parse(text);
    },
    async envelope(): Promise<Uint8Array | null> {
      const kept = (await transact((tx) => tx.get('definitions'))) as
        { readonly envelope?: Uint8Array } | undefined;
      return kept?.envelope ?? null;
    },
    /** Ends all of it. What was not stored is forgotten. */
    stop() {
      stopped = true;
      for (const each of [timer, flushing, reporting]) clearTimeout(each);
      stopCapture();
      loader.stop();
      reporter?.stop();
      background(opening.then((opened) => opened.close()));
    },
  };
}

/** The properties as plain JSON; without what is none, or is far too long. */
function toJson(
  props: { readonly [key: string]: unknown },
  report: (code: string, detail?: unknown) => void,
): { readonly [key: string]: Json } {
  try {
    const text = JSON.stringify(props);
    if (text.length <= MAX_PROPS_LENGTH) return JSON.parse(text);
  } catch {
    // A cycle, a bigint, or a `toJSON` that throws.
  }
  report('props-refused', props);
  return {};
}

/** A number known only from below as that number, so that a page can compare it; any other bound as null. */
function comparable(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return (value as { readonly atLeast?: number }).atLeast ?? null;
}
