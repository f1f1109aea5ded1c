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
  const { life, isAway } = presence;
  const voice = createVoice(options, { ended: life.signal, active: () => activation.active() });
  const { problems } = voice;
  const guard = guardWith(problems);
  const record = openRecord(host.localStorage, name, BARE_NAME);
  const consent = createConsent({
    record,
    now: host.now,
    signal: () => browserSignal(navigator, (error) => problems.add('signal-unreadable', error)),
    text: options.consentText,
  });
  const listeners = createListeners((error) => problems.add('listener-threw', error));
  const personaliser = createPersonaliser(window, (error) =>
    problems.add('markup-unwatched', error),
  );
  const shown = createShown(personaliser, listeners);
  const activation = createActivation({
    options,
    record,
    consent,
    presence,
    shown,
    listeners,
    problems,
    guard,
    onPublished: voice.look,
  });
  const { active, check } = activation;
  const onceSeen = (work: () => void) =>
    document.addEventListener('prerenderingchange', guard(work), {
      once: true,
      signal: life.signal,
    });
  const covey = createFace({
    options,
    activation,
    consent,
    record,
    presence,
    shown,
    listeners,
    voice,
    guard,
    onceSeen,
    onDestroyed: () => delete page[COPY],
  });
  page[COPY] = (site) => {
    problems.add('second-copy', site);
    return covey;
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work), { signal: life.signal });
  const arrive = (backlog: boolean) => {
    const isBare = activation.arrive(backlog);
    if (isBare) return;
    forgetCounted(host);
    // What stands there without a record has lost its end; nothing looks into it.
    if (!record.raw()) void eraseDatabase(host.indexedDB, name, presence.here(), true);
  };
  const wake = () => {
    if (isAway()) return;
    check();
    active()?.wake();
  };
  const leave = () => {
    if (presence.here().aborted) return;
    activation.cacheFirstPaint(true);
    presence.leave();
    active()?.leave();
    activation.closeChannel();
  };
  const back = () => {
    if (presence.here().aborted) {
      presence.comeBack();
      arrive(false);
    }
    wake();
  };
  const sleep = () => {
    if (isAway()) return;
    activation.cacheFirstPaint(true);
    activation.cacheFirstPaintLater();
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
  if (presence.isPrepared()) {
    if (activation.isPersonal()) activation.showFirstPaint();
    onceSeen(() => arrive(true));
  } else {
    guard(arrive)(true);
  }
  return covey;
}
