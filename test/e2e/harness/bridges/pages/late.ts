// Libraries whose scripts are no packages, or that come as one: they take over what their stubs have kept.
import { init, track } from '@plausible-analytics/tracker';
import { startMatomo } from './stand-ins.ts';

const page = window as unknown as {
  [name: string]: { q?: unknown[][] } & ((...args: unknown[]) => unknown);
};

export function startLate(): void {
  startMatomo();
  const kept = page['plausible']?.q ?? [];
  Object.assign(window, { __plausible: true });
  init({
    domain: 'hazel.example',
    endpoint: `${location.origin}/plausible`,
    captureOnLocalhost: true,
    logging: false,
  });
  for (const call of kept) track(...(call as [string, never]));
}
