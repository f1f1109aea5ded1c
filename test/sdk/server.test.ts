// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createCovey } from '../../sdk/index.ts';

describe('createCovey on a server', () => {
  const covey = createCovey({ site: 'hazel.example', keys: 'k:x', edge: 'https://edge.example' });

  it('knows nothing, does nothing, and is ready', async () => {
    expect('window' in globalThis).toBe(false);
    covey.track('purchase', { value: 5 });
    covey.identify({ plan: 'pro' });
    covey.consent.set({ personalisation: true });
    covey.on('change', () => expect.unreachable())();
    await covey.ready;
    await covey.erase();
    await covey.panel();
    expect(covey.has('fan')).toBe(false);
    expect(covey.segments()).toEqual([]);
    expect(covey.choose({ fan: 1, default: 2 })).toBe(2);
    expect(await covey.explain('fan')).toBeNull();
    expect(covey.metrics()).toEqual({});
    expect(covey.consent.get()).toMatchObject({ personalisation: null, time: null });
    expect(covey.consent.get()).toBe(covey.consent.get());
    expect(covey.diagnostics()).toMatchObject({
      site: 'hazel.example',
      status: 'off',
      problems: {},
    });
    expect(await covey.export()).toMatchObject({ covey: 1, site: 'hazel.example', events: [] });
    covey.destroy();
  });
});
