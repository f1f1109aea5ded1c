// The provider in OpenFeature's own web SDK, and under its hooks for React.
import {
  FirstMatchStrategy,
  InMemoryProvider,
  MultiProvider,
  OpenFeature,
  ProviderEvents,
  ProviderStatus,
} from '@openfeature/web-sdk';
import { OpenFeatureProvider, useFlag } from '@openfeature/react-sdk';
import { act, createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CoveyProvider,
  type CoveyProviderOptions,
} from '../../../sdk/add-ons/frameworks/openfeature.ts';
import { pass, settle, useClock } from '../harness.ts';
import { newVisitor } from './visitor.ts';

useClock();
afterEach(async () => {
  await OpenFeature.clearProviders();
  OpenFeature.clearHandlers();
  Reflect.deleteProperty(window, 'covey');
});

const FLAGS: CoveyProviderOptions['flags'] = {
  hero: { spender: 'gold', buyer: 'silver', default: 'plain' },
  free: { buyer: 30 },
  layout: { pro: { columns: 3 }, default: { columns: 1 } },
  banner: { buyer: false, default: true },
};

/** All events, in order, and the flags of each. */
function recorded() {
  const heard: unknown[] = [];
  for (const type of Object.values(ProviderEvents))
    OpenFeature.addHandler(type, (details) =>
      heard.push((details as { flagsChanged?: unknown }).flagsChanged ?? type),
    );
  return heard;
}

describe('the provider', () => {
  it('is ready when segments are decided, and answers by them, with the reason', async () => {
    const { covey } = await newVisitor('buyer');
    await OpenFeature.setProviderAndWait(new CoveyProvider({ covey, flags: FLAGS }));
    const client = OpenFeature.getClient();
    expect(client.getBooleanDetails('buyer', false)).toMatchObject({
      value: true,
      variant: 'buyer',
      reason: 'TARGETING_MATCH',
    });
    // In no segment is an answer, too, and not the caller's.
    expect(client.getBooleanDetails('spender', true)).toMatchObject({
      value: false,
      variant: 'default',
      reason: 'DEFAULT',
    });
    expect(client.getStringDetails('hero', 'none')).toMatchObject({
      value: 'silver',
      variant: 'buyer',
      reason: 'TARGETING_MATCH',
    });
    expect(client.getNumberValue('free', 50)).toBe(30);
    expect(client.getObjectDetails('layout', {})).toMatchObject({
      value: { columns: 1 },
      variant: 'default',
      reason: 'DEFAULT',
    });
    expect(client.getBooleanValue('banner', true)).toBe(false);
    covey.consent.set({ personalisation: false });
    // Without a default of the site’s it is the caller’s.
    expect(client.getNumberDetails('free', 50)).toEqual({
      flagKey: 'free',
      flagMetadata: {},
      value: 50,
      reason: 'DEFAULT',
    });
    expect(client.getBooleanValue('banner', false)).toBe(true);
  });

  it('names what is wrong, and gives the caller’s value', async () => {
    const { covey } = await newVisitor('buyer');
    const segments = ['spender'];
    await OpenFeature.setProviderAndWait(new CoveyProvider({ covey, flags: FLAGS, segments }));
    const client = OpenFeature.getClient();
    const wrong = (errorCode: string, value: unknown) => ({ value, errorCode, reason: 'ERROR' });
    expect(client.getStringDetails('toString', 'x')).toMatchObject(wrong('FLAG_NOT_FOUND', 'x'));
    expect(client.getStringDetails('spender', 'x')).toMatchObject(wrong('FLAG_NOT_FOUND', 'x'));
    expect(client.getBooleanDetails('buyer', true)).toMatchObject(wrong('FLAG_NOT_FOUND', true));
    expect(client.getBooleanDetails('spender', true).errorCode).toBeUndefined();
    expect(client.getBooleanDetails('hero', true)).toMatchObject(wrong('TYPE_MISMATCH', true));
    expect(client.getNumberDetails('hero', 7)).toMatchObject(wrong('TYPE_MISMATCH', 7));
    expect(client.getObjectDetails('hero', {})).toMatchObject(wrong('TYPE_MISMATCH', {}));
  });

  it('tells which flags have changed, those alone, and nothing before it is ready', async () => {
    const { covey } = await newVisitor('buyer');
    const heard = recorded();
    const ready = OpenFeature.setProviderAndWait(new CoveyProvider({ covey, flags: FLAGS }));
    expect(heard).toEqual([]);
    await ready;
    await settle();
    expect(heard).toEqual([ProviderEvents.Ready]);
    covey.track('purchase', { value: 150 });
    await settle();
    expect(heard.slice(1)).toEqual([['hero', 'spender']]);
    covey.identify({ plan: 'pro' });
    await settle();
    expect(heard.slice(2)).toEqual([['layout', 'pro', 'trial:bold']]);
    covey.consent.set({ personalisation: false });
    await settle();
    expect(heard.slice(3)).toEqual([
      ['hero', 'free', 'layout', 'banner', 'buyer', 'spender', 'pro', 'trial:bold'],
    ]);
  });

  it('tells nothing where what has changed is no flag, and nothing after it is closed', async () => {
    const { covey, listening } = await newVisitor();
    const provider = new CoveyProvider({ covey, segments: ['pro'] });
    await OpenFeature.setProviderAndWait(provider);
    const heard = recorded();
    await settle();
    heard.length = 0;
    covey.track('purchase', { value: 5 });
    await settle();
    expect(heard).toEqual([]);
    expect(listening()).toBeGreaterThan(0);
    await OpenFeature.clearProviders();
    expect(listening()).toBe(0);
    // And begins anew when it is set again.
    await OpenFeature.setProviderAndWait(provider);
    covey.identify({ plan: 'pro' });
    await settle();
    expect(heard).toContainEqual(['pro']);
  });

  it('waits for the tag’s Covey, has failed without it, and is ready when it comes late', async () => {
    const ready = OpenFeature.setProviderAndWait(new CoveyProvider({ flags: FLAGS }));
    const client = OpenFeature.getClient();
    const failed = expect(ready).rejects.toThrow('There is no window.covey');
    await pass(9000);
    expect(client.providerStatus).toBe(ProviderStatus.NOT_READY);
    await pass(2000);
    await failed;
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
    expect(client.getStringDetails('hero', 'none')).toMatchObject({
      value: 'none',
      errorCode: 'PROVIDER_NOT_READY',
    });
    window.covey = (await newVisitor('buyer')).covey;
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(client.getStringValue('hero', 'none')).toBe('silver');
  });

  it('gives the variant of an experience that is shown, and the caller’s value to everybody else', async () => {
    const { covey } = await newVisitor();
    const experiences = ['trial'];
    const provider = new CoveyProvider({ covey, experiences, segments: [] });
    await OpenFeature.setProviderAndWait(provider);
    const heard = recorded();
    const client = OpenFeature.getClient();
    const none = { value: 'plain', reason: 'DEFAULT' };
    expect(client.getStringDetails('trial', 'plain')).toMatchObject(none);
    covey.identify({ plan: 'pro' });
    await settle();
    expect(client.getStringDetails('trial', 'plain')).toMatchObject({
      value: 'bold',
      variant: 'bold',
      reason: 'SPLIT',
    });
    expect(client.getStringDetails('other', 'plain').errorCode).toBe('FLAG_NOT_FOUND');
    covey.identify({ plan: null });
    await settle();
    expect(client.getStringDetails('trial', 'plain')).toMatchObject(none);
    expect(heard).toEqual([ProviderEvents.Ready, ['trial'], ['trial']]);
  });

  it('answers nothing before it is ready, though the SDK calls it so to a second domain, and tells who asked', async () => {
    const provider = new CoveyProvider({ flags: FLAGS, experiences: ['trial'] });
    const first = OpenFeature.setProviderAndWait('first', provider);
    await OpenFeature.setProviderAndWait('second', provider);
    const client = OpenFeature.getClient('second');
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(client.getStringDetails('hero', 'none')).toMatchObject({
      value: 'none',
      errorCode: 'PROVIDER_NOT_READY',
    });
    expect(client.getStringDetails('trial', 'none').errorCode).toBe('PROVIDER_NOT_READY');
    const heard: unknown[] = [];
    client.addHandler(ProviderEvents.ConfigurationChanged, (details) =>
      heard.push(details?.flagsChanged),
    );
    window.covey = (await newVisitor('buyer')).covey;
    window.dispatchEvent(new Event('focus'));
    await first;
    await settle();
    expect(heard).toEqual([['hero', 'trial']]);
    expect(client.getStringValue('hero', 'none')).toBe('silver');
  });

  it('looks at nothing in the context, and passes nothing of it on', async () => {
    const { covey } = await newVisitor();
    const calls: unknown[] = [];
    covey.track = (...call: unknown[]) => void calls.push(call);
    await OpenFeature.setProviderAndWait(new CoveyProvider({ covey }), {
      targetingKey: 'user-1',
      buyer: true,
    });
    const client = OpenFeature.getClient();
    await OpenFeature.setContext({ targetingKey: 'user-2', buyer: true });
    expect(client.getBooleanValue('buyer', false)).toBe(false);
    client.track('purchase', { value: 5 });
    expect(calls).toEqual([['purchase', { value: 5 }]]);
  });

  it('leaves to the next provider what it does not know', async () => {
    const { covey } = await newVisitor('buyer');
    const other = new InMemoryProvider({
      search: { variants: { on: true }, defaultVariant: 'on', disabled: false },
    });
    await OpenFeature.setProviderAndWait(
      new MultiProvider(
        [{ provider: new CoveyProvider({ covey, segments: ['buyer'] }) }, { provider: other }],
        new FirstMatchStrategy(),
      ),
    );
    const client = OpenFeature.getClient();
    expect([
      client.getBooleanValue('buyer', false),
      client.getBooleanValue('search', false),
    ]).toEqual([true, true]);
  });

  it('renders components of the React SDK again when their flag changes', async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    const { covey } = await newVisitor();
    await OpenFeature.setProviderAndWait(new CoveyProvider({ covey, flags: FLAGS }));
    const Hero = () => `${useFlag('hero', 'none').value} ${String(useFlag('pro', false).value)}`;
    const element = document.createElement('div');
    const root = createRoot(element);
    await act(() => root.render(h(OpenFeatureProvider, null, h(Hero as never, null))));
    expect(element.textContent).toBe('plain false');
    await act(async () => {
      covey.track('purchase', { value: 150 });
      covey.identify({ plan: 'pro' });
      await settle();
    });
    expect(element.textContent).toBe('gold true');
    await act(() => root.unmount());
  });
});
