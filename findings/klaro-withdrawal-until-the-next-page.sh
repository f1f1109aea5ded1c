#!/usr/bin/env bash
# klaro 0.7.22 (consent manager): consent that is taken back by `resetConsents` is back on the next page where the site has set
# `cookieDomain`, as one with subdomains does, or `cookiePath`. The cookie is written with both and deleted without, and to a
# browser that is another cookie. On the page itself all is as it should be: not confirmed, services off, the banner asks;
# then the old yes is read again, as an answer that was given. What stores by itself what the manager says has thus a refusal
# and, later, a yes that nobody gave (klaro, pull request 419, open since 2021). `changeAll(false)` and `saveAndApplyConsents`
# take it back for good. jsdom 26.1.0 has the cookies, by RFC 6265. Prints what is seen; fails if that changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts klaro@0.7.22 jsdom@26.1.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { CookieJar, JSDOM } = require('jsdom');
const script = readFileSync(require.resolve('klaro/dist/klaro-no-css.js'), 'utf8');
const load = (cookieJar, config) => {
  const { window } = new JSDOM('<!doctype html><title>x</title>', { url: 'https://www.shop.example/pans/24-cm/', cookieJar, runScripts: 'outside-only' });
  window.eval(script);
  return window.klaro.getManager(config);
};
const says = (manager) => (manager.confirmed ? (manager.getConsent('audience') ? 'yes' : 'no') : 'not asked');
const look = (name, where) => {
  const config = { noAutoLoad: true, services: [{ name: 'audience', purposes: ['personalisation'] }], ...where };
  const withdraw = (work) => {
    const cookies = new CookieJar();
    const manager = load(cookies, config);
    manager.changeAll(true);
    manager.saveAndApplyConsents();
    work(manager);
    return `${says(manager)}, then ${says(load(cookies, config))}`;
  };
  const reset = withdraw((manager) => manager.resetConsents());
  const saved = withdraw((manager) => {
    manager.changeAll(false);
    manager.saveAndApplyConsents();
  });
  console.log(`${name}: reset: ${reset}; saved: ${saved}`);
};
look('neither', {});
look('cookieDomain', { cookieDomain: '.shop.example' });
look('cookiePath', { cookiePath: '/pans' });
JS
said=$(node look.cjs); echo "$said"
[ "$said" = 'neither: reset: not asked, then not asked; saved: no, then no
cookieDomain: reset: not asked, then yes; saved: no, then no
cookiePath: reset: not asked, then yes; saved: no, then no' ]
