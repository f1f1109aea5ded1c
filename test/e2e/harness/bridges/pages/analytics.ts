// Libraries as a site starts them from packages; all of them send to the server that the page came from.
import '@adobe/adobe-client-data-layer/dist/adobe-client-data-layer.min.js';
import { createInstance } from '@adobe/alloy';
import { init, track } from '@plausible-analytics/tracker';
import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
import { AnalyticsBrowser } from '@segment/analytics-next';
import { newTracker, trackSelfDescribingEvent, trackStructEvent } from '@snowplow/browser-tracker';
import mixpanel from 'mixpanel-browser';
import posthog from 'posthog-js';

const { origin } = location;

mixpanel.init('token', {
  api_host: `${origin}/mixpanel`,
  batch_requests: false,
  persistence: 'localStorage',
  api_payload_format: 'json',
  // A hook of the site's own, before and after the bridge's.
  hooks: { before_track: (name: string, fields: object) => [name, { ...fields, hooked: true }] },
} as never);

posthog.init('key', {
  api_host: `${origin}/posthog`,
  autocapture: false,
  capture_pageview: true,
  advanced_disable_flags: true,
  disable_session_recording: true,
  disable_surveys: true,
  disable_external_dependency_loading: true,
  request_batching: false,
  disable_compression: true,
  // Whoever drives a browser by a program is taken for a bot.
  opt_out_useragent_filter: true,
});

const analytics = AnalyticsBrowser.load({
  writeKey: 'key',
  cdnURL: `${origin}/segment`,
  cdnSettings: {
    integrations: {
      'Segment.io': { apiKey: 'key', apiHost: `${location.host}/segment/v1`, protocol: 'http' },
    },
  } as never,
});

const rudderanalytics = new RudderAnalytics();
rudderanalytics.load('rudderstack-write-key', `${origin}/rudderstack`, {
  configUrl: `${origin}/rudderstack`,
  logLevel: 'NONE',
});

const alloy = createInstance({ name: 'alloy' });
void alloy('configure', {
  datastreamId: 'stream',
  orgId: 'org@AdobeOrg',
  // It must be a name without a port; there is none of this one.
  edgeDomain: 'edge.invalid',
  clickCollectionEnabled: false,
  thirdPartyCookiesEnabled: false,
}).catch(() => {});

const tracker = newTracker('hazel', `${origin}/snowplow`, {
  appId: 'shop',
  bufferSize: 1,
  eventMethod: 'post',
  stateStorageStrategy: 'none',
});

const config: object = {
  domain: 'hazel.example',
  endpoint: `${origin}/plausible`,
  captureOnLocalhost: true,
  bindToWindow: false,
  logging: false,
};
Object.assign(window, { __plausible: true });

export { alloy, analytics, config, mixpanel, posthog, rudderanalytics, tracker };
export const libraries = {
  mixpanel,
  posthog,
  analytics,
  rudderanalytics,
  alloy,
  snowplow: (command: string, fields: never) =>
    command === 'trackStructEvent' ? trackStructEvent(fields) : trackSelfDescribingEvent(fields),
  plausible: track,
  startPlausible: () => init(config as never),
};
