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
    isFramed: true,
    ...buttons,
  },
  {
    title: '@iabtechlabtcf/cmpapi 1.5.21',
    adapter: 'tcf',
    page: 'tcf',
    alias: { '@iabtcf/cmpapi': '@iabtechlabtcf/cmpapi', '@iabtcf/core': '@iabtechlabtcf/core' },
    early: TCF_STUB,
    isFramed: true,
    ...buttons,
  },
  {
    title: '@iabgpp/cmpapi 3.2.0',
    adapter: 'gpp',
    page: 'gpp',
    early: GPP_STUB,
    isFramed: true,
    ...buttons,
  },
  {
    title: 'Google Consent Mode v2',
    adapter: 'google-consent-mode',
    page: 'google-consent-mode',
    ...buttons,
  },
];
