#!/usr/bin/env bash
# vanilla-cookieconsent 3.1.0: who is asked again and gives the same answer is not heard. `show(true)` puts the
# banner up over a valid answer; pressing the same button then fires no event and keeps the old time, so that a
# listener cannot tell a renewed yes from silence. `reset(true)` and `run()` ask afresh, and are heard.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund vanilla-cookieconsent@3.1.0 happy-dom@20.0.0 >/dev/null
cat > run.js <<'JS'
import { GlobalWindow } from 'happy-dom';
const window = new GlobalWindow({ url: 'https://shop.example/' });
for (const key of ['window', 'document', 'localStorage', 'location', 'Node', 'HTMLElement', 'CustomEvent', 'Event', 'MutationObserver'])
  globalThis[key] = key === 'window' ? window : window[key];
globalThis.getComputedStyle = window.getComputedStyle.bind(window);
globalThis.requestAnimationFrame = (f) => setTimeout(f, 0);
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
globalThis.addEventListener = window.addEventListener.bind(window);
globalThis.dispatchEvent = window.dispatchEvent.bind(window);
const found = await import('vanilla-cookieconsent');
const cc = found.run ? found : found.default;
const heard = [];
for (const type of ['cc:onFirstConsent', 'cc:onChange']) window.addEventListener(type, () => heard.push(type));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const config = {
  hideFromBots: false, revision: 1, cookie: { name: 'c', useLocalStorage: true }, categories: { a: {} },
  language: { default: 'en', translations: { en: { consentModal: { title: 't', acceptAllBtn: 'yes', acceptNecessaryBtn: 'no' }, preferencesModal: { title: 'p', sections: [] } } } },
};
const press = async () => { document.querySelector('#cc-main [data-role="all"]').click(); await wait(300); };
await cc.run(config); await wait(300);
await press();
const first = cc.getCookie('lastConsentTimestamp');
const once = heard.splice(0);
cc.show(true); await wait(300);
const shown = document.documentElement.classList.contains('show--consent');
await press();
const again = heard.splice(0);
const same = cc.getCookie('lastConsentTimestamp') === first;
cc.reset(true); await cc.run(config); await wait(300);
await press();
const afresh = heard.splice(0);
console.log('vanilla-cookieconsent 3.1.0', { once, shown, again, timeKept: same, afresh });
const expected = once.join() === 'cc:onFirstConsent' && shown && again.length === 0 && same && afresh.join() === 'cc:onFirstConsent';
process.exit(expected ? 0 : 1);
JS
timeout 60 node run.js
