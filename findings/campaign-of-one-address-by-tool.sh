#!/usr/bin/env bash
# The campaign in one address, read by four trackers in the page: Amplitude 2.61.0, Mixpanel 2.83.0, PostHog 1.449.2 and Segment
# 1.84.3. One expects the same of all, and of `URLSearchParams`, the URL standard's own reader, which agrees with none of them
# throughout. A plus sign, as forms and most link builders write a blank, stays one for Amplitude; one that was meant (%2B)
# is a blank for Mixpanel, which decodes before it looks for plus signs. What comes after a second equals sign is cut off by
# Amplitude and Segment. Of a parameter that occurs twice, as where a redirect adds its own, these two take the last, the others
# the first; of an empty one Segment tells an empty text, the others nothing. So the audience "came by the spring sale" is
# empty in one tool and full in the next, and who joins their exports by campaign loses those. Prints what is seen; fails if that
# changes.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund --ignore-scripts @amplitude/analytics-core@2.61.0 mixpanel-browser@2.83.0 posthog-js@1.449.2 @segment/analytics-next@1.84.3 happy-dom@20.0.0 >/dev/null 2>&1
cat > look.cjs <<'JS'
const { GlobalWindow } = require('happy-dom');
const window = new GlobalWindow({ url: `https://shop.example/${process.argv[2]}` });
for (const key of ['document', 'location', 'localStorage', 'sessionStorage', 'history', 'screen', 'XMLHttpRequest', 'Node', 'Element', 'HTMLElement', 'CustomEvent', 'Event', 'MutationObserver']) globalThis[key] = window[key];
Object.assign(globalThis, { window, self: window, addEventListener: window.addEventListener.bind(window) });
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
globalThis.fetch = window.fetch = async () => new Response('{}');
for (const level of ['error', 'warn', 'debug']) console[level] = () => {};
const ofAmplitude = () => {
  const { CampaignParser } = require('@amplitude/analytics-core');
  return new CampaignParser().parse();
};
const ofMixpanel = () => {
  const mixpanel = require('mixpanel-browser');
  let sent;
  mixpanel.init('x', { persistence: 'localStorage', batch_requests: false, api_transport: 'XHR', hooks: { before_send_events: (event) => { sent ??= event; return null; } } });
  mixpanel.track('seen');
  return sent.properties;
};
const ofPostHog = () => {
  const { posthog } = require('posthog-js/dist/main.js');
  let sent;
  posthog.init('x', { api_host: 'https://x.example', persistence: 'memory', autocapture: false, capture_pageview: false, disable_session_recording: true, advanced_disable_flags: true, opt_out_useragent_filter: true, before_send: (event) => { sent ??= event; return null; } });
  posthog.capture('seen');
  return sent.properties;
};
const ofSegment = async () => {
  const { AnalyticsBrowser } = require('@segment/analytics-next');
  const { event } = await AnalyticsBrowser.load({ writeKey: 'x', cdnSettings: { integrations: {} } }, { disableClientPersistence: true }).track('seen');
  const { name: campaign, ...rest } = event.context.campaign;
  return Object.fromEntries(Object.entries({ campaign, ...rest }).map(([key, value]) => [`utm_${key}`, value]));
};
(async () => {
  const tools = { URLSearchParams: Object.fromEntries(Array.from(new URLSearchParams(location.search)).reverse()), Amplitude: await ofAmplitude(), Mixpanel: ofMixpanel(), PostHog: ofPostHog(), Segment: await ofSegment() };
  for (const key of new Set(new URLSearchParams(location.search).keys())) {
    const bySaid = {};
    for (const [name, found] of Object.entries(tools)) (bySaid[typeof found[key] === 'string' ? `"${found[key]}"` : 'nothing'] ??= []).push(name);
    console.log(`${key}: ${Object.entries(bySaid).map(([said, names]) => `${said} ${names.join(' ')}`).join(', ')}`);
  }
  process.exit(0);
})();
JS
said=$(node look.cjs '?utm_source=news&utm_source=mail&utm_medium=&utm_campaign=spring+sale&utm_content=boots%2Bsocks&utm_term=size=42'); echo "$said"
[ "$said" = 'utm_source: "news" URLSearchParams Mixpanel PostHog, "mail" Amplitude Segment
utm_medium: "" URLSearchParams Segment, nothing Amplitude Mixpanel PostHog
utm_campaign: "spring sale" URLSearchParams Mixpanel PostHog Segment, "spring+sale" Amplitude
utm_content: "boots+socks" URLSearchParams Amplitude PostHog Segment, "boots socks" Mixpanel
utm_term: "size=42" URLSearchParams Mixpanel PostHog, "size" Amplitude Segment' ]
