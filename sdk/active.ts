import { MAX_RETENTION_MS } from '../shared/definitions/durations.ts';
import type { Json } from '../shared/definitions/types.ts';
import { explain } from '../shared/engine/explain/index.ts';
import { compile } from '../shared/engine/index.ts';
import { kinds } from '../shared/metrics/kinds.ts';
import type { Explanation } from '../shared/engine/types.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import type { CoveyExport, Diagnostics } from './api.ts';
import { createAlarm } from './alarm.ts';
import {
  deviceFacts,
  heeded,
  pageFacts,
  pageProps,
  sourceOf,
  startCapture,
  type Capture,
} from './capture/index.ts';
import type { RecordStore } from './consent/index.ts';
import { COUNTED, countedUntil, renewCounted } from './counted.ts';
import type { Host } from './host.ts';
import {
  createIngest,
  createPace,
  declaredTraits,
  plainProps,
  READS,
  retention,
  type Happening,
  type IngestOptions,
} from './ingest/index.ts';
import { keepHouse } from './housekeeping.ts';
import { createLoader, type Loaded } from './loader/index.ts';
import { measureWhenDue } from './measure-when-due.ts';
import { createPartLoader, type LoadPart } from './parts/index.ts';
import type { ProblemCode, Problems } from './problems.ts';
import type { Kept } from './report/index.ts';
import type { RemoteCommit } from './ingest/index.ts';
import type { Settings } from './settings.ts';
import { nameOf } from './names.ts';
import { openStore, type Transaction } from './store/index.ts';
import { sweep } from './sweep.ts';

/** What is kept for counting, and goes when measurement is withdrawn. */
const COUNTING = ['seed', 'pending', 'ledger'] as const;
export { FILES } from './parts/index.ts';

/** After a failure, geography is asked for again after this time at the earliest. */
const LOCATE_AGAIN_MS = 5 * 60_000;

export interface RunOptions {
  readonly host: Host;
  readonly settings: Settings;
  readonly problems: Problems;
  readonly record: RecordStore;
  readonly loadPart: LoadPart;
  /** The record's `erased`: when the history that this run stands on began. */
  readonly since: number | undefined;
  /** Whether what stands in the page already may be read: consent was there when it was written. */
  readonly backlog: boolean;
  /** The page has been left already. */
  readonly left: boolean;
  /** False once another tab has withdrawn or erased: then nothing may be written. */
  readonly permitted: () => boolean;
  /** What happens is written at most once in this time, milliseconds. */
  readonly writeEveryMs: number;
  /** Whether measurement is granted at this instant, wherever it was answered. */
  readonly measured: () => boolean;
  readonly onAnswers: () => void;
  /** For the other tabs: what was stored. */
  readonly onCommit: (told: RemoteCommit) => void;
  readonly onDeleted: () => void;
  /** The definitions ask with a newer text than the one that was answered: the visitor is to be asked again. */
  readonly onText: () => void;
}

export { takeOver } from './take-over.ts';
export type Run = ReturnType<typeof startRun>;

/** Everything that exists while a purpose is granted, and ends with it. Wires the rooms. */
export function startRun(options: RunOptions) {
  const { host, settings, problems, record } = options;
  const { window, now } = host;
  const subtle = host.crypto.subtle as never;
  const random = (bytes: Uint8Array<ArrayBuffer>) => void host.crypto.getRandomValues(bytes);
  let stopped = false;
  /** The page is left: nothing begins until it is shown again. */
  let { left } = options;
  let settled = false;

  // Given by a clock that was ahead, an answer counts from now.
  if (Number(record.read().time) > now()) record.update({ time: now() });
  const report = (code: ProblemCode, detail?: unknown) => {
    if (!stopped) problems.add(code, detail);
  };
  /** Runs beside the page: what fails there is counted and goes no further. */
  const background = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => report('internal', error));

  const store = openStore({
    name: nameOf(settings.site),
    // Without a record of the answer nothing is kept beyond this page.
    factory: () => (record.kept() ? host.indexedDB() : undefined),
    permitted: () => !stopped && options.permitted(),
    onDeleted: options.onDeleted,
    onProblem: report,
  });
  const { transact } = store;
  const mayMeasure = () => !stopped && options.permitted() && options.measured();
  const forgetCounting = (tx: Transaction) => {
    for (const key of COUNTING) tx.put(key, undefined);
  };
  // Open only while a period is taken, so that no page holds it against others.
  const counted = openStore({
    name: COUNTED,
    factory: host.indexedDB,
    permitted: () => !stopped && options.permitted(),
    onDeleted: () => {},
    onProblem: () => {},
  });
  counted.hide();
  if (window.document.visibilityState === 'hidden') store.hide();
  if (left) {
    store.leave();
    counted.leave();
  }

  const loader = createLoader({
    site: settings.site,
    keys: settings.keys,
    edge: settings.edge,
    minVersion: settings.minVersion,
    fetch: host.fetch,
    subtle,
    now,
    load: () =>
      transact(async (tx) => {
        // The first that is read: what rests on no grant that holds is not.
        if ((await tx.get('since')) !== options.since) {
          tx.clear();
          tx.put('since', options.since);
        }
        // A page that withdrew may have ended before it was gone.
        if (!options.measured()) forgetCounting(tx);
        return tx.get('definitions');
      }),
    save: (kept) => background(transact(async (tx) => tx.put('definitions', kept))),
    onProblem: report,
  });
  /** Leaves something for the next page. */
  const hand = (name: string, what: unknown) => {
    const handed = (record.read().handed ?? {}) as { readonly [name: string]: unknown };
    if (!options.permitted() || JSON.stringify(handed[name]) === JSON.stringify(what)) return;
    record.update({ handed: { ...handed, [name]: what } });
  };
  const ingesting: IngestOptions = {
    page: `${now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
    now,
    clock: () => window.performance.now(),
    host: { offsetAt: (time) => -new Date(time).getTimezoneOffset() },
    transact,
    facts: () => ({
      device: deviceFacts(window, report),
      page: pageFacts(window),
    }),
    heeded,
    journal: {
      read: () => record.read().handed,
      know: (reads) => hand(READS, reads),
      add: (page, operations) => hand(page, operations),
      remove(pages) {
        const { handed } = record.read();
        if (!handed) return;
        const all = Object.entries(handed);
        const left = all.filter(([page]) => !pages.includes(page));
        if (left.length === all.length) return;
        record.update({ handed: left.length > 0 ? Object.fromEntries(left) : undefined });
      },
    },
    onChange: options.onAnswers,
    onCommit: options.onCommit,
    onForeignPlan: async () => {
      const other = await loader.stored();
      if (other) use(other);
    },
    onProblem: report,
  };
  const ingest = createIngest(ingesting);

  /** Definitions that are to be acted on now. */
  const active = (): Loaded | null => {
    const loaded = ingest.loaded();
    if (!loaded || now() >= loaded.expires) return null;
    return loaded.definitions.stop || loaded.definitions.children ? null : loaded;
  };
  const engine = () => (active() ? ingest.engine() : null);

  const parts = createPartLoader(options.loadPart, (name) => report('part-failed', name));
  const periodsUntil = () => countedUntil(host.localStorage);
  const measuring = measureWhenDue(
    {
      edge: settings.edge,
      site: settings.site,
      fetch: host.fetch,
      subtle,
      random,
      now,
      definitions: () => active()?.definitions ?? null,
      decided: () => engine() !== null,
      background,
      async kept(change) {
        const next = await transact(async (tx) => {
          const values = await Promise.all(COUNTING.map((key) => tx.get(key)));
          const stored = Object.fromEntries(COUNTING.map((key, at) => [key, values[at]])) as Kept;
          // It may have been withdrawn since this began to wait for its turn.
          const changed = mayMeasure() ? change(stored) : stored;
          for (const key of COUNTING) if (changed[key] !== stored[key]) tx.put(key, changed[key]);
          return changed;
        });
        // What is forgotten with the page would draw new coins on the next.
        return store.mode() === 'indexeddb' && mayMeasure() ? next : null;
      },
      counted: {
        until: periodsUntil,
        storage: host.localStorage,
        store: counted,
        granted: mayMeasure,
      },
      has: (id) => ingest.engine()?.has(id) === true && !ingest.memory().objections.includes(id),
      onProblem: report,
    },
    () => parts.need('counting'),
  );

  // One timer: for the next answer that changes by itself, and whatever else is due.
  const alarm = createAlarm(now, () => passTime());
  const arm = () => {
    const loaded = active();
    if (stopped) return;
    // A grant ends by itself, and so does all that rests on it.
    const { time = now(), erased = time } = record.read();
    const end = Math.min(time, erased) + MAX_RETENTION_MS;
    if (loaded) alarm.at(Math.min(ingest.nextChange(), loaded.expires, end));
    else alarm.at(settled ? Math.min(loader.due(), houseAt, end) : Infinity);
  };
  const passTime = () => {
    if (!options.permitted()) return;
    ingest.advance();
    if (!active()) {
      options.onAnswers();
      background(refresh());
      if (settled && houseAt <= now()) background(tidy());
    } else if ((ingest.memory().pruneAt ?? Infinity) <= now()) {
      background(ingest.prune().then(arm));
    }
    arm();
  };

  /** The last definitions that were good, also where they have run out. */
  let last: Loaded | null = null;
  /** When something is due while none are to be acted on. */
  let houseAt = 0;
  const tidy = async () => {
    if (active()) return;
    houseAt = Infinity;
    houseAt = await keepHouse(ingesting, ingest.loaded() ?? last);
    arm();
  };

  const pace = createPace({
    everyMs: options.writeEveryMs,
    clock: () => window.performance.now(),
    async work() {
      await ingest.sync();
      const more = ingest.admit();
      arm();
      return more;
    },
    onError: (error) => report('internal', error),
  });
  const apply = (happening: Happening, time?: number) => {
    if (stopped || (ingest.loaded() && !active())) return;
    const isDecided = ingest.add(happening, time);
    if (left) return ingest.handOver(true);
    pace.soon();
    // The rest of a burst costs as little as can be.
    if (!isDecided) return;
    arm();
    background(locate());
  };

  /** Coarse geography: only where a definition reads it, once a session. */
  let locateAfter = 0;
  const locate = async () => {
    if (left || !active() || !ingest.reads('geo') || ingest.memory().geo || now() < locateAfter)
      return;
    locateAfter = now() + LOCATE_AGAIN_MS;
    const geo = await loader.context();
    if (geo) apply({ geo });
  };

  /** An answer to an older text than that of the definitions lapses; one that named none is taken as to this one. */
  const compareText = (asked: number) => {
    const { consentText } = settings;
    if (consentText !== undefined && consentText < asked)
      report('consent-text', { given: consentText, asked });
    if (!options.permitted()) return;
    const { text } = record.read();
    if (!text) record.update({ text: asked });
    else if (text < asked) options.onText();
  };
  const use = (loaded: Loaded) => {
    const { text } = loaded.definitions.consent ?? {};
    if (text !== undefined) compareText(text);
    if (stopped) return;
    ingest.setDefinitions(loaded);
    measuring.prepare();
  };
  const accept = async (loaded: Loaded) => {
    use(loaded);
    if (active()) await ingest.sync();
    if (stopped) return;
    options.onAnswers();
    background(locate());
    passTime();
  };
  const refresh = async () => {
    if (left) return;
    const loaded = await loader.refresh();
    if (stopped) return;
    // The same document again: nothing to do but to note that it was asked for.
    if (loaded && loaded.hash !== ingest.loaded()?.hash) await accept(loaded);
    arm();
  };

  let capture: Capture | null = null;
  const track = (name: string, given: { readonly [key: string]: unknown }, time?: number) => {
    const page = capture?.page() ?? pageProps(window);
    const props = plainProps([given, page], ingest.wanted(name), (property) =>
      report('props-refused', { event: name, property }),
    );
    apply({ event: { name, props } }, time);
  };
  const { page_referrer } = pageProps(window);
  apply({ arrival: sourceOf(window.location, page_referrer) });
  if (settings.capture !== 'off')
    capture = startCapture({
      window,
      now,
      select: settings.capture,
      layer: settings.layer,
      hashPages: settings.hashPages,
      backlog: options.backlog,
      emit: track,
      loadLayer: () => parts.need('layer'),
      onPage() {
        ingest.refreshFacts();
        if (settled) background(refresh());
      },
      onProblem: report,
    });

  const sweeping = new AbortController();
  const start = async () => {
    last = await loader.stored();
    if (last && now() < last.expires) await accept(last);
    if (stopped) return;
    if (active()) background(refresh());
    else await refresh();
    settled = true;
    await tidy();
    arm();
    if (!left)
      background(
        sweep(host, nameOf(settings.site), sweeping.signal, () =>
          renewCounted(host.localStorage, counted),
        ),
      );
  };
  const status = (): Diagnostics['status'] => {
    if (active()) return ingest.engine() ? 'running' : 'starting';
    if (ingest.loaded()) return 'stopped';
    return !settled ? 'starting' : loader.ranOut() ? 'stopped' : 'waiting';
  };
  const ready = start().catch((error: unknown) => report('internal', error));

  /** What a broken page keeps from being answered is nothing. */
  const safely = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      report('internal', error);
      return otherwise;
    }
  };
  const answers = () => {
    const current = engine();
    const shown = current?.plan.segments.filter((id) => !current.plan.shadow.has(id)) ?? [];
    return shown.map((id) => ({ id, member: current?.member(id) ?? null }));
  };
  /** All that is stored, as plain JSON; bytes as base64url. */
  const dump = async (): Promise<Pick<CoveyExport, 'events' | 'state'>> => {
    await ingest.sync();
    const text = JSON.stringify(await transact((tx) => tx.all()), (_key, value: unknown) =>
      value instanceof Uint8Array ? encodeBase64url(value) : value,
    );
    return JSON.parse(text) as Pick<CoveyExport, 'events' | 'state'>;
  };
  return {
    ready,
    track,
    ingest,
    active,
    identify(traits: { readonly [id: string]: unknown }) {
      const change = () => {
        const declared = ingest.loaded()?.definitions.traits;
        const refuse = (id: string) =>
          report('trait-refused', {
            id,
            given: traits[id],
            declared: declared && Object.hasOwn(declared, id) && declared[id],
            known: Object.keys(declared ?? {}),
          });
        apply({ traits: declaredTraits(traits, declared, refuse) });
      };
      // What is declared is known with the definitions only.
      if (ingest.loaded()) change();
      else background(ready.then(change));
    },
    object(segment: string, stands: boolean) {
      apply({ objection: { segment, stands } });
      measuring.again();
    },
    /** `again`: the visitor has answered just now, perhaps to a grant that this page has not heard of. */
    measure(granted: boolean, again = false) {
      if (granted === measuring.isOn() && !again) return;
      if (granted) return measuring.start();
      measuring.stop();
      background(transact(async (tx) => forgetCounting(tx)));
    },
    counting: measuring.facts,
    /** How long an event of a name is kept, milliseconds, by the last definitions known; null: none can be read. */
    retention() {
      const known = ingest.loaded() ?? last;
      const plan = known && compile(known.definitions, kinds);
      return plan && ((name: string) => retention(plan, name));
    },
    /** Segments the page is to be shown; null while nothing can be known. */
    members: () => (engine() ? ingest.members() : null),
    /**
     * Leaves them for the first paint of the next page: when each ends by itself (0: never), and all of them. `quick`:
     * no more than is known already.
     */
    keepFirstPaint(ids: readonly string[] | null, quick: boolean) {
      // What the page before left holds until this one knows better.
      if (status() === 'starting' || !options.permitted()) return;
      const loaded = ids && ingest.engine() && active();
      const next = loaded
        ? { shown: ingest.endings(ids, quick), until: loaded.expires }
        : { shown: undefined, until: undefined };
      const { shown, until } = record.read();
      if (JSON.stringify(next) !== JSON.stringify({ shown, until })) record.update(next);
    },
    /** What the page may be told, which is nothing about segments that are on trial. */
    explain: (id: string): Explanation | null =>
      safely(() => {
        const current = engine();
        return current && !current.plan.shadow.has(id) ? explain(current, id) : null;
      }, null),
    metrics: (): { readonly [id: string]: Json } =>
      safely(() => {
        const values = Object.entries(engine()?.metricValues() ?? {});
        return Object.fromEntries(values.map(([id, value]) => [id, comparable(value)]));
      }, {}),
    answers,
    /** How things stand; what rests on what the visitor did only where the page may be told. */
    diagnostics(personal: boolean): Omit<Diagnostics, 'site' | 'problems'> {
      const { version, expires, hash } = ingest.loaded() ?? {};
      return {
        status: status(),
        storage: store.mode(),
        definitions: version && expires && hash ? { version, expires, hash } : null,
        disabled: Object.fromEntries(ingest.engine()?.plan.disabled ?? []),
        approximate: safely(() => (personal && engine()?.approximate()) || [], []),
      };
    },
    /** Another tab wrote; a hidden one catches up when it is shown. */
    onRemoteCommit(heard: unknown) {
      if (window.document.visibilityState !== 'hidden')
        background(ingest.onRemoteCommit(heard).then(arm));
    },
    /** The page is in view again, perhaps after long. */
    wake() {
      left = false;
      parts.retry();
      store.show();
      counted.show();
      counted.hide();
      background(ingest.sync().then(passTime));
      if (settled) background(refresh());
      measuring.wake();
    },
    /** The tab is hidden, and the page may be gone for good in a moment. */
    sleep() {
      ingest.handOver();
      pace.now();
      store.hide();
    },
    /** The page is left: it may come back out of the browser's cache, or never. */
    leave() {
      left = true;
      counted.leave();
      sweeping.abort();
      ingest.handOver(true);
      locateAfter = 0;
      loader.leave();
      store.leave();
    },
    status,
    storage: store.mode,
    dump,
    /** What the page may be given of it. */
    async told(): Promise<Partial<CoveyExport>> {
      const stored = await dump().catch((error: unknown) => problems.add('internal', error));
      return { ...stored, segments: safely(answers, []) };
    },
    /** Ends all of it. What was not stored is forgotten. */
    stop() {
      stopped = true;
      sweeping.abort();
      alarm.clear();
      pace.stop();
      capture?.stop();
      loader.stop();
      measuring.stop();
      counted.close();
      store.close();
    },
  };
}

/** A number known only from below as that number, so that a page can compare it; any other bound as null. */
function comparable(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return (value as { readonly atLeast?: number }).atLeast ?? null;
}
