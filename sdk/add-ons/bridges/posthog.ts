// PostHog, by its event `eventCaptured`: what `before_send` has made of an event, and nothing of visitors who opted out.
import { posthog } from '../../../shared/mappings/posthog.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

/** What is used of the library, and of what stands in for it until it has come: a list. */
export interface PostHog {
  on?(event: 'eventCaptured', listener: (data: unknown) => void): (() => void) | void;
}

/** What is read of an event. */
interface Captured {
  readonly event?: unknown;
  readonly properties?: Fields;
  readonly $set?: object;
}

/** Gives what ends it. `library`: what `posthog-js` exports, or a named instance of it. */
export const connectPosthog: Bridge<PostHog> = (covey, options = {}) =>
  follow<PostHog>(covey, options, { mapping: posthog, name: 'posthog', attach });

function attach(library: PostHog, line: Line): void {
  if (Array.isArray(library))
    return line.calls(library, 'push', ([call]) => {
      const [method, first, second] = call as readonly unknown[];
      if (method === 'capture') line.event(first, second);
      if (method === 'identify') line.traits(second);
      if (method === 'setPersonProperties') line.traits(first);
    });
  if (!library.on || !line.isNew(library)) return;
  const stop = library.on(
    'eventCaptured',
    line.safely((data: unknown) => {
      const { event, properties, $set } = data as Captured;
      line.event(event, properties);
      line.traits({ ...(properties?.['$set'] as object | undefined), ...$set });
    }),
  );
  line.signal.addEventListener('abort', () => stop?.());
}
