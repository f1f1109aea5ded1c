import type { ConsentState, Covey, Diagnostics } from '../api.ts';
import type { Choices } from '../known.ts';

const UNANSWERED: ConsentState = Object.freeze({
  personalisation: null,
  measurement: null,
  activation: null,
  time: null,
  text: null,
  signal: null,
});

/** The face where there is no page, as on a server, or a broken one: it knows nothing, does nothing, and is ready. */
export function inertCovey(site: string, problems: Diagnostics['problems'] = {}): Covey {
  const nothing = () => {};
  const done = async () => {};
  return {
    track: nothing,
    identify: nothing,
    has: () => false,
    segments: () => [],
    on: () => nothing,
    choose: <T>(choices: Choices<T>) => choices?.['default'] as T,
    variant: () => null,
    explain: async () => null,
    metrics: () => ({}),
    activated: () => ({}),
    consent: { get: () => UNANSWERED, set: nothing },
    export: async () => ({
      covey: 1,
      site,
      exported: new Date().toISOString(),
      local: null,
      counted: null,
      events: [],
      state: {},
      segments: [],
    }),
    erase: done,
    panel: done,
    diagnostics: () => ({
      site,
      status: 'off',
      storage: 'none',
      definitions: null,
      disabled: {},
      approximate: [],
      problems,
    }),
    destroy: nothing,
    ready: Promise.resolve(),
  };
}
