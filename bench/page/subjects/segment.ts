import { AnalyticsBrowser } from '@segment/analytics-next';
import type { Send } from '../in-page.ts';

/** With its own destination alone; settings come from the page's server. */
export async function start(): Promise<Send> {
  const analytics = AnalyticsBrowser.load(
    { writeKey: 'bench', cdnURL: location.origin },
    { integrations: { 'Segment.io': { apiHost: `${location.host}/v1`, protocol: 'http' } } },
  );
  // As its script has it.
  Object.assign(window, { analytics });
  await analytics.ready();
  return (name, props) => void analytics.track(name, props);
}
