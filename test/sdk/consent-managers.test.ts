// Adapters with the real libraries of the IAB in a real document, and a real Covey: what is told in the browser is
// clicked in test/e2e/consent-managers.test.ts.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectGoogleConsentMode } from '../../sdk/add-ons/consent-managers/google-consent-mode.ts';
import { connectGpp, type GppOptions } from '../../sdk/add-ons/consent-managers/gpp.ts';
import { connectTcf, type TcfOptions } from '../../sdk/add-ons/consent-managers/tcf.ts';
import type { Covey } from '../../sdk/index.ts';
import {
  contents,
  DAY,
  type Device,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
  pass,
  shopDefinitions,
  START,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const page = window as unknown as { [name: string]: unknown };
let ends: (() => void)[] = [];
/** The document is the same for all: what belongs to the page before goes with it. */
async function leave(): Promise<void> {
  for (const end of ends) end();
  ends = [];
  delete page['__tcfapi'];
  delete page['__gpp'];
  delete page['dataLayer'];
  vi.resetModules();
  await pass(60_000);
}
afterEach(async () => {
  await leave();
  Reflect.deleteProperty(navigator, 'userActivation');
});
const ending = (stop: () => void) => {
  ends.push(stop);
  return stop;
};

async function coveyOn(device: Device, options: PageOptions = {}): Promise<Covey> {
  const edge = newEdge();
  edge.envelope = await owner.sign(shopDefinitions());
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  ends.push(() => void tab.leave());
  await pass(1000);
  return tab.covey;
}
/** Whether the visitor has done anything on the page at all, and just now. */
const activation = (hasBeenActive: boolean, isActive = hasBeenActive) =>
  Object.defineProperty(navigator, 'userActivation', {
    configurable: true,
    value: { hasBeenActive, isActive },
  });
const answer = (covey: Covey) => {
  const { personalisation, measurement } = covey.consent.get();
  return { personalisation, measurement };
};
const heard = (covey: Covey) => covey.diagnostics().consentManagers;
const problems = (covey: Covey) => covey.diagnostics().problems;
const YES = { personalisation: true, measurement: true };
const NO = { personalisation: false, measurement: false };
const NOTHING = { personalisation: null, measurement: null };

/** As Google documents it. */
function gtag(..._call: unknown[]): void {
  ((page['dataLayer'] ??= []) as unknown[]).push(arguments);
}

describe('the order of answers', () => {
  const both = async (device: Device, options?: PageOptions) => {
    const covey = await coveyOn(device, options);
    const manager = (await newTcf()).cmp;
    ending(connectTcf(covey));
    return { covey, manager };
  };

  it('a remembered yes grants where nothing was answered, and nothing that was refused since', async () => {
    const device = newDevice();
    const string = await tcString([1, 5, 6, 7, 8, 9]);
    const first = await both(device);
    first.manager.update(string);
    await pass(1000);
    expect(answer(first.covey)).toEqual(YES);
    first.covey.consent.set(NO);
    await leave();
    vi.setSystemTime(START + 3 * DAY);
    const second = await both(device);
    second.manager.update(string);
    await pass(1000);
    expect(answer(second.covey)).toEqual(NO);
    expect(heard(second.covey)?.['tcf']).toMatchObject({ status: 'answered', ...YES });
  });

  it('a remembered yes from a later day than a refusal is the newer answer; one of the same day is not', async () => {
    const device = newDevice();
    const { covey } = await both(device);
    covey.consent.set(NO);
    const sameDay = await tcString([1, 5, 6, 7, 8, 9]);
    vi.setSystemTime(START + 2 * DAY);
    const later = await tcString([1, 5, 6, 7, 8, 9]);
    vi.setSystemTime(START + 4 * DAY);
    for (const [string, expected] of [
      [sameDay, NO],
      [later, YES],
    ] as const) {
      await leave();
      const next = await both(device);
      next.manager.update(string);
      await pass(1000);
      expect(answer(next.covey)).toEqual(expected);
    }
  });

  it('a remembered refusal counts until the end of its day, and not against a yes of the day after', async () => {
    const device = newDevice();
    const { covey } = await both(device);
    const string = await tcString([]);
    covey.consent.set(YES);
    await leave();
    vi.setSystemTime(START + HOUR);
    const second = await both(device);
    second.manager.update(string);
    await pass(1000);
    expect(answer(second.covey)).toEqual(NO);
    expect((await contents(device)).databases).not.toContain(NAME);
    vi.setSystemTime(START + DAY);
    second.covey.consent.set(YES);
    await leave();
    const third = await both(device);
    third.manager.update(string);
    await pass(1000);
    expect(answer(third.covey)).toEqual(YES);
  });

  it('an act in the manager outweighs what was refused elsewhere; "useractioncomplete" alone is none', async () => {
    const device = newDevice();
    activation(true);
    const string = await tcString([1, 5, 6, 7, 8, 9]);
    const { covey, manager } = await both(device);
    covey.consent.set(NO);
    manager.update(string);
    manager.update(string);
    await pass(1000);
    expect(answer(covey)).toEqual(NO);
    manager.update(string, true);
    manager.update(string);
    expect(answer(covey)).toEqual(YES);
  });

  it('whether others may be told is asked by the framework’s own purposes, and a refusal takes nothing else back', async () => {
    activation(true);
    const { covey, manager } = await both(newDevice());
    const told = () => covey.consent.get().activation;
    manager.update(await tcString([1, 3, 4, 5, 6]), true);
    manager.update(await tcString([1, 3, 4, 5, 6]));
    expect(told()).toBe(true);
    expect(covey.consent.get().personalisation).toBe(true);
    manager.update(await tcString([1, 3, 5, 6]), true);
    manager.update(await tcString([1, 3, 5, 6]));
    expect(told()).toBe(false);
    expect(covey.consent.get().personalisation).toBe(true);
  });

  it('an objection to sale, and a denial of data for advertisements, are a no to telling others', async () => {
    const first = await coveyOn(newDevice());
    first.consent.set({ activation: true });
    const { object } = await newGpp();
    ending(connectGpp(first));
    object(1);
    expect(first.consent.get().activation).toBe(false);
    await leave();
    const second = await coveyOn(newDevice());
    second.consent.set({ ...YES, activation: true });
    gtag('js', new Date());
    ending(connectGoogleConsentMode(second));
    gtag('consent', 'update', { ad_user_data: 'denied', ad_personalization: 'granted' });
    expect(second.consent.get()).toMatchObject({ ...YES, activation: false });
  });

  it('two managers with a purpose each grant both, without either knowing when', async () => {
    const covey = await coveyOn(newDevice());
    const { object } = await newGpp();
    gtag('js', new Date());
    ending(connectGoogleConsentMode(covey, { grants: true, measurement: [] }));
    gtag('consent', 'update', { personalization_storage: 'granted' });
    expect(answer(covey)).toEqual({ personalisation: true, measurement: null });
    ending(connectGpp(covey, { grants: true }));
    object(2);
    expect(answer(covey)).toEqual(YES);
  });

  it('nobody has acted where the visitor has done nothing on the page', async () => {
    const device = newDevice();
    activation(false);
    const { covey, manager } = await both(device);
    covey.consent.set(NO);
    manager.update('', true);
    manager.update(await tcString([1, 5, 6, 7, 8, 9]));
    expect(answer(covey)).toEqual(NO);
  });

  it('under a signal of the browser a remembered yes is none, and one that is given is one', async () => {
    const device = newDevice();
    activation(true);
    const string = await tcString([1, 5, 6, 7, 8, 9]);
    const { covey, manager } = await both(device, { gpc: true });
    manager.update(string);
    await pass(1000);
    expect(covey.consent.get()).toMatchObject({ ...NO, time: null, signal: 'gpc' });
    manager.update(string, true);
    manager.update(string);
    expect(covey.consent.get()).toMatchObject({ ...YES, signal: 'gpc' });
  });

  it('an answer that has lapsed is not brought back by a manager that repeats it', async () => {
    const device = newDevice();
    activation(true);
    const string = await tcString([1, 5, 6, 7, 8, 9]);
    const first = await both(device, { consentText: 1 });
    first.manager.update(string);
    await pass(1000);
    expect(answer(first.covey)).toEqual(YES);
    await leave();
    const second = await both(device, { consentText: 2 });
    second.manager.update(string);
    await pass(1000);
    expect(answer(second.covey)).toEqual(NOTHING);
    second.manager.update(string, true);
    second.manager.update(string);
    expect(answer(second.covey)).toEqual(YES);
  });

  it('of two managers on a page one refusal is enough, on this page and all that follow', async () => {
    const device = newDevice();
    activation(true);
    const yes = await tcString([1, 5, 6, 7, 8, 9]);
    for (let visit = 0; visit < 3; visit++) {
      vi.setSystemTime(START + visit * 2 * DAY);
      const { covey, manager } = await both(device);
      const gpp = await newGpp();
      ending(connectGpp(covey, { grants: true }));
      const answers: unknown[] = [];
      covey.on('consent', () => answers.push(answer(covey)));
      gpp.object(1);
      manager.update(yes);
      manager.update(yes, true);
      manager.update(yes);
      await pass(1000);
      expect(answer(covey)).toEqual(NO);
      expect(answers).not.toContainEqual(YES);
      if (visit === 2) {
        gpp.object(2);
        expect(answer(covey)).toEqual(NO);
        manager.update(yes, true);
        manager.update(yes);
        expect(answer(covey)).toEqual(YES);
      }
      await leave();
    }
  });

  it('a manager that repeats itself is not heard again: what the visitor said since stands', async () => {
    const { covey, manager } = await both(newDevice());
    const [no, yes] = [await tcString([]), await tcString([1, 5, 6, 7, 8, 9])];
    manager.update(no);
    covey.consent.set(YES);
    manager.update(no);
    manager.update(no);
    expect(answer(covey)).toEqual(YES);
    manager.update(yes);
    manager.update(no);
    expect(answer(covey)).toEqual(NO);
  });
});

describe('any manager', () => {
  it('that is silent for 3 s is named, and heard all the same when it comes', async () => {
    const covey = await coveyOn(newDevice());
    ending(connectTcf(covey));
    await pass(2900);
    expect(heard(covey)).toEqual({ tcf: { status: 'waiting', ...NOTHING, activation: null } });
    await pass(200);
    expect(heard(covey)).toEqual({ tcf: { status: 'silent', ...NOTHING, activation: null } });
    expect(problems(covey)).toEqual({ 'consent-manager-silent': 1 });
    await pass(20_000);
    const { cmp } = await newTcf();
    cmp.update(await tcString([1, 5, 6, 7, 8, 9]));
    window.dispatchEvent(new Event('focus'));
    expect(answer(covey)).toEqual(YES);
  });

  it('has one adapter; another does nothing, until the first has ended', async () => {
    const covey = await coveyOn(newDevice());
    const { cmp } = await newTcf();
    const first = ending(connectTcf(covey, { measurement: [] }));
    const second = ending(connectTcf(covey));
    cmp.update(await tcString([1, 5, 6, 7, 8, 9]));
    expect(answer(covey)).toEqual({ personalisation: true, measurement: null });
    expect(problems(covey)).toEqual({ 'consent-manager-twice': 1 });
    second();
    first();
    cmp.update(await tcString([]));
    expect(answer(covey)).toEqual({ personalisation: true, measurement: null });
    await pass(4000);
    expect(heard(covey)).toEqual({});
    expect(problems(covey)).toEqual({ 'consent-manager-twice': 1 });
    ending(connectTcf(covey));
    expect(answer(covey)).toEqual(NO);
  });

  it('may hand in what throws: it is counted, and the page hears nothing of it', async () => {
    const covey = await coveyOn(newDevice());
    const listeners: ((...args: unknown[]) => void)[] = [];
    page['__tcfapi'] = (_command: string, _version: number, listener: (typeof listeners)[0]) =>
      listeners.push(listener);
    ending(connectTcf(covey));
    const hostile = {
      get eventStatus() {
        throw new Error('hostile');
      },
    };
    for (const data of [hostile, null, undefined, 7, 'text', [], {}, { eventStatus: 'tcloaded' }])
      expect(() => listeners[0]?.(data, true)).not.toThrow();
    expect(answer(covey)).toEqual(NOTHING);
    expect(problems(covey)['consent-manager-failed']).toBe(1);
    page['__gpp'] = () => {
      throw new Error('hostile');
    };
    ending(connectGpp(covey));
    expect(problems(covey)['consent-manager-failed']).toBeGreaterThan(1);
  });

  it('leaves a face that the page has frozen as it is, and is heard', async () => {
    const covey = Object.freeze(await coveyOn(newDevice()));
    const { cmp } = await newTcf();
    ending(connectTcf(covey));
    cmp.update(await tcString([1, 5, 6, 7, 8, 9]));
    expect(answer(covey)).toEqual(YES);
    expect(heard(covey)).toBeUndefined();
  });
});

const TCF = ['@iabtcf', '@iabtechlabtcf'] as const;
type TcfPackage = (typeof TCF)[number];

async function newTcf(from: TcfPackage = '@iabtcf') {
  vi.resetModules();
  const { CmpApi } = (await import(`${from}/cmpapi`)) as {
    readonly CmpApi: new (
      id: number,
      version: number,
      isServiceSpecific: boolean,
    ) => { update(tcString: string | null, uiVisible?: boolean): void };
  };
  return { cmp: new CmpApi(141, 1, true) };
}

/** As far as it is used here. */
interface TcfCore {
  readonly GVL: new (list: object) => object;
  readonly TCModel: new (list: object) => { [flag: string]: unknown } & {
    readonly [
      name in 'purposeConsents' | 'publisherConsents' | 'vendorConsents' | 'vendorsDisclosed'
    ]: { set(ids: number[]): void };
  };
  readonly TCString: { encode(model: object): string };
}

interface Consents {
  readonly publisher?: readonly number[];
  readonly vendors?: readonly number[];
  readonly disclosed?: readonly number[];
  readonly isServiceSpecific?: boolean;
}
async function tcString(
  purposes: readonly number[],
  { publisher = purposes, vendors = [], disclosed = [], isServiceSpecific = true }: Consents = {},
  from: TcfPackage = '@iabtcf',
): Promise<string> {
  const { GVL, TCModel, TCString } = (await import(`${from}/core`)) as TcfCore;
  const entries = Object.fromEntries(
    Array.from({ length: 11 }, (_, at) => [at + 1, { id: at + 1, name: '', description: '' }]),
  );
  const vendor = (id: number) => ({
    id,
    name: '',
    purposes: [1, 5, 6, 7, 8, 9],
    legIntPurposes: [],
    flexiblePurposes: [],
    specialPurposes: [],
    features: [],
    specialFeatures: [],
  });
  const model = new TCModel(
    new GVL({
      gvlSpecificationVersion: 3,
      vendorListVersion: 1,
      tcfPolicyVersion: 5,
      lastUpdated: '2026-11-01T00:00:00Z',
      purposes: entries,
      specialPurposes: {},
      features: {},
      specialFeatures: {},
      vendors: { 7: vendor(7), 8: vendor(8) },
      stacks: {},
      dataCategories: {},
    }),
  );
  model['cmpId'] = 141;
  model['cmpVersion'] = 1;
  model['isServiceSpecific'] = isServiceSpecific;
  model.purposeConsents.set([...purposes]);
  model.publisherConsents.set([...publisher]);
  model.vendorConsents.set([...vendors]);
  model.vendorsDisclosed.set([...disclosed]);
  return TCString.encode(model);
}

describe.each(TCF)('TCF, of %s', (from) => {
  const connected = async (options: TcfOptions = {}, device = newDevice()) => {
    const covey = await coveyOn(device);
    const { cmp } = await newTcf(from);
    ending(connectTcf(covey, options));
    return { covey, cmp };
  };

  it.each([
    [[1, 5, 6, 7, 8, 9], YES],
    [[1, 5, 6], { personalisation: true, measurement: false }],
    [[1, 7, 8, 9], { personalisation: false, measurement: true }],
    [[5, 6, 7, 8, 9], NO],
    [[1, 5, 6, 7, 8], { personalisation: true, measurement: false }],
    [[], NO],
  ])('purposes %j of the publisher', async (purposes, expected) => {
    const { covey, cmp } = await connected();
    cmp.update(await tcString(purposes, {}, from));
    expect(answer(covey)).toEqual(expected);
  });

  it('what is asked first is no answer, and what was asked for is all that counts', async () => {
    const device = newDevice();
    const { covey, cmp } = await connected({ personalisation: [1, 10], measurement: [] }, device);
    cmp.update('', true);
    await pass(4000);
    expect(heard(covey)?.['tcf']).toMatchObject({ status: 'asking' });
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
    cmp.update(await tcString([1, 10], {}, from));
    expect(answer(covey)).toEqual({ personalisation: true, measurement: null });
  });

  it('of a law that does not apply there is no answer, and what was answered stands', async () => {
    const { covey, cmp } = await connected();
    cmp.update(null);
    await pass(4000);
    expect(answer(covey)).toEqual(NOTHING);
    expect(problems(covey)).toEqual({});
    expect(heard(covey)?.['tcf']).toMatchObject({ status: 'asking', note: expect.any(String) });
    covey.consent.set(YES);
    cmp.update(null);
    expect(answer(covey)).toEqual(YES);
  });

  it('the publisher is not answered by what vendors are allowed, unless the site says so', async () => {
    const vendors = await tcString([1, 5, 6, 7, 8, 9], { publisher: [] }, from);
    const { covey, cmp } = await connected();
    cmp.update(vendors);
    expect(answer(covey)).toEqual(NO);
    expect(heard(covey)?.['tcf']?.note).toContain('publisher purposes');
    await leave();
    const other = await connected({ consents: 'vendors' });
    other.cmp.update(vendors);
    expect(answer(other.covey)).toEqual(YES);
    expect(heard(other.covey)?.['tcf']?.note).toBeUndefined();
  });

  it('a string without the publisher’s part is no answer of the publisher', async () => {
    const { covey, cmp } = await connected();
    const [core = ''] = (await tcString([1, 5, 6, 7, 8, 9], {}, from)).split('.');
    cmp.update(core);
    expect(answer(covey)).toEqual(NOTHING);
    expect(heard(covey)?.['tcf']?.note).toContain('publisher purposes');
  });

  it('a site that is a vendor needs consent to itself, too, and to be disclosed where that is written', async () => {
    const all = [1, 5, 6, 7, 8, 9];
    const expected = async (consents: Consents) => {
      const { covey, cmp } = await connected({ vendor: 7 });
      cmp.update(await tcString(all, consents, from));
      const found = answer(covey);
      await leave();
      return found;
    };
    expect(await expected({ vendors: [7], disclosed: [7, 8] })).toEqual(YES);
    expect(await expected({ vendors: [8], disclosed: [7, 8] })).toEqual(NO);
    // `@iabtcf/cmpapi` does not write whom it has disclosed.
    const isWritten = from === '@iabtechlabtcf';
    expect(await expected({ vendors: [7], disclosed: [8] })).toEqual(isWritten ? NO : YES);
  });

  it('a consent that is missing when it asks again is taken back; one that is there stands', async () => {
    const { covey, cmp } = await connected();
    cmp.update(await tcString([1, 5, 6, 7, 8, 9], {}, from));
    cmp.update(await tcString([1, 5, 6], {}, from), true);
    expect(answer(covey)).toEqual({ personalisation: true, measurement: false });
    await leave();
    const other = await connected();
    other.cmp.update(await tcString([], {}, from), true);
    expect(answer(other.covey)).toEqual(NOTHING);
  });

  it('a second manager in the place of the first is heard, and the first no longer', async () => {
    const { covey, cmp } = await connected();
    cmp.update(await tcString([1, 5, 6, 7, 8, 9], {}, from));
    expect(answer(covey)).toEqual(YES);
    const { cmp: second } = await newTcf(from);
    second.update(await tcString([], {}, from));
    expect(answer(covey)).toEqual(YES);
    window.dispatchEvent(new Event('focus'));
    expect(answer(covey)).toEqual(NO);
    covey.consent.set(YES);
    cmp.update(await tcString([1, 5, 6], {}, from));
    expect(answer(covey)).toEqual(YES);
  });

  it('is left by its first listener, which is number 0, and others hear it whatever happens here', async () => {
    const covey = await coveyOn(newDevice());
    const { cmp } = await newTcf(from);
    const call = page['__tcfapi'] as (...args: unknown[]) => void;
    const removed: unknown[] = [];
    page['__tcfapi'] = (...args: unknown[]) => {
      if (args[0] === 'removeEventListener') removed.push(args[3]);
      call(...args);
    };
    const stop = connectTcf(covey);
    const others: unknown[] = [];
    call('addEventListener', 2, (data: { eventStatus: string }) => others.push(data.eventStatus));
    vi.spyOn(covey.consent, 'set').mockImplementation(() => {
      throw new Error('broken by the page');
    });
    cmp.update(await tcString([1, 5, 6, 7, 8, 9], {}, from));
    cmp.update(await tcString([], {}, from));
    expect(others).toEqual(['tcloaded', 'useractioncomplete']);
    expect(problems(covey)).toEqual({ 'consent-manager-failed': 2 });
    stop();
    expect(removed).toEqual([0]);
  });

  it('a listener of somebody else that throws keeps nothing from being heard, at the next click', async () => {
    const covey = await coveyOn(newDevice());
    const { cmp } = await newTcf(from);
    const call = page['__tcfapi'] as (...args: unknown[]) => void;
    call('addEventListener', 2, () => {
      throw new Error('of somebody else');
    });
    ending(connectTcf(covey));
    const yes = await tcString([1, 5, 6, 7, 8, 9], {}, from);
    expect(() => cmp.update(yes)).toThrow('of somebody else');
    const click = async () => {
      document.body.click();
      await pass(200);
    };
    await click();
    expect(answer(covey)).toEqual(YES);
    cmp.update(yes);
    const no = await tcString([], {}, from);
    expect(() => cmp.update(no)).toThrow('of somebody else');
    expect(answer(covey)).toEqual(YES);
    await click();
    expect(answer(covey)).toEqual(NO);
  });

  it('a string older than 13 months grants nothing', async () => {
    const device = newDevice();
    const string = await tcString([1, 5, 6, 7, 8, 9], {}, from);
    vi.setSystemTime(START + 396 * DAY);
    const { covey, cmp } = await connected({}, device);
    cmp.update(string);
    expect(answer(covey)).toEqual(NOTHING);
  });
});

async function newGpp() {
  vi.resetModules();
  const from = '@iabgpp/cmpapi';
  const { CmpApi } = (await import(from)) as {
    readonly CmpApi: new (
      id: number,
      version: number,
    ) => {
      setApplicableSections(ids: number[]): void;
      setCmpStatus(status: string): void;
      setCmpDisplayStatus(status: string): void;
      setSignalStatus(status: string): void;
      setFieldValue(section: string, field: string, value: unknown): void;
      fireSectionChange(section: string): void;
    };
  };
  // It says so in the console where there is no stub.
  page['__gpp'] = () => undefined;
  const cmp = new CmpApi(141, 1);
  cmp.setApplicableSections([7]);
  cmp.setCmpStatus('loaded');
  const set = (value: number, ...fields: readonly string[]) => {
    for (const field of fields) cmp.setFieldValue('usnat', field, value);
  };
  return {
    cmp,
    set,
    /** As a manager does it. */
    object(value: number) {
      set(value, 'SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut');
      cmp.setSignalStatus('ready');
    },
  };
}

describe('GPP, of @iabgpp', () => {
  const connected = async (options: GppOptions = {}, device = newDevice()) => {
    const covey = await coveyOn(device);
    const gpp = await newGpp();
    ending(connectGpp(covey, options));
    return { covey, ...gpp };
  };

  it.each(['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'])(
    'an objection by %s is a refusal of both purposes, of what was granted, too',
    async (field) => {
      const { covey, cmp, set } = await connected({ grants: true });
      covey.consent.set(YES);
      set(2, 'SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut');
      set(1, field);
      cmp.setSignalStatus('ready');
      expect(answer(covey)).toEqual(NO);
    },
  );

  it('the signal of the browser that it carries is one, in whatever section', async () => {
    const { covey, cmp, set } = await connected({ grants: true });
    set(2, 'SaleOptOut');
    cmp.setFieldValue('usco', 'Gpc', true);
    cmp.setSignalStatus('ready');
    expect(answer(covey)).toEqual(NO);
  });

  it('nothing counts before it is ready, and of nothing there is no answer', async () => {
    const { covey, cmp, set } = await connected({ grants: true });
    set(1, 'SaleOptOut');
    cmp.fireSectionChange('usnat');
    await pass(4000);
    expect(answer(covey)).toEqual(NOTHING);
    expect(heard(covey)?.['gpp']).toMatchObject({ status: 'asking' });
    await leave();
    const other = await connected({ grants: true });
    other.cmp.setSignalStatus('ready');
    expect(answer(other.covey)).toEqual(NOTHING);
  });

  it('that nobody objected is a yes only where the site says so', async () => {
    const { covey, object } = await connected();
    object(2);
    expect(answer(covey)).toEqual(NOTHING);
    await leave();
    const other = await connected({ grants: true });
    other.object(2);
    expect(answer(other.covey)).toEqual(YES);
  });

  it.each(['focus', 'pageshow'])('an objection without any event is found on %s', async (type) => {
    const { covey, object, set } = await connected({ grants: true });
    object(2);
    await pass(60_000);
    expect(answer(covey)).toEqual(YES);
    set(1, 'SaleOptOut');
    expect(answer(covey)).toEqual(YES);
    window.dispatchEvent(new Event(type));
    expect(answer(covey)).toEqual(NO);
  });

  it('an objection that is taken back grants again by an act, and by nothing else', async () => {
    activation(true);
    const { covey, cmp, object } = await connected({ grants: true });
    object(1);
    object(2);
    expect(answer(covey)).toEqual(NO);
    cmp.setSignalStatus('not ready');
    cmp.setCmpDisplayStatus('visible');
    cmp.setCmpDisplayStatus('hidden');
    object(2);
    expect(answer(covey)).toEqual(YES);
  });
});

describe('Google Consent Mode', () => {
  const all = (value: 'granted' | 'denied') => ({
    ad_storage: value,
    analytics_storage: value,
    personalization_storage: value,
  });

  it('a default is no answer, in whatever region and however it stands', async () => {
    const covey = await coveyOn(newDevice());
    gtag('consent', 'default', all('denied'));
    gtag('consent', 'default', { ...all('granted'), region: ['US-CA'] });
    ending(connectGoogleConsentMode(covey, { grants: true }));
    gtag('consent', 'default', { ...all('denied'), region: ['DE'], wait_for_update: 500 });
    await pass(4000);
    expect(answer(covey)).toEqual(NOTHING);
    expect(heard(covey)?.['google-consent-mode']).toMatchObject({ status: 'asking' });
    expect(problems(covey)).toEqual({});
    covey.consent.set(YES);
    gtag('consent', 'default', all('denied'));
    expect(answer(covey)).toEqual(YES);
  });

  it('an update that denies refuses, one that grants is a yes only where the site says so', async () => {
    const covey = await coveyOn(newDevice());
    gtag('consent', 'update', all('granted'));
    ending(connectGoogleConsentMode(covey));
    expect(answer(covey)).toEqual(NOTHING);
    gtag('consent', 'update', { analytics_storage: 'denied' });
    expect(answer(covey)).toEqual({ personalisation: null, measurement: false });
    await leave();
    const other = await coveyOn(newDevice());
    gtag('consent', 'update', all('granted'));
    ending(connectGoogleConsentMode(other, { grants: true }));
    expect(answer(other)).toEqual(YES);
    gtag('consent', 'update', { ad_storage: 'denied' });
    expect(answer(other)).toEqual(YES);
    gtag('consent', 'update', { personalization_storage: 'denied' });
    expect(answer(other)).toEqual({ personalisation: false, measurement: true });
  });

  it('what is granted again counts right after the visitor has done something', async () => {
    const covey = await coveyOn(newDevice());
    gtag('consent', 'update', all('denied'));
    ending(connectGoogleConsentMode(covey, { grants: true }));
    activation(true, false);
    gtag('consent', 'update', all('granted'));
    expect(answer(covey)).toEqual(NO);
    gtag('consent', 'update', all('denied'));
    activation(true);
    gtag('consent', 'update', all('granted'));
    expect(answer(covey)).toEqual(YES);
  });

  it('a layer under another name, one in its place, and a push that others replace are followed', async () => {
    const covey = await coveyOn(newDevice());
    const named = window as unknown as { myLayer?: unknown[] };
    ending(connectGoogleConsentMode(covey, { grants: true, layer: 'myLayer' }));
    named.myLayer = [];
    const push = (layer: unknown[] | undefined, types: object) =>
      (function (..._call: unknown[]) {
        layer?.push(arguments);
      })('consent', 'update', types);
    push(named.myLayer, all('granted'));
    window.dispatchEvent(new Event('focus'));
    expect(answer(covey)).toEqual(YES);
    const { myLayer } = named;
    myLayer.push = function (...items) {
      return Array.prototype.push.apply(this, items);
    };
    push(myLayer, { personalization_storage: 'denied' });
    window.dispatchEvent(new Event('focus'));
    expect(answer(covey)).toEqual({ personalisation: false, measurement: true });
    named.myLayer = [...myLayer];
    window.dispatchEvent(new Event('focus'));
    push(named.myLayer, { analytics_storage: 'denied' });
    expect(answer(covey)).toEqual(NO);
    delete named.myLayer;
  });

  it('what is no call of gtag is none, and nothing is kept from others', async () => {
    const covey = await coveyOn(newDevice());
    page['dataLayer'] = [['consent', 'update', all('denied')], { event: 'consent' }, null, 7];
    ending(connectGoogleConsentMode(covey, { grants: true }));
    expect((page['dataLayer'] as unknown[]).push(['consent', 'update', all('denied')])).toBe(5);
    gtag('consent', 'update');
    gtag('consent', 'update', { analytics_storage: 'maybe' });
    gtag('event', 'update', all('denied'));
    expect(answer(covey)).toEqual(NOTHING);
    expect((page['dataLayer'] as unknown[]).length).toBe(8);
    expect(Object.keys(page['dataLayer'] as object)).not.toContain('push');
  });
});
