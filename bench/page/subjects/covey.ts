import type { Covey } from '../../../sdk/api.ts';
import type { Send } from '../in-page.ts';

/** The tag stands in the page. Consent is given here, once; a returning visitor's page only waits. */
export async function start(): Promise<Send> {
  const page = window as unknown as { covey?: Covey };
  await until(() => page.covey?.ready !== undefined);
  const { covey } = page;
  if (!covey) throw new Error('no covey');
  const measurement = new URLSearchParams(location.search).has('measurement');
  if (!covey.consent.get().personalisation)
    covey.consent.set({ personalisation: true, measurement });
  await until(() => covey.diagnostics().status === 'running');
  return (name, props) => covey.track(name, props);
}

/** On a busy machine a start takes its time. */
const PATIENCE_MS = 30_000;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    if (performance.now() > PATIENCE_MS) throw new Error('Covey does not start');
    await new Promise((next) => setTimeout(next, 5));
  }
}
