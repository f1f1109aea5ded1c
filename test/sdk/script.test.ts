import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newDevice } from './harness.ts';
import type { Covey } from '../../sdk/index.ts';

// The tag's script runs where it stands: in the one window of this test's environment.
const page = window as unknown as { covey?: Partial<Covey> & { q?: unknown[] } };

beforeAll(() => {
  vi.stubGlobal('ENGINE', ['covey-engine.js', 'sha384-x']);
  vi.stubGlobal('PANEL', ['covey-panel.js', 'sha384-y']);
});
beforeEach(() => {
  vi.resetModules();
  delete page.covey;
  const { storage } = newDevice();
  Object.defineProperty(window, 'localStorage', { get: () => storage, configurable: true });
});

async function runTag(attributes: { readonly [name: string]: string } = {}): Promise<void> {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  Object.defineProperty(script, 'src', { value: 'https://edge.example/covey.js' });
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
  await import('../../sdk/script.ts');
}

describe('the script of the tag', () => {
  it('puts one global on the page, for the site in its attributes', async () => {
    await runTag({ 'data-site': 'hazel.example', 'data-key': 'a:b' });
    expect(page.covey?.diagnostics?.()).toMatchObject({ site: 'hazel.example', status: 'off' });
    expect(page.covey?.has?.('anything')).toBe(false);
  });

  it('takes over the queue of the stub: its object stays, its calls are made, in order', async () => {
    const heard = vi.fn();
    const ready = vi.fn();
    const stub = {
      q: [
        ['track', 'too_early'],
        ['consent', { personalisation: false, measurement: false }],
        ['on', 'consent', heard],
        ['ready', ready],
        ['nonsense', 1],
        ['constructor'],
        null,
        7,
        'track',
      ] as unknown[],
    };
    page.covey = stub as unknown as NonNullable<typeof page.covey>;
    await runTag({ 'data-site': 'hazel.example' });
    expect(page.covey).toBe(stub);
    expect(stub.q).toBeUndefined();
    expect(page.covey?.consent?.get().personalisation).toBe(false);
    expect(page.covey?.diagnostics?.().problems).toEqual({ 'no-consent': 1 });
    await page.covey?.ready;
    expect(ready).toHaveBeenCalledOnce();
    page.covey?.consent?.set({ personalisation: false, measurement: false });
    expect(heard).not.toHaveBeenCalled();
  });

  it('a second tag changes nothing', async () => {
    await runTag({ 'data-site': 'hazel.example' });
    const { covey } = page;
    vi.resetModules();
    await runTag({ 'data-site': 'other.example' });
    expect(page.covey).toBe(covey);
    expect(page.covey?.diagnostics?.().site).toBe('hazel.example');
  });
});
