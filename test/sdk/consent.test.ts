import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  contents,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  type Owner,
  settle,
  shopDefinitions,
  stored,
  useClock,
  until,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});
const edgeWith = (bytes = envelope) => newEdge(bytes);

describe('before consent', () => {
  it('writes nothing, asks nobody, and shows the page as its author wrote it', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    // A database of that name that nobody knows of goes, unread.
    const opened = vi.spyOn(device.indexedDB as IDBFactory, 'open');
    const { covey, window } = open(device, edge, owner, {
      html: '<p data-covey-show="fan" hidden>for fans</p><p data-covey-hide="fan">for all</p>',
    });
    covey.track('view_item');
    covey.identify({ plan: 'pro' });
    await covey.ready;
    await settle();
    expect(opened).not.toHaveBeenCalled();
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
    expect(edge.requests).toEqual([]);
    expect(covey.segments()).toEqual([]);
    expect(covey.diagnostics()).toMatchObject({ status: 'off', problems: { 'no-consent': 2 } });
    const [shown, hidden] = window.document.querySelectorAll('p');
    expect([shown?.hasAttribute('hidden'), hidden?.hasAttribute('hidden')]).toEqual([true, false]);
    expect(window.document.documentElement.hasAttribute('data-covey')).toBe(false);
  });

  it('drops earlier calls when consent is given, and keeps none of them', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner, { capture: 'off' });
    for (let view = 0; view < 3; view++) covey.track('view_item');
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await settle();
    expect(covey.has('fan')).toBe(false);
    expect((await stored(device)).events).toEqual([]);
  });

  it('says unknown for a purpose that was never answered', () => {
    const { covey } = open(newDevice(), newEdge(), owner);
    expect(covey.consent.get()).toEqual({
      personalisation: null,
      measurement: null,
      activation: null,
      time: null,
      text: null,
      signal: null,
    });
  });
});

describe('a refusal', () => {
  it('leaves one record with the answer, its time and text version, and nothing else', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner);
    covey.consent.set({ personalisation: false, measurement: false, text: 3 });
    await settle();
    const { local, databases } = await contents(device);
    expect(databases).toEqual([]);
    expect(JSON.parse(local[NAME] ?? '')).toEqual({
      personalisation: false,
      measurement: false,
      time: Date.now(),
      text: 3,
    });
    expect(Object.keys(local)).toEqual([NAME]);
    expect(edge.requests).toEqual([]);
  });
});

describe('withdrawal', () => {
  it('erases database, mirror and memory at once, and stops what is on its way', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey, window } = open(device, edge, owner);
    covey.consent.set({ personalisation: true, measurement: true });
    await covey.ready;
    for (let view = 0; view < 3; view++) covey.track('view_item');
    await settle();
    expect(covey.has('fan')).toBe(true);
    expect(window.document.documentElement.getAttribute('data-covey')).toBe('fan');
    const changes: string[] = [];
    covey.on('leave:fan', () => changes.push('leave'));

    covey.consent.set({ personalisation: false, measurement: false });
    expect(covey.has('fan')).toBe(false);
    expect(covey.segments()).toEqual([]);
    expect(await covey.explain('fan')).toBeNull();
    expect(window.document.documentElement.hasAttribute('data-covey')).toBe(false);
    expect(changes).toEqual(['leave']);
    await settle();
    const { local, databases } = await contents(device);
    expect(databases).toEqual([]);
    expect(Object.keys(JSON.parse(local[NAME] ?? '{}')).toSorted()).toEqual([
      'measurement',
      'personalisation',
      'time',
    ]);
    covey.track('view_item');
    await settle();
    expect((await contents(device)).databases).toEqual([]);
  });

  it('aborts a request for definitions that has not been answered', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const aborted = vi.fn();
    edge.answer = ({ init }) =>
      new Promise((_, reject) =>
        init.signal?.addEventListener('abort', () => {
          aborted();
          reject(new DOMException('aborted', 'AbortError'));
        }),
      );
    const { covey } = open(device, edge, owner);
    covey.consent.set({ personalisation: true });
    await until(() => edge.requests.length > 0);
    covey.consent.set({ personalisation: false });
    await settle();
    expect(aborted).toHaveBeenCalledOnce();
    expect((await contents(device)).databases).toEqual([]);
  });

  it('in one tab erases in the other, which forgets what it held in memory', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const one = open(device, edge, owner);
    one.covey.consent.set({ personalisation: true });
    await one.covey.ready;
    const two = open(device, edge, owner);
    await two.covey.ready;
    for (let view = 0; view < 3; view++) two.covey.track('view_item');
    await settle();
    expect([one.covey.has('fan'), two.covey.has('fan')]).toEqual([true, true]);

    one.covey.consent.set({ personalisation: false });
    // What the other tab does before it hears of it must not come back either.
    two.covey.track('view_item');
    await settle();
    expect([one.covey.has('fan'), two.covey.has('fan')]).toEqual([false, false]);
    expect(two.covey.diagnostics().status).toBe('off');
    expect((await contents(device)).databases).toEqual([]);
  });

  it('is noticed by a tab that slept through it, before it writes anything', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const one = open(device, edge, owner);
    one.covey.consent.set({ personalisation: true });
    await one.covey.ready;
    const sleeper = open(device, edge, owner, { host: { channel: () => undefined } });
    await sleeper.covey.ready;
    await settle();
    device.storage.setItem(
      NAME,
      JSON.stringify({ personalisation: false, measurement: false, time: Date.now() }),
    );
    sleeper.covey.track('purchase');
    await settle();
    expect(sleeper.covey.diagnostics().status).toBe('off');
    expect((await contents(device)).databases).toEqual([]);
  });
});

describe('two purposes', () => {
  it('with measurement alone evaluates, and shows the page nothing', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey, window } = open(device, edge, owner);
    covey.consent.set({ measurement: true });
    await covey.ready;
    const heard = vi.fn();
    covey.on('change', heard);
    for (let view = 0; view < 3; view++) covey.track('view_item');
    await settle();
    expect((await stored(device)).events.length).toBeGreaterThanOrEqual(3);
    expect(covey.has('fan')).toBe(false);
    expect(covey.segments()).toEqual([]);
    expect(await covey.explain('fan')).toBeNull();
    expect(covey.metrics()).toEqual({});
    expect(heard).not.toHaveBeenCalled();
    const exported = await covey.export();
    expect(exported).toMatchObject({ events: [], state: {}, segments: [] });
    expect(exported.local).toBe(device.storage.getItem(NAME));
    expect(window.document.documentElement.hasAttribute('data-covey')).toBe(false);
    expect(device.storage.getItem(NAME)).not.toContain('fan');
  });

  it('shows what was learnt once personalisation is granted, and hides it when it is withdrawn alone', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner);
    covey.consent.set({ measurement: true });
    await covey.ready;
    for (let view = 0; view < 3; view++) covey.track('view_item');
    covey.consent.set({ personalisation: true });
    expect(covey.has('fan')).toBe(true);
    covey.consent.set({ personalisation: false });
    expect(covey.has('fan')).toBe(false);
    await settle();
    expect((await contents(device)).databases).toEqual([NAME]);
    expect(device.storage.getItem(NAME)).not.toContain('fan');
  });

  it('deletes the seed when measurement is withdrawn alone', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner);
    covey.consent.set({ personalisation: true, measurement: true });
    await covey.ready;
    await pass(5000);
    expect((await stored(device)).state).toHaveProperty('seed');
    covey.consent.set({ measurement: false });
    await settle();
    expect((await stored(device)).state).not.toHaveProperty('seed');
    expect(covey.consent.get()).toMatchObject({ personalisation: true, measurement: false });
  });

  it('takes the American spelling as the same purpose', () => {
    const { covey } = open(newDevice(), newEdge(), owner);
    covey.consent.set({ personalization: true });
    expect(covey.consent.get().personalisation).toBe(true);
  });

  it('tells listeners when the answer changes', async () => {
    const { covey } = open(newDevice(), edgeWith(), owner);
    const heard = vi.fn();
    covey.on('consent', heard);
    covey.consent.set({ personalisation: true });
    covey.consent.set({ personalisation: true });
    covey.consent.set({ personalisation: false });
    expect(heard).toHaveBeenCalledTimes(2);
    expect(heard.mock.lastCall).toEqual([covey.consent.get()]);
    expect(heard.mock.calls[0]).toMatchObject([{ personalisation: true, measurement: null }]);
    await settle();
  });

  it('tells a listener that answers anew of that, and of nothing twice', async () => {
    const { covey } = open(newDevice(), edgeWith(), owner);
    const heard: unknown[] = [];
    covey.on('consent', ({ personalisation, measurement }) => {
      heard.push([personalisation, measurement]);
      covey.consent.set({ measurement: false });
    });
    covey.consent.set({ personalisation: true, measurement: true });
    expect(heard).toEqual([
      [true, true],
      [true, false],
    ]);
    expect(covey.diagnostics().problems).toEqual({});
    await settle();
  });

  it('is the same object, which nobody can change, until something in it changes', () => {
    const { covey } = open(newDevice(), newEdge(), owner);
    const before = covey.consent.get();
    expect(covey.consent.get()).toBe(before);
    covey.consent.set({ measurement: false });
    const answer = covey.consent.get();
    expect(answer).not.toBe(before);
    vi.setSystemTime(Date.now() + 5000);
    covey.consent.set({ measurement: false });
    expect(covey.consent.get()).toBe(answer);
    expect(() => Object.assign(answer, { measurement: true })).toThrow(TypeError);
  });

  it('keeps the time of an answer that is only repeated', async () => {
    const { covey } = open(newDevice(), edgeWith(), owner);
    covey.consent.set({ personalisation: true, measurement: false });
    const { time } = covey.consent.get();
    vi.setSystemTime(Date.now() + 5000);
    covey.consent.set({ personalisation: true, measurement: false });
    expect(covey.consent.get().time).toBe(time);
    await settle();
  });
});

describe('signals of the browser', () => {
  it('Global Privacy Control means no, until the visitor says yes to this site', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner, { gpc: true });
    expect(covey.consent.get()).toMatchObject({
      personalisation: false,
      measurement: false,
      signal: 'gpc',
      time: null,
    });
    covey.consent.set({ personalisation: true });
    expect(covey.consent.get()).toMatchObject({ personalisation: true, signal: 'gpc' });
    await covey.ready;
    await settle();
    expect(covey.diagnostics().status).toBe('running');
    // The answer was given after the signal, so it holds on the next page.
    expect(open(device, edge, owner, { gpc: true }).covey.consent.get().personalisation).toBe(true);
    await settle();
  });

  it('nobody is counted while Global Privacy Control is on, and nothing is remembered for it', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const { covey } = open(device, edge, owner, { gpc: true });
    covey.consent.set({ measurement: true });
    await pass(HOUR);
    expect(covey.consent.get().measurement).toBe(true);
    expect(covey.diagnostics().status).toBe('off');
    expect([edge.requests, (await contents(device)).databases]).toEqual([[], []]);
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await pass(HOUR);
    expect(covey.diagnostics().status).toBe('running');
    expect(edge.to('counts')).toEqual([]);
    expect((await stored(device)).state).not.toHaveProperty('seed');
    // Do Not Track is no signal that the Worker goes by.
    const { covey: other } = open(newDevice(), edge, owner, {
      prepare: ({ navigator }) => Object.defineProperty(navigator, 'doNotTrack', { value: '1' }),
    });
    other.consent.set({ measurement: true });
    await other.ready;
    await pass(12 * HOUR);
    expect(edge.to('counts')).toHaveLength(1);
  });

  it('a signal that is switched on after a grant ends the grant and erases', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const before = open(device, edge, owner);
    before.covey.consent.set({ personalisation: true });
    await before.covey.ready;
    before.covey.track('view_item');
    await settle();
    await before.leave();
    expect((await contents(device)).databases).toEqual([NAME]);
    const after = open(device, edge, owner, { gpc: true });
    expect(after.covey.consent.get().personalisation).toBe(false);
    await settle();
    expect(await contents(device)).toEqual({
      local: { [NAME]: JSON.stringify({ asked: Date.now() }) },
      databases: [],
    });
  });

  it('Do Not Track is honoured as a refusal', () => {
    const { covey } = open(newDevice(), newEdge(), owner, {
      prepare: ({ navigator }) => Object.defineProperty(navigator, 'doNotTrack', { value: '1' }),
    });
    expect(covey.consent.get()).toMatchObject({ personalisation: false, signal: 'dnt' });
  });
});

describe('the version of the text', () => {
  it('an answer to an older text no longer holds where the page shows a newer one', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const before = open(device, edge, owner, { consentText: 1 });
    before.covey.consent.set({ personalisation: true });
    await before.covey.ready;
    await settle();
    await before.leave();
    const after = open(device, edge, owner, { consentText: 2 });
    expect(after.covey.consent.get()).toMatchObject({ personalisation: null, time: null });
    await settle();
    expect((await contents(device)).databases).toEqual([]);
  });

  it('the signed definitions ask again with a newer text, and what was granted to the older is erased', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    edge.envelope = await owner.sign(shopDefinitions({ consent: { text: 1 } }));
    const first = open(device, edge, owner);
    first.covey.consent.set({ personalisation: true });
    await first.covey.ready;
    await settle();
    expect(first.covey.consent.get()).toMatchObject({ personalisation: true, text: 1 });
    await first.leave();

    edge.envelope = await owner.sign(shopDefinitions({ version: 2, consent: { text: 2 } }));
    vi.setSystemTime(Date.now() + 3_600_000);
    const second = open(device, edge, owner);
    await until(() => second.covey.consent.get().time === null);
    expect(second.covey.consent.get().personalisation).toBeNull();
    await settle();
    expect(await contents(device)).toEqual({
      local: { [NAME]: JSON.stringify({ asked: Date.now() }) },
      databases: [],
    });
  });
});

describe('hostile or broken storage', () => {
  it.each(['{', '[]', '7', 'null', '{"personalisation":"yes","time":1}', '{"__proto__":{"x":1}}'])(
    'a record of %s counts as no answer',
    (text) => {
      const device = newDevice();
      device.storage.setItem(NAME, text);
      const { covey } = open(device, newEdge(), owner);
      expect(covey.consent.get().personalisation).toBeNull();
      expect(({} as { x?: number }).x).toBeUndefined();
    },
  );

  it('a localStorage that throws leaves consent to this page alone', async () => {
    const { covey } = open(newDevice(), edgeWith(), owner, {
      host: {
        localStorage: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      },
    });
    expect(covey.consent.get().personalisation).toBeNull();
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await settle();
    expect(covey.consent.get().personalisation).toBe(true);
    expect(covey.diagnostics().status).toBe('running');
  });

  it('a full localStorage cannot keep an older grant alive', async () => {
    const device = newDevice();
    const { covey } = open(device, edgeWith(), owner);
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await settle();
    device.storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    covey.consent.set({ personalisation: false });
    await settle();
    expect(covey.consent.get().personalisation).toBe(false);
    expect(device.storage.getItem(NAME)).toBeNull();
  });
});
