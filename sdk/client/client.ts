import type { Covey } from '../api.ts';
import { browserSignal, createConsent, openRecord } from '../consent/index.ts';
import type { PageHost } from '../host.ts';
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
  const window = host.window as PageHost['window'] & { [COPY]?: (site: string) => Covey };
  const first = window[COPY]?.(options.site);
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
  };
  const activation = createActivation(parts);
  const covey = createFace(parts, activation, () => delete window[COPY]);
  window[COPY] = (site) => {
    problems.add('second-copy', site);
    return covey;
  };

  const listen = (target: EventTarget, type: string, work: (event: Event) => void) =>
    target.addEventListener(type, guard(work), { signal: life.signal });
  listen(window, 'storage', (event) => {
    if (((event as StorageEvent).key ?? name) === name) activation._check();
  });
  listen(document, 'visibilitychange', () =>
    document.hidden ? activation._sleep() : activation._back(),
  );
  listen(window, 'focus', activation._wake);
  listen(window, 'pagehide', activation._leave);
  listen(document, 'freeze', activation._leave);
  listen(document, 'resume', activation._back);
  listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) activation._back();
  });

  // A page that is only prepared has no visitor yet: it may show, but not record.
  if (presence._isAway()) activation._showFirstPaint();
  presence._onceSeen(guard(activation._arrive));
  return covey;
}
