import type { ChangeEvent, Covey } from '../api.ts';
import { browserSignal, createConsent, openRecord } from '../consent/index.ts';
import { countedUntil, forgetCounted } from '../counted.ts';
import type { Host } from '../host.ts';
import { createListeners } from './listeners.ts';
import { BARE_NAME, nameOf } from '../names.ts';
import type { DebugSource } from '../debug/source.ts';
import type { PanelSource } from '../panel/source.ts';
import type { LoadPart } from '../parts/index.ts';
import { createPersonaliser } from '../personalise/index.ts';
import { createProblems, type Say } from '../problems.ts';
import type { ActiveClient, startActive } from '../active.ts';
import type { Settings } from '../settings.ts';
import { eraseDatabase } from '../store/index.ts';
import type { takeOver } from '../take-over.ts';

/** Where a page keeps its one copy, by whatever way it came. */
const COPY = Symbol.for(BARE_NAME);
/** What the next page shows first is noted when nothing has changed for so long. */
const FIRST_PAINT_AFTER_MS = 1000;
/** Of what happens in a burst, this much may be lost in a crash; a write costs as much as many events. */
const WRITE_EVERY_MS = 250;
/** Calls that wait for the engine's code, at most. */
const MAX_WAITING = 500;

export interface ClientOptions extends Settings {
  readonly host: Host;
  /** What happens is written at most once in this time, milliseconds; 250 by default. */
  readonly writeEveryMs?: number | undefined;
  /** Code that is needed once something is granted: engine, store, definitions, capture, counts. */
  readonly loadActive: () => Promise<{
    readonly startActive: typeof startActive;
    readonly takeOver: typeof takeOver;
  }>;
  /** Code that only some definitions or pages need. */
  readonly loadPart: LoadPart;
  /** Code of the panel, needed when it is opened. */
  readonly loadPanel: () => Promise<{ readonly openPanel: (source: PanelSource) => void }>;
  /** Sentences for the developer, needed where debug is on. */
  readonly loadDebug: () => Promise<{ readonly startDebug: (source: DebugSource) => Say }>;
}

/**
 * The public face. Consent decides whether there is anything behind it: an active client, or nothing. What is
 * in this file and the rooms it imports is all that a visitor who refuses ever loads.
 */
export function createClient(options: ClientOptions): Covey {
  const { host } = options;
  const { window, now } = host;
  const page = window as { [COPY]?: (site: string) => Covey };
  const first = page[COPY]?.(options.site);
  if (first) return first;
  const { document, navigator } = window;
  const atHome = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(window.location.hostname);
  /** Says problems aloud, where a developer looks; in codes where the words do not come. */
  const voice =
    (options.debug ?? atHome) &&
    Promise.resolve()
      .then(options.loadDebug)
      .then(({ startDebug }) =>
        startDebug({ options, problems, calls, ended: life.signal, active: () => active }),
      )
      .catch((): Say => console.warn.bind(console, 'covey:'));
  /** Where the slips of a developer may be, until there are words for them. */
  const calls: unknown[][] = [];
  const look = (...call: unknown[]) => voice && calls.length < MAX_WAITING && calls.push(call);
  const problems = createProblems(
    voice && ((code, detail) => void voice.then((say) => say(code, detail))),
  );
  const name = nameOf(options.site);
  const record = openRecord(host.localStorage, name, BARE_NAME);
  const consent = createConsent({
    record,
    now,
    signal: () => browserSignal(navigator, (error) => problems.add('signal-unreadable', error)),
    text: options.consentText,
  });
  /** Aborted when this copy ends. */
  const life = new AbortController();
  const listeners = createListeners((error) => problems.add('listener-threw', error));
  const personaliser = createPersonaliser(window, (error) =>
    problems.add('markup-unwatched', error),
  );

  let active: ActiveClient | null = null;
  /** Calls that wait for the active client's code; null while none is on its way. */
  let waiting: ((active: ActiveClient) => void)[] | null = null;
  /** After an erasure this page is suspended until something is recorded again. */
  let suspended = false;
  let settled: Promise<void> = Promise.resolve();
  let erasing: Promise<void> = Promise.resolve();
  let erased: number | undefined;
  /** Of the answer that the active client rests on. */
  let answered: number | undefined;
  /** Aborted while the page is left, be it for good or into the browser's back/forward cache. */
  let here = new AbortController();
  let channel: BroadcastChannel | undefined;
  let purposes = '';
  let cachingFirstPaint: ReturnType<typeof setTimeout> | undefined;
  /** What the page is shown; `has` reads nothing else. */
  let shown: ReadonlySet<string> = new Set();
  /** The page stands as its author wrote it. */
  let nothing = true;
  let list: readonly string[] = [];

  /** What is called from outside must not throw into it, whatever it hands in. */
  const guard =
    <A extends unknown[], T = void>(work: (...args: A) => T) =>
    (...args: A): T | undefined => {
      try {
        return work(...args);
      } catch (error) {
        return problems.add('internal', error) as undefined;
      }
    };
  const prepared = () =>
    (document as Document & { readonly prerendering?: boolean }).prerendering === true;
  /** A page that is only prepared, or that is left, begins nothing. */
  const away = () => here.signal.aborted || life.signal.aborted || prepared();
  const personal = () => consent.get().personalisation === true;
  /** While Global Privacy Control is on every request says so, and the Worker counts none: so none is made. */
  const measured = () => consent.get().measurement === true && consent.get().signal !== 'gpc';
  const granted = () => personal() || measured();

  const show = (next: readonly string[] | null) => {
    const ids = next ?? [];
    const entered = ids.filter((id) => !shown.has(id));
    const left = list.filter((id) => !ids.includes(id));
    const isSame = !entered.length && !left.length;
    if (isSame && !next === nothing) return;
    nothing = !next;
    personaliser.show(next);
    if (isSame) return;
    shown = new Set(ids);
    list = Object.freeze([...ids]);
    const change: ChangeEvent = { entered, left, segments: list };
    for (const id of left) listeners.emit(`leave:${id}`, change);
    for (const id of entered) listeners.emit(`enter:${id}`, change);
    listeners.emit('change', change);
  };
  /** Shows what the active client knows, and leaves it for the first paint of the next page. */
  const publish = () => {
    // Until the engine answers, what the page before knew stands.
    if (!active || active.status() === 'starting') return;
    const before = list;
    show(personal() ? active.members() : null);
    look();
    if (list === before) return;
    clearTimeout(cachingFirstPaint);
    cachingFirstPaint = setTimeout(guard(cacheFirstPaint), FIRST_PAINT_AFTER_MS, false);
  };
  /** `quick`: the page is left, and there is no time to look far ahead. */
  const cacheFirstPaint = (quick: boolean) => {
    clearTimeout(cachingFirstPaint);
    active?.keepFirstPaint(personal() ? list : null, quick);
  };
  const showFirstPaint = () => {
    const { shown: kept = {}, until = 0 } = record.read();
    if (until <= now()) return;
    show(Object.keys(kept).filter((id) => kept[id] === 0 || Number(kept[id]) > now()));
  };

  /** False once another tab has withdrawn or erased what the active client stands on. */
  const permitted = () => granted() && record.read().erased === erased && !consent.outlived();
  const begin = (backlog: boolean) => {
    suspended = false;
    ({ erased, time: answered } = record.read());
    if (personal()) showFirstPaint();
    const early: typeof waiting = [];
    waiting = early;
    const current = () => waiting === early;
    const start = async () => {
      const code = await options.loadActive();
      await erasing;
      if (!current()) return;
      const started = code.startActive({
        host,
        settings: options,
        loadPart: options.loadPart,
        problems,
        record,
        since: erased,
        backlog,
        left: here.signal.aborted,
        writeEveryMs: options.writeEveryMs ?? WRITE_EVERY_MS,
        permitted() {
          const still = permitted();
          if (!still) void Promise.resolve().then(check as () => void);
          return still;
        },
        measured,
        onAnswers: publish,
        onCommit: (told) => channel?.postMessage(told),
        onDeleted() {
          end();
          suspended = true;
          check();
        },
        onText() {
          consent.lapse(true);
          void wipe();
          check();
        },
      });
      active = started;
      waiting = null;
      started.measure(measured());
      for (const call of early) call(started);
      await started.ready;
      publish();
    };
    settled = start().catch((error: unknown) => {
      problems.add('engine-failed', error);
      if (!current()) return;
      // The next time the page is turned to, it is tried again.
      waiting = null;
      early.forEach(() => problems.add('events-dropped'));
    });
  };
  const end = () => {
    active?.stop();
    active = null;
    waiting = null;
    show(null);
  };
  /** Deletes what is stored, and lets the other tabs know. */
  const wipe = () => {
    end();
    record.update({ erasing: true });
    const { signal } = here;
    erasing = erasing.then(async () => {
      // A page that is left begins nothing: this one or the next takes it up.
      if (signal.aborted || !(await eraseDatabase(host.indexedDB, name, signal))) return;
      record.update({ erasing: undefined });
    });
    channel?.postMessage('erased');
    return erasing;
  };
  /** What was remembered goes; the answer stays. */
  const forget = () => {
    record.update({
      shown: undefined,
      until: undefined,
      handed: undefined,
      erased: Math.max(now(), (record.read().erased ?? 0) + 1),
    });
    return wipe();
  };
  /** Brings this page into line with the visitor's answer, wherever it was given. */
  const check = guard((backlog: boolean = false) => {
    if (away()) return;
    const stored = record.read();
    if (granted()) {
      if ((active ?? waiting) && stored.erased !== erased) {
        end();
        // A grant after a withdrawal begins anew at once; after a mere erasure the page is suspended.
        suspended = stored.time === answered;
      }
      if (consent.outlived()) forget();
      // The answer could not be kept: neither is anything else, beyond this page.
      if (active?.storage() === 'indexeddb' && !record.kept()) void wipe();
      if (!active && !waiting && !suspended) begin(backlog);
    } else {
      suspended = false;
      // The browser objects, the text is another, or it was long ago.
      if (consent.lapse() || active || waiting) void wipe();
    }
    if (active ?? waiting) channel ??= openChannel();
    active?.measure(measured());
    publish();
    const answer = `${consent.get().personalisation} ${consent.get().measurement}`;
    if (purposes && purposes !== answer) listeners.emit('consent', consent.get());
    purposes = answer;
  });
  const openChannel = () => {
    const opened = host.channel(name);
    opened?.addEventListener('message', ({ data }) => {
      if (data === 'stored' || isObject(data)) active?.onRemoteCommit(data);
      else check();
    });
    return opened;
  };

  /** Runs a call that records something; without consent or engine it is dropped, and counted. */
  const recording = (call: (active: ActiveClient) => void) => {
    if (suspended && !away()) {
      suspended = false;
      check();
    }
    if (active) call(active);
    else if (waiting && waiting.length < MAX_WAITING) waiting.push(guard(call));
    else problems.add(granted() ? 'events-dropped' : 'no-consent');
  };
  /** A call that does something; on a page that is only prepared, once a visitor sees it. */
  const acting = <A extends unknown[]>(work: (...args: A) => void) =>
    guard((...args: A) => {
      if (prepared()) onceSeen(() => work(...args));
      else work(...args);
    });
  const onceSeen = (work: () => void) =>
    document.addEventListener('prerenderingchange', guard(work), {
      once: true,
      signal: life.signal,
    });
  const misuse = (...what: unknown[]) => problems.add('misuse', what);

  const covey: Covey = {
    track: acting((event, props) => {
      if (typeof event !== 'string' || !/^(?!enter:|leave:).{1,100}$/s.test(event))
        return misuse('track', event);
      look(event, [props]);
      const time = now();
      recording((current) => current.track(event, isObject(props) ? props : {}, time));
    }),
    identify: acting((traits) => {
      if (!isObject(traits)) return misuse('identify', traits);
      const given = { ...traits };
      recording((current) => current.identify(given));
    }),
    has(id) {
      look(id);
      return shown.has(id);
    },
    segments: () => list,
    on(type: string, listener: (news: never) => void) {
      if (typeof listener !== 'function') {
        misuse('on', type);
        return () => {};
      }
      look(type, listener);
      // When a script comes must not decide what it hears of.
      const held = list.filter((id) => type === 'change' || type === `enter:${id}`);
      void Promise.resolve().then(() => {
        const entered = held.filter((id) => shown.has(id));
        if (entered.length) listeners.tell(type, listener, { entered, left: [], segments: list });
      });
      return listeners.on(type, listener);
    },
    choose: guard((choices) => {
      look(choices);
      for (const id in choices) if (shown.has(id)) return choices[id];
      return choices?.['default'];
    }) as Covey['choose'],
    async explain(id) {
      look(id);
      // What is being decided is waited for.
      if (!active) await settled;
      const why = personal() ? await active?.explain(id) : null;
      // It may have been withdrawn meanwhile.
      return (personal() && why) || null;
    },
    metrics: () => (personal() && active?.metrics()) || {},
    consent: {
      get: consent.get,
      set: acting((answer) => {
        if (!isObject(answer)) return misuse('consent.set', answer);
        look('', answer);
        const before = granted();
        const unasked = consent.get().time === null;
        const changed = consent.set(answer);
        if (changed === null) return misuse('consent.set', answer);
        // What a denial finds is not to be there, whether this page knows of it or not.
        if (!granted() && (before || changed || !record.kept())) void wipe();
        suspended = life.signal.aborted;
        if (changed && !measured()) active?.measure(false, true);
        check(unasked && options.layerPast);
      }),
    },
    async export() {
      if (!active) await settled;
      return {
        covey: 1,
        site: options.site,
        exported: new Date().toISOString(),
        local: record.raw(),
        counted: countedUntil(host.localStorage) || null,
        events: [],
        state: {},
        segments: [],
        // With measurement alone the page is not to see what is remembered; the panel shows it to the visitor.
        ...(personal() && (await active?.told())),
      };
    },
    async erase() {
      if (prepared()) await new Promise<void>(onceSeen);
      if (!granted()) return;
      suspended = true;
      await forget();
    },
    async panel() {
      try {
        const { openPanel } = await options.loadPanel();
        openPanel({ covey, site: options.site, active: () => active });
      } catch (error) {
        problems.add('panel-failed', error);
      }
    },
    diagnostics: () => ({
      site: options.site,
      status: waiting ? 'starting' : granted() && !suspended ? 'waiting' : 'off',
      storage: 'none',
      definitions: null,
      disabled: {},
      approximate: [],
      ...active?.diagnostics(personal()),
      problems: problems.counts(),
    }),
    destroy: guard(() => {
      delete page[COPY];
      cacheFirstPaint(true);
      active?.leave();
      life.abort();
      listeners.clear();
      end();
      channel?.close();
      channel = undefined;
      suspended = true;
      document.querySelector('covey-panel')?.remove();
    }),
    get ready() {
      return settled;
    },
  };
  page[COPY] = (site) => {
    problems.add('second-copy', site);
    return covey;
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work), { signal: life.signal });
  const wake = () => {
    if (away()) return;
    check();
    active?.wake();
  };
  /** A page is here: new, or out of the browser's cache. */
  const arrive = (backlog: boolean) => {
    if (record.bare()) return inherit(backlog);
    // An erasure that was not finished comes first.
    if (record.read().erasing) void wipe();
    check(backlog);
    forgetCounted(host);
    // What stands there without a record has lost its end; nothing looks into it.
    if (!record.raw()) void eraseDatabase(host.indexedDB, name, here.signal, true);
  };
  /** What an earlier version left comes before anything else, also where an answer is given meanwhile. */
  const inherit = (backlog: boolean) => {
    const { signal: left } = here;
    const take = async () =>
      (await options.loadActive()).takeOver({ host, site: options.site, record, left });
    erasing = take().catch((error: unknown) => problems.add('engine-failed', error));
    settled = erasing.then(() => {
      settled = Promise.resolve();
      check(backlog);
      return settled;
    });
  };
  const leave = () => {
    if (here.signal.aborted) return;
    cacheFirstPaint(true);
    here.abort();
    active?.leave();
    // A message would throw the page out of the browser's back/forward cache.
    channel?.close();
    channel = undefined;
  };
  const back = () => {
    if (here.signal.aborted) {
      here = new AbortController();
      arrive(false);
    }
    wake();
  };
  const sleep = () => {
    if (away()) return;
    cacheFirstPaint(true);
    active?.sleep();
  };
  listen(window, 'storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === name || key === null) check();
  });
  listen(document, 'visibilitychange', () =>
    document.visibilityState === 'hidden' ? sleep() : back(),
  );
  listen(window, 'focus', wake);
  listen(window, 'pagehide', leave);
  listen(document, 'freeze', leave);
  listen(document, 'resume', back);
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) back();
  });

  // A page that is only prepared has no visitor yet: it may show, but not record.
  if (prepared()) {
    if (personal()) showFirstPaint();
    onceSeen(() => arrive(true));
  } else {
    guard(arrive)(true);
  }
  return covey;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return !!value && typeof value === 'object';
}
