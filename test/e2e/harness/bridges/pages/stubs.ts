// What stands in a page for each library until it has come, as the tools' manuals have it: a list with methods that put
// their calls into it, or a function with a list. (Mixpanel's own is in its package.)
type Stub = unknown[] & { [method: string]: unknown };

import baseCode from '@adobe/alloy/baseCode.js';
import { startAppMeasurement } from './stand-ins.ts';

const page = window as unknown as { [name: string]: unknown };
const { origin, host } = location;

function listWith(name: string, methods: string): Stub {
  const stub = [] as unknown as Stub;
  page[name] = stub;
  for (const method of methods.split(' '))
    stub[method] = (...args: unknown[]) => {
      // Whoever kept the stub’s function speaks to the library once it is there.
      const now = page[name] as Stub;
      if (now !== stub) return (now[method] as (...args: unknown[]) => unknown)(...args);
      stub.push([method, ...args]);
      return stub;
    };
  return stub;
}

function functionWith(name: string): void {
  const stub = function (...args: unknown[]) {
    ((page[name] as { q?: unknown[] }).q ??= []).push(args);
  };
  page[name] = stub;
}

const posthog = listWith('posthog', 'capture identify reset');
posthog['_i'] = [
  [
    'key',
    {
      api_host: `${origin}/posthog`,
      autocapture: false,
      advanced_disable_flags: true,
      disable_session_recording: true,
      disable_surveys: true,
      disable_external_dependency_loading: true,
      request_batching: false,
      disable_compression: true,
      opt_out_useragent_filter: true,
    },
    'posthog',
  ],
];
posthog['people'] = [];
posthog['__SV'] = 1;

const analytics = listWith('analytics', 'track page identify on register');
analytics['_writeKey'] = 'key';
analytics['_cdn'] = `${origin}/segment`;
analytics['_loadOptions'] = {
  integrations: { 'Segment.io': { apiHost: `${host}/segment/v1`, protocol: 'http' } },
};

const rudderanalytics = listWith('rudderanalytics', 'track page identify load');
(rudderanalytics['load'] as (...args: unknown[]) => void)(
  'rudderstack-write-key',
  `${origin}/rudderstack`,
  { configUrl: `${origin}/rudderstack`, logLevel: 'NONE' },
);

page['_paq'] = [];
page['adobeDataLayer'] = [];
// It has no stub: it is there or not.
startAppMeasurement();
functionWith('plausible');
functionWith('snowplow');

// The Web SDK's base code, as its package has it.
baseCode(window as never, ['alloy']);
void (page['alloy'] as (...args: unknown[]) => Promise<unknown>)('configure', {
  datastreamId: 'stream',
  orgId: 'org@AdobeOrg',
  // It must be a name without a port; there is none of this one.
  edgeDomain: 'edge.invalid',
  clickCollectionEnabled: false,
  thirdPartyCookiesEnabled: false,
}).catch(() => {});
