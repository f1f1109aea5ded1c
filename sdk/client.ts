import type { Json } from '../shared/definitions/types.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import type { ChangeEvent, ConsentAnswer, Covey, CoveyExport } from './api.ts';
import { browserSignal, createConsent, openRecord } from './consent/index.ts';
import type { Host } from './host.ts';
import { createListeners } from './listeners.ts';
import type { PanelSource } from './panel/source.ts';
import { createPersonaliser } from './personalise/index.ts';
import { createProblems } from './problems.ts';
import { startRun, type Run } from './run.ts';
import type { Settings } from './settings.ts';
import { eraseStore } from './store/index.ts';

const NAME = 'covey';

export interface ClientOptions extends Settings {
  readonly host: Host;
  /** Shows the panel; its code is loaded when it is first opened. */
  readonly openPanel: (source: PanelSource) => Promise<void>;
}

/** The public face. Consent decides whether there is anything behind it: a run, or nothing. */
export function createClient(options: ClientOptions): Covey {
  const { host } = options;
  const { window, now } = host;
  const { document, navigator } = window;
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(window.location.hostname);
  const problems = createProblems((options.debug ?? local) ? console.warn : null);
  const record = openRecord(host.localStorage);
  const consent = createConsent({
    record,
    now,
    signal: () => browserSignal(navigator),
    text: options.consentText,
  });
  const listeners = createListeners((error) => problems.add('listener-threw', error));
  const personaliser = createPersonaliser(document);

  let run: Run | null = null;
  /** After an erasure this page rests until something is recorded again. */
  let resting = false;
  let erasing: Promise<void> = Promise.resolve();
  let erased: number | undefined;
  let channel: BroadcastChannel | undefined;
  let purposes = '';
  /** What the page is shown; `has` reads nothing else. */
  let shown: ReadonlySet<string> = new Set();
  let list: readonly string[] = [];

  /** What is called from outside must not throw into it. */
  const guard =
    <A extends unknown[]>(work: (...args: A) => void) =>
    (...args: A): void => {
      try {
        work(...args);
      } catch (error) {
        problems.add('internal', error);
      }
    };
  const personal = () => consent.get().personalisation === true;
  const granted = () => personal() || consent.get().measurement === true;
  const tell = (message: string) => {
    channel?.postMessage(message);
  };

  const show = (next: readonly string[] | null) => {
    personaliser.show(next);
    const ids = next ?? [];
    const entered = ids.filter((id) => !shown.has(id));
    const left = list.filter((id) => !ids.includes(id));
    if (entered.length + left.length === 0) return;
    shown = new Set(ids);
    list = Object.freeze([...ids]);
    const change: ChangeEvent = { entered, left, segments: list };
    for (const id of left) listeners.emit(`leave:${id}`, change);
    for (const id of entered) listeners.emit(`enter:${id}`, change);
    listeners.emit('change', change);
  };
  /** Shows what the run knows, and leaves it for the first paint of the next page. */
  const publish = () => {
    // Until the engine answers, what the page before knew stands.
    if (!run || run.status() === 'starting') return;
    const loaded = personal() ? run.active() : null;
    show(loaded && run.evaluation.members());
    mirror();
  };
  const mirror = () => {
    const loaded = run?.active();
    if (!run || !permitted()) return;
    const engine = run.evaluation.engine();
    const members =
      loaded && personal() && engine
        ? Object.fromEntries(list.map((id) => [id, engine.explain(id)?.changesAt ?? 0]))
        : undefined;
    const next = { shown: members, until: members && loaded?.expires };
    const { shown: kept, until } = record.read();
    if (JSON.stringify(next) !== JSON.stringify({ shown: kept, until })) record.update(next);
  };
  const showMirror = () => {
    const { shown: kept = {}, until = 0 } = record.read();
    if (until <= now()) return;
    show(Object.keys(kept).filter((id) => kept[id] === 0 || Number(kept[id]) > now()));
  };

  /** False once another tab has withdrawn or erased what this run stands on. */
  const permitted = () => granted() && record.read().erased === erased;
  const begin = (backlog: boolean) => {
    resting = false;
    erased = record.read().erased;
    channel ??= openChannel();
    if (personal()) showMirror();
    const started = startRun({
      host,
      settings: options,
      problems,
      record,
      backlog,
      after: erasing,
      erased: erased ?? 0,
      permitted() {
        const still = permitted();
        if (!still) queueMicrotask(check);
        return still;
      },
      onAnswers: publish,
      onStored: () => tell('stored'),
      onDeleted() {
        end();
        resting = true;
        check();
      },
      onText(version) {
        if (!consent.textIs(version)) return;
        record.remove();
        wipe();
        check();
      },
    });
    run = started;
    void started.ready.then(publish);
  };
  const end = () => {
    run?.stop();
    run = null;
    show(null);
  };
  /** Deletes what is stored, and lets the other tabs know. */
  const wipe = () => {
    end();
    erasing = erasing.then(() => eraseStore(host.indexedDB));
    tell('erased');
    return erasing;
  };
  /** Brings this page into line with the visitor's answer, wherever it was given. */
  const check = guard((backlog: boolean = false) => {
    const stored = record.read();
    if (granted()) {
      if (run && stored.erased !== erased) {
        end();
        resting = true;
      }
      if (!run && !resting) begin(backlog);
    } else {
      resting = false;
      // A grant that does not hold any more: the browser objects, or the text is another.
      const lapsed = stored.personalisation || stored.measurement;
      if (lapsed) record.remove();
      if (run || lapsed) void wipe();
    }
    const { personalisation, measurement } = consent.get();
    run?.measure(measurement === true);
    publish();
    const answer = `${personalisation} ${measurement}`;
    if (purposes && purposes !== answer)
      listeners.emit('consent', { entered: [], left: [], segments: list });
    purposes = answer;
  });
  const openChannel = () => {
    const opened = host.channel(NAME);
    opened?.addEventListener('message', ({ data }) => {
      if (data === 'stored') run?.look();
      else check();
    });
    return opened;
  };

  /** The run, for a call that records something; null, and counted, without consent. */
  const recording = (): Run | null => {
    if (resting && granted()) {
      begin(false);
      check();
    }
    if (!run) problems.add('no-consent');
    return run;
  };
  const misuse = (what: string, ...details: unknown[]) => problems.add('misuse', [what, ...details]);

  const covey: Covey = {
    track: guard((name, props) => {
      if (typeof name !== 'string' || !name || name.length > 100 || /^(enter|leave):/.test(name))
        return misuse('track', name);
      recording()?.track(name, isObject(props) ? props : {});
    }),
    identify: guard((traits) => {
      if (!isObject(traits)) return misuse('identify', traits);
      recording()?.identify({ ...traits });
    }),
    has: (id) => shown.has(id),
    segments: () => list,
    on(type, listener) {
      if (typeof listener === 'function') return listeners.on(String(type), listener);
      misuse('on', type);
      return () => {};
    },
    choose(choices) {
      for (const id in choices) if (shown.has(id)) return choices[id];
      return choices?.['default'];
    },
    explain: (id) => (personal() && run?.active() && explainShown(run, id)) || null,
    metrics: () => (personal() && run?.active() && run.evaluation.engine()?.metricValues()) || {},
    consent: {
      get: consent.get,
      set: guard((answer: ConsentAnswer) => {
        if (!isObject(answer)) return misuse('consent.set', answer);
        const before = granted();
        consent.set(answer);
        resting = false;
        if (before && !granted() && !run) void wipe();
        check();
      }),
    },
    async export(): Promise<CoveyExport> {
      const dump = (await run?.dump()) ?? { events: [], state: {} };
      const engine = personal() && run?.evaluation.engine();
      const local: unknown = record.raw();
      return plain({
        covey: 1,
        site: options.site,
        exported: new Date(now()).toISOString(),
        local,
        ...dump,
        segments: ((engine && engine.plan.segments) || [])
          .filter((id) => engine && !engine.plan.shadow.has(id))
          .map((id) => ({ id, member: engine ? engine.member(id) : null })),
      });
    },
    async erase() {
      if (!granted()) return;
      const cleared = { shown: undefined, until: undefined, handed: undefined };
      record.update({ ...cleared, erased: Math.max(now(), (erased ?? 0) + 1) });
      resting = true;
      await wipe();
    },
    async panel() {
      try {
        await options.openPanel({ covey, site: options.site, run: () => run });
      } catch (error) {
        problems.add('panel-failed', error);
      }
    },
    diagnostics() {
      const loaded = run?.evaluation.loaded();
      return {
        status: run?.status() ?? 'off',
        storage: run?.storage() ?? 'none',
        site: options.site,
        definitions: loaded
          ? { version: loaded.version, expires: loaded.expires, hash: loaded.hash }
          : null,
        disabled: Object.fromEntries(run?.evaluation.engine()?.plan.disabled ?? []),
        problems: problems.counts(),
      };
    },
    get ready() {
      const started = run;
      return started ? started.ready.then(publish) : erasing;
    },
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work));
  const wake = () => {
    check();
    run?.wake();
  };
  const sleep = () => {
    mirror();
    run?.sleep();
  };
  listen(window, 'storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === NAME || key === null) check();
  });
  listen(document, 'visibilitychange', () =>
    document.visibilityState === 'hidden' ? sleep() : wake(),
  );
  listen(window, 'focus', wake);
  listen(window, 'pagehide', sleep);
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) wake();
  });

  // A page that is only prepared has no visitor yet: it may show, but not record.
  if ((document as Document & { readonly prerendering?: boolean }).prerendering) {
    if (personal()) showMirror();
    document.addEventListener('prerenderingchange', () => check(true), { once: true });
  } else {
    check(true);
  }
  return covey;
}

function explainShown(run: Run, id: string) {
  const engine = run.evaluation.engine();
  return engine?.plan.shadow.has(id) ? null : engine?.explain(id);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** As plain JSON; bytes as base64url. */
function plain(value: unknown): CoveyExport {
  const text = JSON.stringify(value, (_key, each: Json | Uint8Array) =>
    each instanceof Uint8Array ? encodeBase64url(each) : each,
  );
  return JSON.parse(text) as CoveyExport;
}
