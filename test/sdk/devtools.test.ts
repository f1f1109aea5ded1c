import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  contents,
  DAY,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
  pass,
  settle,
  shopDefinitions,
  type Tab,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  const { segments, metrics } = shopDefinitions();
  envelope = await owner.sign(
    shopDefinitions({
      metrics: { ...metrics, recent: { count: 'view_item', within: '7d' } },
      segments: { ...segments, looker: { when: { 'metric.recent': { $gte: 2 } } } },
    }),
  );
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const press = (tab: Tab) => {
  const { KeyboardEvent, document } = tab.window;
  const event = new KeyboardEvent('keydown', { altKey: true, shiftKey: true, code: 'KeyC' });
  document.dispatchEvent(event);
};
const rootOf = (tab: Tab) =>
  tab.window.document.querySelector('[data-covey-devtools]')?.shadowRoot as unknown as ShadowRoot;

async function page(options: PageOptions = {}, consent: object | null = { personalisation: true }) {
  const device = newDevice();
  const tab = open(device, newEdge(envelope), owner, { debug: true, capture: 'off', ...options });
  if (consent) tab.covey.consent.set(consent);
  await tab.covey.ready;
  await settle();
  return { device, tab, covey: tab.covey };
}
async function opened(options: PageOptions = {}, consent?: object | null) {
  const made = await page(options, consent);
  press(made.tab);
  await until(() => rootOf(made.tab));
  const root = rootOf(made.tab);
  const text = () => root.querySelector('[role=tabpanel]')?.textContent ?? '';
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find((each) => each.textContent === name);
  const select = async (name: string) => {
    button(name)?.click();
    await settle();
  };
  return { ...made, root, text, button, select };
}

describe("the developer's tools", () => {
  it('are opened and closed by the keyboard, and stay open on the next page of the tab', async () => {
    const { tab, root } = await opened();
    expect(root.querySelectorAll('[role=tab]')).toHaveLength(4);
    expect(tab.window.sessionStorage.getItem('covey-devtools')).toBe('open');
    press(tab);
    await settle();
    expect(rootOf(tab)).toBeUndefined();
    expect(tab.window.sessionStorage.length).toBe(0);

    const next = await page({
      prepare: (window) => window.sessionStorage.setItem('covey-devtools', 'open'),
    });
    await until(() => rootOf(next.tab));
    next.covey.destroy();
    expect(rootOf(next.tab)).toBeUndefined();
    expect(next.tab.window.sessionStorage.getItem('covey-devtools')).toBe('open');
  });

  it('are not there where debug is off', async () => {
    const { tab } = await page({ debug: false });
    press(tab);
    await pass(1000);
    expect(rootOf(tab)).toBeUndefined();
    expect(tab.window.sessionStorage.length).toBe(0);
  });

  it('tell events as they come: what of them is read, and what they changed', async () => {
    const { covey, text } = await opened();
    covey.track('purchase', { value: 200, secret: 'x' });
    covey.track('unheard_of', { a: 1 });
    await pass(300);
    expect(text()).toMatch(/purchase.*enters .*buyer/);
    expect(text()).toMatch(/unheard_of.*read by no definition/);
    expect(text()).not.toContain('secret');
  });

  it('say why a segment answers as it does, and what each metric is', async () => {
    const { covey, root, select, text } = await opened();
    covey.track('purchase', { value: 200 });
    await select('Segments');
    const details = [...root.querySelectorAll('details')].find((each) =>
      each.textContent?.includes('buyer'),
    );
    expect(details?.textContent).toMatch(/buyer in/);
    if (details) details.open = true;
    details?.dispatchEvent(new Event('toggle'));
    await settle();
    expect(details?.querySelector('li')?.textContent).toMatch(/1/);
    await select('Metrics');
    expect(text()).toMatch(/orders.*1/);
  });

  it('go through time on a copy, of which nothing is stored, shown to the page or told', async () => {
    const { covey, tab, device, root, button, select, text } = await opened();
    covey.track('view_item');
    await pass(DAY);
    covey.track('view_item');
    await pass(1000);
    const before = await contents(device);
    expect(covey.has('looker')).toBe(true);
    const heard = vi.fn<() => void>();
    covey.on('change', heard);
    await settle();
    heard.mockClear();

    await select('Time travel');
    const range = () => root.querySelector('[type=range]') as HTMLInputElement;
    const stored = Number(range().max);
    expect(stored).toBeGreaterThanOrEqual(2);
    range().value = String(stored - 1);
    range().dispatchEvent(new Event('change'));
    await settle();
    expect(root.querySelector('.copy')?.textContent).toMatch(/^A copy of the visitor/);
    expect(text()).not.toMatch(/In: .*looker/);

    range().value = String(stored);
    range().dispatchEvent(new Event('change'));
    expect(text()).toMatch(/In: .*looker/);
    button('+7 days')?.click();
    expect(text()).toMatch(/leaves looker/);

    const [name, props] = [...root.querySelectorAll<HTMLInputElement>('form input')];
    if (!name || !props) throw new Error('no form');
    const type = (field: HTMLInputElement, value: string) => {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    };
    type(name, 'purchase');
    type(props, 'no json');
    root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(root.querySelector('[role=alert]')?.textContent).toMatch(/JSON object/);
    type(props, '{"value": 500}');
    root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(text()).toMatch(/enters .*buyer/);
    await select('Segments');
    expect(text()).toMatch(/buyer in/);

    await select('Time travel');
    button('Back to now')?.click();
    await select('Segments');
    expect(text()).toMatch(/buyer not in/);
    expect(text()).toMatch(/looker in/);
    expect(covey.has('buyer')).toBe(false);
    expect(heard).not.toHaveBeenCalled();
    expect(await contents(device)).toEqual(before);
    tab.window.happyDOM.abort();
  });

  it('show nothing without consent, and nothing that was withdrawn', async () => {
    const { covey, text, select } = await opened();
    covey.track('purchase', { value: 200 });
    await pass(300);
    expect(text()).toContain('purchase');
    covey.consent.set({ personalisation: false });
    await pass(1000);
    expect(text()).not.toContain('purchase');
    await select('Segments');
    expect(text()).toMatch(/^Nothing is decided/);
  });
});
