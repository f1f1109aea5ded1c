import type { Covey } from '../api.ts';
import { browserSignal, createConsent, openRecord } from '../consent/index.ts';
import { forgetCounted } from '../counted.ts';
import { BARE_NAME, nameOf } from '../names.ts';
import { createPersonaliser } from '../personalise/index.ts';
import { eraseDatabase } from '../store/index.ts';
import { createActivation } from './activation.ts';
import { createFace } from './face.ts';
import { guardWith } from './guarded.ts';
import { createListeners } from './listeners.ts';
import type { ClientOptions } from './options.ts';
import type { ClientParts } from './parts.ts';
import { createPresence } from './presence.ts';
import { createShown } from './shown.ts';
import { createVoice } from './voice.ts';

/** Where a page keeps its one copy, by whatever way it came. */
const COPY = Symbol.for(BARE_NAME);

/**
 * Starts Covey in this page. Consent decides whether there is anything behind the face: an active client, or
 * nothing. What is in this folder and the rooms it imports is all that a visitor who refuses ever loads.
 */
export function createClient(options: ClientOptions): Covey {
  const { host } = options;
  const { window } = host;
  const page = window as { [COPY]?: (site: string) => Covey };
  const first = page[COPY]?.(options.site);
  if (first) return first;
  const { document, navigator } = window;
  const name = nameOf(options.site);
  const presence = createPresence(document);
  const { _life: life, _isAway: isAway } = presence;
  const voice = createVoice(options, life.signal, () => activation._active());
  const { _problems: problems } = voice;
  const guard = guardWith(problems);
  const record = openRecord(host.localStorage, name, BARE_NAME);
  const listeners = createListeners((error) => problems.add('listener-threw', error));
  const personaliser = createPersonaliser(window, (error) =>
    problems.add('markup-unwatched', error),
  );
  const onceSeen = (work: () => void) =>
    document.addEventListener('prerenderingchange', guard(work), {
      once: true,
      signal: life.signal,
    });
  const parts: ClientParts = {
    ...voice,
    _options: options,
    _record: record,
    _consent: createConsent({
      record,
      now: host.now,
      signal: () => browserSignal(navigator, (error) => problems.add('signal-unreadable', error)),
      text: options.consentText,
    }),
    _presence: presence,
    _shown: createShown(personaliser, listeners),
    _listeners: listeners,
    _guard: guard,
    _onceSeen: onceSeen,
  };
  const activation = createActivation(parts);
  const { _active: active, _check: check } = activation;
  const covey = createFace(parts, activation, () => delete page[COPY]);
  page[COPY] = (site) => {
    problems.add('second-copy', site);
    return covey;
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work), { signal: life.signal });
  const arrive = (backlog: boolean) => {
    const isBare = activation._arrive(backlog);
    if (isBare) return;
    forgetCounted(host);
    // What stands there without a record has lost its end; nothing looks into it.
    if (!record.raw()) void eraseDatabase(host.indexedDB, name, presence._here(), true);
  };
  const wake = () => {
    if (isAway()) return;
    check();
    active()?.wake();
  };
  const leave = () => {
    if (presence._here().aborted) return;
    activation._cacheFirstPaint(true);
    presence._leave();
    active()?.leave();
    activation._closeChannel();
  };
  const back = () => {
    if (presence._here().aborted) {
      presence._comeBack();
      arrive(false);
    }
    wake();
  };
  const sleep = () => {
    if (isAway()) return;
    activation._cacheFirstPaint(true);
    activation._cacheFirstPaintLater();
    active()?.sleep();
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
  if (presence._isPrepared()) {
    if (activation._isPersonal()) activation._showFirstPaint();
    onceSeen(() => arrive(true));
  } else {
    guard(arrive)(true);
  }
  return covey;
}
