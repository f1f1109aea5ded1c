// The add-on with a real Covey, real signatures and a real document; the tag, as built, in test/e2e/inform.test.ts.
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inform, type InformOptions } from '../../sdk/add-ons/inform/inform.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  contents,
  DAY,
  type Device,
  EDGE,
  type Edge,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
  pass,
  shopDefinitions,
  SITE,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let device: Device;
let edge: Edge;
beforeAll(async () => {
  owner = await newOwner();
});
beforeEach(() => {
  device = newDevice();
  edge = newEdge();
  vi.stubGlobal('fetch', edge.fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(document, 'visibilityState');
});

const ASK = { personalisation: 'ask', measurement: 'ask' } as const;
const INFORM = { personalisation: 'ask', measurement: 'inform' } as const;
const IN_FRANCE = { country: 'FR', region: null, city: null, timezone: null };

async function serve(policies: object, change: Partial<Definitions> = {}): Promise<void> {
  edge.envelope = await owner.sign(shopDefinitions({ consent: { policies } as never, ...change }));
}
function visit(options: PageOptions = {}, change: Partial<InformOptions> = {}) {
  const { covey, leave } = open(device, edge, owner, { capture: 'off', ...options });
  const shown = vi.fn<() => void>();
  const source = { site: SITE, keys: owner.keys, edge: EDGE };
  const answer = inform(covey, { ...source, show: shown, ...change });
  let settled: string | undefined;
  void answer.then((what) => (settled = what));
  return {
    covey,
    leave,
    shown,
    answered: async () => {
      await until(() => settled);
      await pass(1000);
      return settled;
    },
  };
}
const asked = () => edge.requests.map(({ url }) => url.replace(/^.*\/v1\/(sites\/[^/]+\/)?/, ''));

describe('measurement by information', () => {
  it('is granted after the notice was shown, measurement alone, and an objection leaves nothing but itself', async () => {
    await serve({ FR: INFORM, '*': ASK });
    edge.context = IN_FRANCE;
    const { covey, answered, shown } = visit();
    shown.mockImplementation(() => {
      expect(covey.consent.get()).toMatchObject({ measurement: null, time: null });
      expect(device.storage.length).toBe(0);
    });
    expect(await answered()).toBe('informed');
    expect(shown).toHaveBeenCalledOnce();
    // The engine asks for its definitions itself: what the add-on saw was kept nowhere.
    await until(() => covey.diagnostics().status === 'running');
    expect(asked()).toEqual(['definitions', 'context', 'definitions']);
    expect(covey.consent.get()).toMatchObject({ personalisation: null, measurement: true });
    covey.track('view_item');
    expect(covey.segments()).toEqual([]);
    expect((await contents(device)).databases).toContain(NAME);
    covey.consent.set({ measurement: false });
    await pass(1000);
    const { local, databases } = await contents(device);
    expect(databases).not.toContain(NAME);
    expect(Object.keys(JSON.parse(local[NAME] ?? '{}') as object).toSorted()).toEqual([
      'measurement',
      'time',
    ]);
  });

  it.each([
    ['another country', { FR: INFORM }, { ...IN_FRANCE, country: 'DE' }, {}],
    ['an unknown country', { FR: INFORM, '*': INFORM }, { ...IN_FRANCE, country: null }, {}],
    ['a context that is none', { FR: INFORM }, 'FR', {}],
    ['a site for children', { FR: INFORM }, IN_FRANCE, { children: true }],
    ['definitions that say stop', { FR: INFORM }, IN_FRANCE, { stop: true }],
  ])('%s is asked, and nothing is stored', async (_, policies, context, change) => {
    await serve(policies, change);
    edge.context = context;
    const { answered, shown } = visit();
    expect(await answered()).toBe('ask');
    expect(shown).not.toHaveBeenCalled();
    expect((await contents(device)).local).toEqual({});
  });

  it('is not granted by definitions of another owner, and asks for no context where no country is informed', async () => {
    await serve({ FR: INFORM });
    edge.context = IN_FRANCE;
    const { keys } = await newOwner();
    expect(await visit({}, { keys }).answered()).toBe('ask');
    await serve({ FR: ASK });
    expect(await visit().answered()).toBe('ask');
    expect(asked()).toEqual(['definitions', 'definitions']);
  });

  it('asks for nothing where the visitor has answered, a signal is on, or nobody looks', async () => {
    await serve({ FR: INFORM });
    edge.context = IN_FRANCE;
    const refused = open(device, edge, owner, { capture: 'off' });
    refused.covey.consent.set({ personalisation: false, measurement: false });
    await refused.leave();
    expect(await visit().answered()).toBe('answered');
    device = newDevice();
    expect(await visit({ gpc: true }).answered()).toBe('answered');
    device = newDevice();
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    const hidden = visit();
    await pass(1000);
    expect(asked()).toEqual([]);
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await hidden.answered()).toBe('informed');
  });

  it('yields to an answer that is given while the notice comes, and to a notice that fails', async () => {
    await serve({ FR: INFORM });
    edge.context = IN_FRANCE;
    const { covey, answered, shown } = visit();
    shown.mockImplementation(() =>
      covey.consent.set({ personalisation: true, measurement: false }),
    );
    expect(await answered()).toBe('answered');
    expect(covey.consent.get()).toMatchObject({ personalisation: true, measurement: false });
    device = newDevice();
    const failing = visit({}, { show: () => Promise.reject(new Error('no room')) });
    expect(await failing.answered()).toBe('ask');
    expect(failing.covey.consent.get().time).toBeNull();
  });

  it('is not enough any more once an answer has lapsed: an objection comes back as a question', async () => {
    await serve({ FR: INFORM });
    edge.context = IN_FRANCE;
    const first = visit();
    expect(await first.answered()).toBe('informed');
    first.covey.consent.set({ measurement: false });
    await first.leave();
    await pass(396 * DAY);
    const renewed = { issued: '2027-12-20T00:00:00Z', expires: '2028-02-20T00:00:00Z' };
    await serve({ FR: INFORM }, { version: 2, ...renewed });
    const later = visit();
    expect(await later.answered()).toBe('ask');
    expect(later.shown).not.toHaveBeenCalled();
    expect(later.covey.consent.get()).toMatchObject({ measurement: null, time: null });
  });

  it('is not enough where an objection was to an older text', async () => {
    await serve({ FR: INFORM });
    edge.context = IN_FRANCE;
    const first = visit({ consentText: 1 }, { text: 1 });
    expect(await first.answered()).toBe('informed');
    first.covey.consent.set({ measurement: false });
    await first.leave();
    const later = visit({ consentText: 2 }, { text: 2 });
    expect(await later.answered()).toBe('ask');
    expect(later.covey.consent.get()).toMatchObject({ measurement: null, time: null });
  });

  it('is not enough where the definitions name a newer text than the page shows', async () => {
    await serve({}, { consent: { text: 2, policies: { FR: INFORM } } });
    edge.context = IN_FRANCE;
    expect(await visit().answered()).toBe('ask');
    expect(await visit({ consentText: 2 }, { text: 2 }).answered()).toBe('informed');
  });

  it('works as docs/sdk.md has it', async () => {
    const [, code = ''] =
      /```js\nimport \{ inform \}[^\n]*\n([^]*?)```/.exec(readFileSync('docs/sdk.md', 'utf8')) ??
      [];
    await serve({}, { consent: { text: 2, policies: { FR: INFORM } } });
    const recipe = new Function(
      'inform',
      'covey',
      'showNotice',
      'showBanner',
      `return (async () => { ${code.replace('KID:X', owner.keys)} })();`,
    ) as (...parts: readonly unknown[]) => Promise<void>;
    const run = async (country: string) => {
      edge.context = { ...IN_FRANCE, country };
      device = newDevice();
      const { covey } = open(device, edge, owner, { capture: 'off', consentText: 2 });
      const [notice, banner] = [vi.fn(), vi.fn()];
      let isOver = false;
      void recipe(inform, covey, notice, banner).then(() => (isOver = true));
      await until(() => isOver);
      return [notice.mock.calls.length, banner.mock.calls.length];
    };
    expect(await run('FR')).toEqual([1, 0]);
    expect(await run('DE')).toEqual([0, 1]);
  });
});
