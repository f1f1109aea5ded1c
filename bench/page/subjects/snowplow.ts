import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker';
import type { Send } from '../in-page.ts';

export function start(): Send {
  newTracker('sp', location.origin, {
    appId: 'bench',
    eventMethod: 'post',
    bufferSize: 1,
    platform: 'web',
    stateStorageStrategy: 'cookieAndLocalStorage',
    contexts: { webPage: true },
  });
  return (name, data) =>
    trackSelfDescribingEvent({
      event: { schema: `iglu:example.bench/${name}/jsonschema/1-0-0`, data },
    });
}
