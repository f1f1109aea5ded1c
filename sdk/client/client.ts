import type { Covey } from '../api.ts';
import { browserSignal, createConsent, openRecord } from '../consent/index.ts';
import { BARE_NAME, nameOf } from '../names.ts';
import { createPersonaliser } from '../personalise/index.ts';
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
  const { _life: life } = presence;
  const voice = createVoice(options, life.signal, () => activation._active());
  const { _problems: problems } = voice;
  const guard = guardWith(problems);
  const record = openRecord(host.localStorage, name, BARE_NAME);
  const listeners = createListeners(problems);
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
      signal: () => browserSignal(navigator, problems),
      text: options.consentText,
    }),
    _presence: presence,
    _shown: createShown(createPersonaliser(window, problems), listeners),
    _listeners: listeners,
    _guard: guard,
    _onceSeen: onceSeen,
  };
  const activation = createActivation(parts);
  const { _check: check, _back: back, _leave: leave, _wake: wake } = activation;
  const covey = createFace(parts, activation, () => delete page[COPY]);
  page[COPY] = (site) => {
    problems.add('second-copy', site);
    return covey;
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work), { signal: life.signal });
  listen(window, 'storage', (event) => {
    if (((event as StorageEvent).key ?? name) === name) check();
  });
  listen(document, 'visibilitychange', () =>
    document.visibilityState === 'hidden' ? activation._sleep() : back(),
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
    onceSeen(activation._arrive);
  } else {
    guard(activation._arrive)();
  }
  return covey;
}
