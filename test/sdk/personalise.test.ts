import { beforeAll, describe, expect, it } from 'vitest';
import {
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  settle,
  shopDefinitions,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});

async function page(html: string) {
  const device = newDevice();
  const tab = open(device, newEdge(envelope), owner, { html });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  const { document } = tab.window;
  const become = async (segment: 'fan' | 'pro' | 'buyer') => {
    if (segment === 'fan') for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    if (segment === 'pro') tab.covey.identify({ plan: 'pro' });
    if (segment === 'buyer') tab.covey.track('purchase', { value: 1 });
    await settle();
  };
  const hidden = (selector: string) => document.querySelector(selector)?.hasAttribute('hidden');
  return { ...tab, device, document, become, hidden };
}

describe('markup', () => {
  it('shows and hides elements as the visitor enters and leaves segments', async () => {
    const { become, hidden, covey } = await page(`
      <p id="show" data-covey-show="fan" hidden>a</p>
      <p id="hide" data-covey-hide="fan">b</p>
      <p id="either" data-covey-show="buyer  pro" hidden>c</p>
      <p id="both" data-covey-show="fan" data-covey-hide="pro" hidden>d</p>`);
    const now = () => ['#show', '#hide', '#either', '#both'].map(hidden);
    expect(now()).toEqual([true, false, true, true]);
    await become('fan');
    expect(now()).toEqual([false, true, true, false]);
    await become('pro');
    expect(now()).toEqual([false, true, false, true]);
    covey.identify({ plan: 'free' });
    expect(now()).toEqual([false, true, true, false]);
  });

  it('clones a template behind it while the visitor is in a segment, and takes the clones away again', async () => {
    const { become, document, covey } = await page(`
      <main><template data-covey-if="pro"><h2>Hello</h2> <p data-covey-show="fan" hidden>fan</p></template><i></i></main>`);
    const main = document.querySelector('main');
    expect(main?.querySelector('h2')).toBeNull();
    await become('pro');
    expect(main?.querySelectorAll('h2')).toHaveLength(1);
    expect(main?.querySelector('h2')?.previousElementSibling?.localName).toBe('template');
    expect(main?.querySelector('p')?.hasAttribute('hidden')).toBe(true);
    await become('fan');
    expect(main?.querySelector('p')?.hasAttribute('hidden')).toBe(false);
    covey.identify({ plan: null });
    expect(main?.querySelector('h2')).toBeNull();
    expect(main?.lastElementChild?.localName).toBe('i');
  });

  it('names the segments on the root for style sheets', async () => {
    const { become, document } = await page('');
    expect(document.documentElement.getAttribute('data-covey')).toBe('');
    await become('fan');
    await become('pro');
    expect(document.documentElement.getAttribute('data-covey')).toBe('fan pro');
    expect(document.querySelector('html[data-covey~="pro"]')).not.toBeNull();
  });

  it('applies to content that comes later, and to attributes that change', async () => {
    const { become, document } = await page('');
    await become('fan');
    const late = document.createElement('div');
    late.innerHTML = '<p data-covey-show="fan" hidden></p><p data-covey-hide="fan"></p>';
    document.body.append(late);
    await settle();
    const [shown, gone] = late.querySelectorAll('p');
    expect([shown?.hasAttribute('hidden'), gone?.hasAttribute('hidden')]).toEqual([false, true]);
    gone?.setAttribute('data-covey-hide', 'pro');
    await settle();
    expect(gone?.hasAttribute('hidden')).toBe(false);
  });

  it('is put back as its author wrote it when consent is withdrawn', async () => {
    const html =
      '<p data-covey-show="fan" hidden="">a</p><p data-covey-show="fan">b</p><p data-covey-hide="fan">c</p><template data-covey-if="fan"><b>d</b></template>';
    const { become, document, covey } = await page(html);
    expect(document.querySelectorAll('p')[1]?.hasAttribute('hidden')).toBe(true);
    await become('fan');
    expect(document.querySelector('b')).not.toBeNull();
    covey.consent.set({ personalisation: false });
    expect(document.body.innerHTML).toBe(html);
    expect(document.documentElement.hasAttribute('data-covey')).toBe(false);
    document.body.insertAdjacentHTML('beforeend', '<p id="late" data-covey-hide="fan"></p>');
    await settle();
    expect(document.querySelector('#late')?.hasAttribute('hidden')).toBe(false);
  });

  it('never takes text of a definition or a trait for markup', async () => {
    const { document, become, covey } = await page('<p data-covey-show="fan" hidden>safe</p>');
    covey.identify({ plan: '<img src=x onerror=alert(1)>' });
    await become('fan');
    expect(document.querySelector('img')).toBeNull();
    expect(document.querySelector('p')?.textContent).toBe('safe');
  });
});
