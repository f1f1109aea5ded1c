import { type Libraries, shopping } from './shopping.ts';

const page = window as unknown as {
  heard: unknown[];
  readonly [name: string]: unknown;
};

/** By tool: what Covey heard, and of what kind the library's answers were. */
export type Told = {
  [tool: string]: { readonly heard: unknown; readonly gave: readonly string[] };
};

const kindOf = (value: unknown): string =>
  value instanceof Promise ? 'promise' : value === null ? 'null' : typeof value;

/** Tells every tool, as `window.tell()` does again. */
export function tell(libraries: Libraries): void {
  const all = () => {
    const told: Told = {};
    for (const [tool, shop] of Object.entries(shopping)) {
      page.heard.length = 0;
      const gave = (shop as (libraries: Libraries) => readonly unknown[])(libraries).map(kindOf);
      told[tool] = { heard: [...page.heard], gave };
    }
    page.heard.length = 0;
    return told;
  };
  Object.assign(window, { tell: all, told: all() });
}

/** The libraries by their globals, as they are when one is asked for. */
export const globals = (): Libraries =>
  ({
    get mixpanel() {
      return page['mixpanel'];
    },
    get posthog() {
      return page['posthog'];
    },
    get analytics() {
      return page['analytics'];
    },
    get rudderanalytics() {
      return page['rudderanalytics'];
    },
    alloy: (...call: unknown[]) => (page['alloy'] as (...args: unknown[]) => unknown)(...call),
    snowplow: (...call: unknown[]) =>
      (page['snowplow'] as (...args: unknown[]) => unknown)(...call),
    plausible: (...call: unknown[]) =>
      (page['plausible'] as (...args: unknown[]) => unknown)(...call),
  }) as unknown as Libraries;
