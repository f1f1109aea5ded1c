// The module without session recording, the smaller of the two it publishes.
import mixpanel from 'mixpanel-browser/src/loaders/loader-module-core';
import type { Send } from '../in-page.ts';

export function start(): Send {
  // As its script has it.
  Object.assign(window, { mixpanel });
  mixpanel.init('bench', {
    api_host: location.origin,
    autocapture: false,
    track_pageview: false,
    record_sessions_percent: 0,
    persistence: 'localStorage',
  });
  return (name, props) => mixpanel.track(name, props);
}
