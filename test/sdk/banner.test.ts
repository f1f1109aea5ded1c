// The shop's consent code, with the real vanilla-cookieconsent in a real document, and a real Covey.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  contents,
  DAY,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  shopDefinitions,
  START,
  useClock,
  type Device,
  type Owner,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const config = (text: number) => ({
  revision: text,
  hideFromBots: false,
  cookie: { name: 'shop-consent', useLocalStorage: true, expiresAfterDays: 182 },
  categories: { personalisation: {}, measurement: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'May this site remember?',
          acceptAllBtn: 'Allow',
          acceptNecessaryBtn: 'Refuse',
        },
        preferencesModal: { title: 'Choose', sections: [] },
      },
    },
  },
});

interface Options {
  readonly gpc?: boolean;
  /** Version of the text that the page shows. */
  readonly text?: number;
  /** Version of the text that the signed definitions ask for. */
  readonly asked?: number;
}

let last: { readonly leave: () => Promise<void> } | undefined;

describe('the banner of the shop', () => {
  /** Opens a page of the shop: a banner in this document, and Covey beside it. */
  async function page(device: Device, { gpc = false, text = 1, asked = 1 }: Options = {}) {
    // The document is the same for all: what belongs to the page before goes with it.
    await last?.leave();
    vi.resetModules();
    vi.restoreAllMocks();
    const listening = new AbortController();
    const listen = window.addEventListener.bind(window);
    vi.spyOn(window, 'addEventListener').mockImplementation(
      (type: string, listener: EventListenerOrEventListenerObject) =>
        listen(type, listener, { signal: listening.signal }),
    );
    document.body.innerHTML = '';
    document.documentElement.className = '';
    const edge = newEdge();
    edge.envelope = await owner.sign(shopDefinitions({ version: asked, consent: { text: asked } }));
    const tab = open(device, edge, owner, { capture: 'off', gpc, consentText: text });
    const banner = await import('vanilla-cookieconsent');
    const { agree } = await import('../../demo/client/agree.ts');
    await agree({ ...config(text), autoShow: !gpc }, Promise.resolve(tab.covey as never));
    await pass(1000);
    const asks = () => document.documentElement.classList.contains('show--consent');
    const press = async (role: 'all' | 'necessary') => {
      document.querySelector<HTMLElement>(`#cc-main [data-role="${role}"]`)?.click();
      await pass(1000);
    };
    const answers = () => {
      const { personalisation, measurement } = tab.covey.consent.get();
      return [personalisation, measurement];
    };
    last = {
      async leave() {
        listening.abort();
        // Packages are loaded once: its own memory of this page goes, what it stored stays.
        banner.reset();
        await tab.leave();
      },
    };
    return { ...tab, edge, asks, press, answers, banner };
  }

  afterEach(async () => {
    await last?.leave();
    last = undefined;
  });
  beforeEach(() => {
    localStorage.clear();
  });
  const stored = () =>
    JSON.parse(localStorage.getItem('shop-consent') ?? 'null') as {
      categories: string[];
      lastConsentTimestamp: string;
    } | null;

  it('asks, and the answer is given to Covey as it is given', async () => {
    const { asks, press, answers, covey } = await page(newDevice());
    expect([asks(), answers()]).toEqual([true, [null, null]]);
    const time = Date.now();
    await press('all');
    expect([asks(), answers()]).toEqual([false, [true, true]]);
    expect(covey.consent.get()).toMatchObject({ time, text: 1 });
  });

  it('repeats its answer on the next page with its own time, and Covey that knows it changes nothing', async () => {
    const device = newDevice();
    await (await page(device)).press('all');
    const before = device.storage.getItem(NAME);
    vi.setSystemTime(START + DAY);
    const next = await page(device);
    expect([next.asks(), next.answers()]).toEqual([false, [true, true]]);
    expect(JSON.parse(device.storage.getItem(NAME) ?? '')).toMatchObject(
      JSON.parse(before ?? '') as object,
    );
  });

  it('given before Covey came, is dated when it was given', async () => {
    const { press } = await page(newDevice());
    const time = Date.now();
    await press('all');
    vi.setSystemTime(START + DAY);
    const { covey, answers } = await page(newDevice());
    expect(answers()).toEqual([true, true]);
    expect(covey.consent.get().time).toBe(time);
  });

  it('withdraws on refusal, and what was withdrawn in the panel since stays so', async () => {
    const device = newDevice();
    const { press, covey, answers, banner } = await page(device);
    await press('all');
    vi.setSystemTime(START + HOUR);
    covey.consent.set({ personalisation: false, measurement: false });
    await settle();
    expect(banner.acceptedCategory('personalisation')).toBe(false);
    vi.setSystemTime(START + 2 * HOUR);
    const next = await page(device);
    expect(next.answers()).toEqual([false, false]);
    expect(answers()).toEqual([false, false]);
  });

  it('an old yes does not stand against Global Privacy Control, and can be given again', async () => {
    const device = newDevice();
    await (await page(device)).press('all');
    vi.setSystemTime(START + DAY);
    const objecting = await page(device, { gpc: true });
    expect([objecting.asks(), objecting.answers()]).toEqual([false, [false, false]]);
    expect((await contents(device)).databases).toEqual([]);
    expect(objecting.edge.to('counts')).toEqual([]);
    // The banner tells the same, so that its switches can be turned on again.
    expect(stored()?.categories).toEqual([]);
    objecting.banner.acceptCategory('all');
    await settle();
    expect(objecting.answers()).toEqual([true, true]);
    vi.setSystemTime(START + 2 * DAY);
    expect((await page(device, { gpc: true })).answers()).toEqual([true, true]);
  });

  it('asks again with a newer text, and until then nothing is granted', async () => {
    const device = newDevice();
    await (await page(device)).press('all');
    vi.setSystemTime(START + DAY);
    const { asks, answers, press, covey } = await page(device, { text: 2, asked: 2 });
    expect([asks(), answers()]).toEqual([true, [null, null]]);
    await press('all');
    expect([answers(), covey.consent.get().text]).toEqual([[true, true], 2]);
  });

  it('asks again where the definitions ask for a newer text than the banner knows of', async () => {
    const device = newDevice();
    await (await page(device)).press('all');
    vi.setSystemTime(START + DAY);
    const { asks, answers } = await page(device, { asked: 2 });
    expect([asks(), answers()]).toEqual([true, [null, null]]);
  });

  it('asks again after 13 months', async () => {
    const device = newDevice();
    await (await page(device)).press('all');
    vi.setSystemTime(START + 395 * DAY);
    const { asks, answers } = await page(device);
    expect([asks(), answers()]).toEqual([true, [null, null]]);
  });
});
