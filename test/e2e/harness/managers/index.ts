// The managers that adapters are tested with.
import type { Manager } from './site.ts';

const buttons = { accept: '#accept', refuse: '#refuse', open: '#open' };

/** What both stubs do for frames. */
const throughFrames = (
  name: string,
  call: string,
) => `const locator = document.createElement('iframe');
  locator.hidden = true;
  locator.name = '${name}Locator';
  (document.body ?? document.documentElement).append(locator);
  addEventListener('message', ({ data, source }) => {
    const isText = typeof data === 'string';
    let message = data;
    try { if (isText) message = JSON.parse(data); } catch {}
    const asked = message && message.${name}Call;
    if (!asked) return;
    (${call})(asked, (returnValue, success) => {
      const answer = { ${name}Return: { returnValue, success, callId: asked.callId } };
      source.postMessage(isText ? JSON.stringify(answer) : answer, '*');
    });
  });`;

/** As IAB Europe gives it, shortened: it keeps calls until the manager has come. */
const TCF_STUB = `(() => {
  const queue = [];
  window.__tcfapi = (...args) => {
    if (args.length === 0) return queue;
    if (args[0] === 'ping') args[2]({ gdprApplies: undefined, cmpLoaded: false, cmpStatus: 'stub' }, true);
    else queue.push(args);
  };
  ${throughFrames('__tcfapi', '(call, back) => window.__tcfapi(call.command, call.version, back, call.parameter)')}
})();`;

/** As the IAB Tech Lab gives it, shortened. */
const GPP_STUB = `(() => {
  const queue = [];
  const events = [];
  let last = 0;
  const ping = { gppVersion: '1.1', cmpStatus: 'stub', cmpDisplayStatus: 'hidden', signalStatus: 'not ready', supportedAPIs: [], cmpId: 0, sectionList: [], applicableSections: [], gppString: '', parsedSections: {} };
  window.__gpp = (command, callback, parameter, version) => {
    if (command === undefined) return queue;
    if (command === 'events') return events;
    if (command === 'ping') return callback(ping, true);
    if (command === 'addEventListener') {
      events.push({ id: ++last, callback, parameter });
      return callback({ eventName: 'listenerRegistered', listenerId: last, data: true, pingData: ping }, true);
    }
    queue.push([command, callback, parameter, version]);
  };
  ${throughFrames('__gpp', '(call, back) => window.__gpp(call.command, back, call.parameter, call.version)')}
})();`;

export const MANAGERS: readonly Manager[] = [
  {
    title: '@iabtcf/cmpapi 1.5.6',
    adapter: 'tcf',
    page: 'tcf',
    early: TCF_STUB,
    isVaried: true,
    isFramed: true,
    ...buttons,
  },
  {
    title: '@iabtechlabtcf/cmpapi 1.5.21',
    adapter: 'tcf',
    page: 'tcf',
    alias: { '@iabtcf/cmpapi': '@iabtechlabtcf/cmpapi', '@iabtcf/core': '@iabtechlabtcf/core' },
    early: TCF_STUB,
    ...buttons,
  },
  {
    title: '@iabgpp/cmpapi 3.2.0',
    adapter: 'gpp',
    page: 'gpp',
    early: GPP_STUB,
    isVaried: true,
    isFramed: true,
    ...buttons,
  },
  {
    title: 'Google Consent Mode v2',
    adapter: 'google-consent-mode',
    page: 'google-consent-mode',
    isVaried: true,
    ...buttons,
  },
  {
    title: 'vanilla-cookieconsent 3.1.0',
    adapter: 'vanilla-cookieconsent',
    page: 'vanilla-cookieconsent',
    isVaried: true,
    accept: '#cc-main .cm [data-role="all"]',
    refuse: '#cc-main .cm [data-role="necessary"]',
    open: '#open',
    again: {
      accept: ['#cc-main .pm [data-role="all"]'],
      refuse: ['#cc-main .pm [data-role="necessary"]'],
    },
  },
  {
    title: 'Klaro 0.7.22',
    adapter: 'klaro',
    page: 'klaro',
    accept: '#klaro .cm-btn-success',
    refuse: '#klaro .cn-decline',
    open: '#open',
    again: {
      accept: ['#klaro label[for="service-item-disableAll"]', '#klaro .cm-btn-accept'],
      refuse: ['#klaro label[for="service-item-disableAll"]', '#klaro .cm-btn-accept'],
      repeat: ['#klaro .cm-btn-accept'],
    },
  },
  {
    title: 'tarteaucitron 1.34.0',
    adapter: 'tarteaucitron',
    page: 'tarteaucitron',
    files: 'node_modules/tarteaucitronjs',
    accept: '#tarteaucitronPersonalize2',
    refuse: '#tarteaucitronAllDenied2',
    open: '#tarteaucitronManager',
    again: {
      accept: ['#tarteaucitronAllAllowed', '#tarteaucitronClosePanel'],
      // Where something has run, it reloads the page.
      refuse: ['#tarteaucitronAllDenied', '#tarteaucitronClosePanel'],
    },
  },
  // At a withdrawal it reloads the page.
  { title: 'c15t 2.2.1', adapter: 'c15t', page: 'c15t', ...buttons },
  {
    title: 'Orejime 3.2.1',
    adapter: 'orejime',
    page: 'orejime',
    accept: '[data-testid="orejime-banner-accept"]',
    refuse: '[data-testid="orejime-banner-decline"]',
    open: '#open',
    again: {
      accept: ['[data-testid="orejime-modal-enable-all"]', '[data-testid="orejime-modal-save"]'],
      refuse: ['[data-testid="orejime-modal-disable-all"]', '[data-testid="orejime-modal-save"]'],
    },
  },
  {
    title: 'Osano cookieconsent 3.1.1',
    adapter: 'osano',
    page: 'osano',
    accept: '.cc-allow',
    refuse: '.cc-deny',
    open: '.cc-revoke',
  },
];
