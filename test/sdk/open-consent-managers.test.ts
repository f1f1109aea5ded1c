// Adapters with the real packages of the open consent managers in a real document, and a real Covey: what is told in
// the browser is clicked in test/e2e/consent-managers.test.ts.
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectC15t } from '../../sdk/add-ons/consent-managers/c15t.ts';
import type { CategoryOptions } from '../../sdk/add-ons/consent-managers/categories.ts';
import { connectKlaro } from '../../sdk/add-ons/consent-managers/klaro.ts';
import { connectOrejime } from '../../sdk/add-ons/consent-managers/orejime.ts';
import { connectOsano } from '../../sdk/add-ons/consent-managers/osano.ts';
import { connectSilktide } from '../../sdk/add-ons/consent-managers/silktide.ts';
import { connectTarteaucitron } from '../../sdk/add-ons/consent-managers/tarteaucitron.ts';
import { connectVanillaCookieconsent } from '../../sdk/add-ons/consent-managers/vanilla-cookieconsent.ts';
import type { Covey } from '../../sdk/index.ts';
import {
  DAY,
  type Device,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
  pass,
  shopDefinitions,
  START,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const PAST = 'Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT';
const page = window as unknown as { [name: string]: unknown };
let ends: (() => void)[] = [];
/** The document is the same for all: what belongs to the page before goes with it. What is stored stays. */
async function leave(): Promise<void> {
  for (const end of ends.toReversed()) end();
  ends = [];
  document.body.innerHTML = '';
  await pass(60_000);
}
afterEach(async () => {
  await leave();
  localStorage.clear();
  for (const cookie of document.cookie.split(';'))
    document.cookie = `${cookie.split('=')[0]?.trim()}=; ${PAST}`;
  Reflect.deleteProperty(navigator, 'userActivation');
});
const ending = (stop: () => void) => {
  ends.push(stop);
  return stop;
};
/** A global of a page, for as long as that is there. */
const onPage = (name: string, value: unknown) => {
  page[name] = value;
  ending(() => delete page[name]);
};

async function coveyOn(device: Device, options: PageOptions = {}): Promise<Covey> {
  const edge = newEdge();
  edge.envelope = await owner.sign(shopDefinitions());
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  ends.push(() => void tab.leave());
  await pass(1000);
  return tab.covey;
}
/** Whether the visitor has clicked or typed just now. */
const acting = (isActive: boolean) =>
  Object.defineProperty(navigator, 'userActivation', {
    configurable: true,
    value: { hasBeenActive: true, isActive },
  });
const answerOf = (covey: Covey) => {
  const { personalisation, measurement } = covey.consent.get();
  return { personalisation, measurement };
};
const YES = { personalisation: true, measurement: true };
const NO = { personalisation: false, measurement: false };
const NOTHING = { personalisation: null, measurement: null };
type Answer = typeof YES | typeof NO;

/** As a visitor turns to the page. */
const focus = () => window.dispatchEvent(new Event('focus'));
const press = (selector: string) => {
  const button = document.querySelector<HTMLElement>(selector);
  if (!button) throw new Error(`there is no ${selector}`);
  button.click();
};

/** A manager on a page: what the site has loaded. */
interface Loaded {
  answer(answer: Answer): unknown;
  /** As if nobody had ever answered. */
  reset(): unknown;
}

/** A file that is no module, on a page of its own. */
function run(file: string, names: readonly string[] = [], result = '', ...values: unknown[]) {
  const text = readFileSync(`node_modules/${file}`, 'utf8');
  return new Function(...names, `${text};${result && `return ${result}`}`)(...values) as unknown;
}

const LANGUAGE = {
  default: 'en',
  translations: {
    en: {
      consentModal: { title: 'May we?', acceptAllBtn: 'Yes', acceptNecessaryBtn: 'No' },
      preferencesModal: { title: 'Choose', acceptAllBtn: 'Yes', sections: [] },
    },
  },
};
async function loadVanilla(settings: object = {}) {
  const manager = await import('vanilla-cookieconsent');
  onPage('CookieConsent', manager);
  ending(() => manager.reset());
  await manager.run({
    hideFromBots: false,
    categories: { necessary: { readOnly: true }, personalisation: {}, measurement: {} },
    cookie: { name: 'cc_cookie', useLocalStorage: true },
    language: LANGUAGE,
    ...settings,
  });
  return {
    manager,
    answer({ personalisation, measurement }: Answer) {
      if (personalisation === measurement) {
        manager.show(true);
        press(`#cc-main .cm [data-role="${personalisation ? 'all' : 'necessary'}"]`);
      } else manager.acceptCategory(personalisation ? 'personalisation' : 'measurement');
    },
    reset: () => manager.reset(true),
  };
}

interface KlaroManager {
  readonly confirmed: boolean;
  updateConsent(name: string, value: boolean): void;
  saveAndApplyConsents(type?: string): void;
  saveConsents(type?: string): void;
  resetConsents(): void;
}
interface Klaro {
  setup(config: object): void;
  getManager(): KlaroManager;
}
function loadKlaro(settings: object = {}) {
  const module = { exports: {} };
  run('klaro/dist/klaro-no-css.js', ['module', 'exports'], '', module, module.exports);
  const klaro = module.exports as Klaro;
  onPage('klaro', klaro);
  klaro.setup({
    lang: 'en',
    privacyPolicy: '#',
    services: [
      { name: 'personalisation', purposes: ['a'] },
      { name: 'measurement', purposes: ['b'] },
      { name: 'video', purposes: ['c'] },
    ],
    ...settings,
  });
  const manager = klaro.getManager();
  return {
    manager,
    answer(answer: Answer) {
      for (const [name, value] of Object.entries(answer)) manager.updateConsent(name, value);
      manager.saveAndApplyConsents('save');
    },
    reset: () => manager.resetConsents(),
  };
}

interface Tarteaucitron {
  readonly services: { [key: string]: object };
  readonly parameters: { cookieName: string };
  job?: string[];
  addScript: unknown;
  init(parameters: object): void;
}
function loadTarteaucitron(settings: object = {}, service: object = {}) {
  // It looks for its other files beside the script that it is.
  const script = document.createElement('script');
  Object.assign(script, { type: 'text/plain', src: 'http://localhost:3000/tarteaucitron.js' });
  document.body.append(script);
  const manager = run('tarteaucitronjs/tarteaucitron.js', [], 'tarteaucitron') as Tarteaucitron;
  onPage('tarteaucitron', manager);
  const names = ['personalisation', 'measurement', 'video'];
  // As it comes, it waits for two scripts to load.
  manager.addScript = (url: string, _id: unknown, then?: () => void) => {
    const file = ['lang/tarteaucitron.en.js', 'tarteaucitron.services.js'].find((each) =>
      url.includes(each),
    );
    if (file) run(`tarteaucitronjs/${file}`, ['tarteaucitron'], '', manager);
    then?.();
  };
  page['tarteaucitronForceLanguage'] = 'en';
  manager.init({ useExternalCss: true, ...settings });
  for (const key of names) {
    const own = { key, name: key, type: 'other', uri: '#', needConsent: true, cookies: [] };
    manager.services[key] = { ...own, js() {}, ...(key !== 'video' && service) };
    (manager.job ??= []).push(key);
  }
  return {
    manager,
    answer(answer: Answer) {
      for (const [name, value] of Object.entries(answer))
        press(`#${name}${value ? 'Allowed' : 'Denied'}`);
    },
    reset() {
      document.cookie = `${manager.parameters.cookieName}=; ${PAST}`;
    },
  };
}

async function loadC15t(settings: object = {}) {
  const { configureConsentManager, createConsentManagerStore } = await import('c15t');
  const store = createConsentManagerStore(configureConsentManager({ mode: 'offline' } as never), {
    initialConsentCategories: ['necessary', 'experience', 'measurement', 'marketing'],
    overrides: { country: 'DE' },
    reloadOnConsentRevoked: false,
    ...settings,
  } as never);
  onPage('c15tStore', store);
  await pass(1000);
  return {
    store,
    async answer({ personalisation, measurement }: Answer) {
      const { setSelectedConsent, saveConsents } = store.getState();
      setSelectedConsent('experience', personalisation);
      setSelectedConsent('measurement', measurement);
      const before = store.getState().consentInfo;
      void saveConsents('custom');
      await until(() => store.getState().consentInfo !== before);
    },
    reset: () => store.getState().resetConsents(),
  };
}

interface Orejime {
  readonly manager: {
    setConsents(consents: object): void;
    setConsent(id: string, value: boolean): void;
    clearConsents(): void;
    getConsent(id: string): boolean;
  };
}
function loadOrejime(purposes: readonly object[] = []) {
  run('orejime/dist/orejime-standard-en.js');
  const load = page['loadOrejime'] as (config: object) => Orejime;
  const orejime = load({
    privacyPolicyUrl: '#',
    purposes: [
      { id: 'personalisation', title: 'a', cookies: [] },
      { id: 'measurement', title: 'b', cookies: [] },
      ...purposes,
    ],
  });
  onPage('orejime', orejime);
  return {
    ...orejime,
    answer: (answer: Answer) => orejime.manager.setConsents(answer),
    reset: () => orejime.manager.clearConsents(),
  };
}

interface Popup {
  setStatus(status: string): void;
  revokeChoice(): void;
}
function loadOsano(settings: object = {}) {
  run('cookieconsent/src/cookieconsent.js');
  ending(() => delete page['cookieconsent']);
  let popup: Popup | undefined;
  const { initialise } = page['cookieconsent'] as {
    initialise(settings: object, done: (popup: Popup) => void): void;
  };
  initialise({ type: 'opt-in', ...settings }, (made) => (popup = made));
  return {
    popup: popup as unknown as Popup,
    answer: ({ personalisation }: Answer) => popup?.setStatus(personalisation ? 'allow' : 'deny'),
    reset: () => popup?.revokeChoice(),
  };
}

/** A stand-in, after Silktide's source: what it writes, and the buttons that it listens to. */
function loadSilktide(closed: { readonly [id: string]: boolean } = {}) {
  onPage('silktideCookieBannerManager', {});
  const wrapper = document.createElement('div');
  wrapper.id = 'silktide-wrapper';
  document.body.append(wrapper);
  const ids = ['personalisation', 'measurement', 'video'];
  const add = (element: HTMLElement, work: () => void) => {
    element.addEventListener('click', work);
    wrapper.append(element);
  };
  const store = (id: string, value: boolean) =>
    localStorage.setItem(`silktideCookieChoice_${id}`, String(value));
  const chosen = () => localStorage.setItem('silktideCookieBanner_InitialChoice', '1');
  for (const [name, value] of [
    ['accept-all', true],
    ['reject-all', false],
  ] as const) {
    const button = Object.assign(document.createElement('button'), { className: name });
    add(button, () => {
      chosen();
      for (const id of ids) store(id, value);
    });
  }
  for (const id of ids) {
    const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
    box.id = `cookies-${id}`;
    add(box, () => store(id, box.checked));
  }
  if (Object.keys(closed).length > 0) {
    // As it does where its dialog is closed without a choice: with what is on by default.
    chosen();
    for (const [id, value] of Object.entries(closed)) store(id, value);
  }
  return {
    answer({ personalisation, measurement }: Answer) {
      press(personalisation || measurement ? '.accept-all' : '.reject-all');
      if (personalisation === measurement) return;
      const box = document.querySelector<HTMLInputElement>(
        `#cookies-${personalisation ? 'measurement' : 'personalisation'}`,
      );
      if (box) box.checked = true;
      box?.click();
    },
    reset: () => localStorage.clear(),
  };
}

interface Case {
  readonly name: string;
  readonly connect: (covey: Covey, options?: CategoryOptions) => () => void;
  readonly load: () => Loaded | Promise<Loaded>;
  /** It keeps the time of its answer. */
  readonly isDated?: true;
  /** It has one question for both purposes. */
  readonly isOne?: true;
}
const cases: readonly Case[] = [
  {
    name: 'vanilla-cookieconsent',
    connect: connectVanillaCookieconsent,
    load: loadVanilla,
    isDated: true,
  },
  { name: 'klaro', connect: connectKlaro, load: loadKlaro },
  { name: 'tarteaucitron', connect: connectTarteaucitron, load: loadTarteaucitron },
  { name: 'c15t', connect: connectC15t, load: loadC15t, isDated: true },
  { name: 'orejime', connect: connectOrejime, load: loadOrejime },
  {
    name: 'silktide',
    connect: (covey, options) => connectSilktide(covey, { grants: true, ...options }),
    load: loadSilktide,
  },
  { name: 'osano', connect: connectOsano as Case['connect'], load: loadOsano, isOne: true },
];

describe.each(cases)('$name', ({ name, connect, load, isDated, isOne }) => {
  const visit = async (device: Device, options: CategoryOptions = {}, how: PageOptions = {}) => {
    const covey = await coveyOn(device, how);
    const stop = ending(connect(covey, options));
    const loaded = await load();
    focus();
    await pass(1000);
    return {
      covey,
      stop,
      answer: async (answer: Answer) => {
        await loaded.answer(answer);
        await pass(1000);
      },
      reset: async () => {
        await loaded.reset();
        focus();
        await pass(1000);
      },
      heard: () => covey.diagnostics().consentManagers?.[name],
    };
  };

  it('asks, and is answered; a refusal elsewhere stands until the visitor says yes in it again', async () => {
    const device = newDevice();
    acting(true);
    const first = await visit(device);
    expect(first.heard()).toEqual({ status: 'asking', ...NOTHING, activation: null });
    expect(answerOf(first.covey)).toEqual(NOTHING);
    await first.answer(YES);
    expect(answerOf(first.covey)).toEqual(YES);
    expect(first.heard()).toEqual({ status: 'answered', ...YES, activation: null });
    first.covey.consent.set(NO);
    await leave();
    vi.setSystemTime(START + DAY);
    acting(false);
    const second = await visit(device);
    expect(second.heard()).toEqual({ status: 'answered', ...YES, activation: null });
    expect(answerOf(second.covey)).toEqual(NO);
    if (!isDated) await second.answer(YES);
    expect(answerOf(second.covey)).toEqual(NO);
    acting(true);
    await second.answer(YES);
    expect(answerOf(second.covey)).toEqual(YES);
  });

  it('each purpose has its own answer, and the next page remembers it', async () => {
    const mixed = { personalisation: false, measurement: true };
    const expected = isOne ? NO : mixed;
    acting(true);
    const first = await visit(newDevice());
    await first.answer(mixed);
    expect(answerOf(first.covey)).toEqual(expected);
    await leave();
    vi.setSystemTime(START + 3 * DAY);
    const second = await visit(newDevice());
    expect(answerOf(second.covey)).toEqual(expected);
    const { time } = second.covey.consent.get();
    if (isDated) expect(time).toBeLessThan(START + DAY);
    else expect(time).toBeGreaterThan(START + 2 * DAY);
  });

  it('an answer that is gone is taken back, and may be given again', async () => {
    const device = newDevice();
    acting(true);
    const { covey, answer, reset } = await visit(device);
    await answer(YES);
    await reset();
    expect(answerOf(covey)).toEqual(NO);
    await leave();
    const next = await visit(device);
    expect(answerOf(next.covey)).toEqual(NO);
    await next.answer(YES);
    expect(answerOf(next.covey)).toEqual(YES);
  });

  it('that nobody has answered it takes nothing back that was answered elsewhere', async () => {
    const device = newDevice();
    const { covey, reset } = await visit(device);
    covey.consent.set(YES);
    focus();
    await reset();
    expect(answerOf(covey)).toEqual(YES);
    await leave();
    expect(answerOf((await visit(device)).covey)).toEqual(YES);
  });

  it('under a signal of the browser a remembered yes is none, and one that is given is one', async () => {
    acting(true);
    await (await visit(newDevice())).answer(YES);
    await leave();
    const { covey, answer } = await visit(newDevice(), {}, { gpc: true });
    expect(covey.consent.get()).toMatchObject({ ...NO, time: null, signal: 'gpc' });
    await answer(YES);
    expect(covey.consent.get()).toMatchObject({ ...YES, signal: 'gpc' });
  });

  it('is not heard once that is ended, and throws nothing into it', async () => {
    acting(true);
    const { covey, answer, stop } = await visit(newDevice());
    await answer(NO);
    vi.spyOn(covey.consent, 'set').mockImplementation(() => {
      throw new Error('broken by the page');
    });
    await answer(YES);
    expect(covey.diagnostics().problems['consent-manager-failed']).toBeGreaterThan(0);
    vi.restoreAllMocks();
    stop();
    await answer(NO);
    await answer(YES);
    expect(answerOf(covey)).toEqual(NO);
  });

  it.runIf(!isOne)('what it asks nobody for is no answer, and is named', async () => {
    acting(true);
    const options = { personalisation: ['another'], measurement: [] };
    const { covey, answer, heard } = await visit(newDevice(), options);
    await answer(YES);
    expect(answerOf(covey)).toEqual(NOTHING);
    expect(heard()?.note).toContain('another');
    await leave();
    const both = await visit(newDevice(), { personalisation: ['another', 'measurement'] });
    await both.answer(YES);
    expect(answerOf(both.covey)).toEqual({ personalisation: null, measurement: true });
    expect(both.heard()?.note).toContain('another');
  });
});

/** A page with Covey first, and the adapter. */
async function connected<T>(
  connect: (covey: Covey) => () => void,
  load: () => T | Promise<T>,
  device: Device = newDevice(),
) {
  acting(true);
  const covey = await coveyOn(device);
  ending(connect(covey));
  const loaded = await load();
  await looked();
  return { covey, loaded };
}
/** Until the page has been looked at again. */
const looked = () => {
  focus();
  return pass(1000);
};

describe('vanilla-cookieconsent', () => {
  it('a raised revision asks anew, so what was granted is refused', async () => {
    const device = newDevice();
    const first = await connected(connectVanillaCookieconsent, () => loadVanilla(), device);
    first.loaded.answer(YES);
    expect(answerOf(first.covey)).toEqual(YES);
    await leave();
    const load = () => loadVanilla({ revision: 1 });
    const second = await connected(connectVanillaCookieconsent, load, device);
    expect(answerOf(second.covey)).toEqual(NO);
    second.loaded.answer(YES);
    expect(answerOf(second.covey)).toEqual(YES);
  });

  it('what another tab answers is heard, though this one has another answer in memory', async () => {
    const { covey, loaded } = await connected(connectVanillaCookieconsent, () => loadVanilla());
    loaded.answer(YES);
    const cookie = JSON.parse(localStorage.getItem('cc_cookie') ?? '') as object;
    const later = { categories: ['necessary', 'measurement'], lastConsentTimestamp: new Date() };
    localStorage.setItem('cc_cookie', JSON.stringify({ ...cookie, ...later }));
    await looked();
    expect(loaded.manager.acceptedCategory('personalisation')).toBe(true);
    expect(answerOf(covey)).toEqual({ personalisation: false, measurement: true });
  });

  it('a module is handed over, and named where nobody can reach it', async () => {
    const load = async () => {
      const { manager } = await loadVanilla();
      delete page['CookieConsent'];
      return manager;
    };
    const { covey } = await connected(connectVanillaCookieconsent, load);
    expect(covey.diagnostics().consentManagers?.['vanilla-cookieconsent']?.note).toContain(
      'window',
    );
    await leave();
    const manager = await import('vanilla-cookieconsent');
    const other = await connected((to) => connectVanillaCookieconsent(to, { manager }), load);
    other.loaded.acceptCategory('all');
    expect(answerOf(other.covey)).toEqual(YES);
  });

  it('hidden from a robot, it is asked nothing, and answers nothing', async () => {
    Object.defineProperty(navigator, 'webdriver', { configurable: true, value: true });
    ending(() => Reflect.deleteProperty(navigator, 'webdriver'));
    const load = () => loadVanilla({ hideFromBots: true });
    const { covey } = await connected(connectVanillaCookieconsent, load);
    expect(answerOf(covey)).toEqual(NOTHING);
    expect(covey.diagnostics().consentManagers).toMatchObject({
      'vanilla-cookieconsent': { status: 'asking' },
    });
  });
});

describe('klaro', () => {
  it('what is not saved is no answer, and "That’s ok" may save a no', async () => {
    const { covey, loaded } = await connected(connectKlaro, () => loadKlaro());
    loaded.manager.updateConsent('personalisation', true);
    await looked();
    expect(answerOf(covey)).toEqual(NOTHING);
    loaded.manager.updateConsent('personalisation', false);
    press('#klaro .cm-btn-success');
    await looked();
    expect(answerOf(covey)).toEqual(NO);
  });

  it('who allows a video in the text has not repeated an older yes', async () => {
    const { covey, loaded } = await connected(connectKlaro, () => loadKlaro());
    loaded.answer(YES);
    covey.consent.set(NO);
    loaded.manager.updateConsent('video', true);
    loaded.manager.saveConsents('contextual-accept');
    expect(answerOf(covey)).toEqual(NO);
    loaded.manager.saveConsents('save');
    expect(answerOf(covey)).toEqual(YES);
  });

  it('with a new service it asks anew, and what was granted stands', async () => {
    const device = newDevice();
    const first = await connected(connectKlaro, () => loadKlaro(), device);
    first.loaded.answer({ personalisation: true, measurement: false });
    await leave();
    const services = ['personalisation', 'measurement', 'new'].map((name) => ({
      name,
      purposes: ['a'],
    }));
    const { covey, loaded } = await connected(connectKlaro, () => loadKlaro({ services }), device);
    expect(loaded.manager.confirmed).toBe(false);
    expect(answerOf(covey)).toEqual({ personalisation: true, measurement: false });
    covey.consent.set(YES);
    await looked();
    expect(answerOf(covey)).toEqual(YES);
  });

  it('is not made before it makes itself, and a reset counts that leaves its cookie', async () => {
    acting(true);
    const covey = await coveyOn(newDevice());
    ending(connectKlaro(covey));
    const { manager, answer } = loadKlaro({ noAutoLoad: true, cookieDomain: 'localhost' });
    await looked();
    expect(covey.diagnostics().consentManagers).toMatchObject({ klaro: { status: 'waiting' } });
    (page['klaro'] as { show(): void }).show();
    answer(YES);
    expect(answerOf(covey)).toEqual(YES);
    vi.spyOn((manager as unknown as { store: { delete(): void } }).store, 'delete').mockReturnValue(
      undefined,
    );
    manager.resetConsents();
    expect(answerOf(covey)).toEqual(NO);
  });

  it('a service that is always on answers nothing', async () => {
    const load = () => loadKlaro({ required: true });
    const { covey, loaded } = await connected(connectKlaro, load);
    loaded.answer(YES);
    await looked();
    expect(answerOf(covey)).toEqual(NOTHING);
  });
});

describe('tarteaucitron', () => {
  it.each([
    ['highPrivacy', { highPrivacy: false, serviceDefaultState: true }, {}],
    ['a state by default', {}, { defaultState: true }],
    ['needConsent', {}, { needConsent: false }],
  ])('a yes that is presumed by %s is none, and one that is given is one', async (...how) => {
    const [, settings, service] = how;
    const load = () => loadTarteaucitron(settings, service);
    const { covey, loaded } = await connected(connectTarteaucitron, load);
    expect(document.cookie).toContain('!personalisation=true');
    expect(answerOf(covey)).toEqual(NOTHING);
    press('#measurementDenied');
    expect(answerOf(covey)).toEqual({ personalisation: null, measurement: false });
    loaded.answer(NO);
    expect(answerOf(covey)).toEqual(NO);
    loaded.answer(YES);
    expect(answerOf(covey)).toEqual(YES);
  });

  it('a no that is presumed takes back what was granted, and is no answer otherwise', async () => {
    const device = newDevice();
    const load = () => loadTarteaucitron({ serviceDefaultState: false });
    const { covey, loaded } = await connected(connectTarteaucitron, load, device);
    expect(document.cookie).toContain('!personalisation=false');
    expect(answerOf(covey)).toEqual(NOTHING);
    loaded.answer(YES);
    expect(answerOf(covey)).toEqual(YES);
    loaded.answer({ personalisation: false, measurement: true });
    await leave();
    const next = await connected(connectTarteaucitron, load, device);
    expect(answerOf(next.covey)).toEqual({ personalisation: false, measurement: true });
  });

  it('a yes to another service does not repeat this one', async () => {
    const { covey, loaded } = await connected(connectTarteaucitron, () => loadTarteaucitron());
    loaded.answer(YES);
    await pass(1000);
    covey.consent.set(NO);
    press('#videoAllowed');
    press('#measurementDenied');
    press('#measurementAllowed');
    await looked();
    expect(answerOf(covey)).toEqual({ personalisation: false, measurement: true });
    press('#personalisationAllowed');
    await looked();
    expect(answerOf(covey)).toEqual(YES);
  });
});

describe('c15t', () => {
  it('what it presumes where nobody is asked is no answer, nor is who the visitor is, nor the terms', async () => {
    const load = () => loadC15t({ overrides: { country: 'BR', gpc: false } });
    const { covey, loaded } = await connected(connectC15t, load);
    const { store } = loaded;
    const { consents } = store.getState();
    store.setState({ consents: { ...consents, experience: true, measurement: true } });
    expect(store.getState().has('experience')).toBe(true);
    await looked();
    expect(answerOf(covey)).toEqual(NOTHING);
    // As `unstable_acceptPolicyConsent` does once its server has answered.
    store.setState({ consentInfo: { time: Date.now(), subjectId: 'sub_1' } });
    expect(store.getState().hasConsented()).toBe(true);
    await looked();
    expect(answerOf(covey)).toEqual(NOTHING);
    await loaded.answer(YES);
    expect(answerOf(covey)).toEqual(YES);
  });

  it('switched off, it grants all and knows of nobody', async () => {
    const { covey, loaded } = await connected(connectC15t, () => loadC15t({ enabled: false }));
    expect(loaded.store.getState().hasConsented()).toBe(true);
    expect(answerOf(covey)).toEqual(NOTHING);
  });

  it('a yes to another category alone does not repeat this one', async () => {
    const { covey, loaded } = await connected(connectC15t, () => loadC15t());
    await loaded.answer(YES);
    covey.consent.set(NO);
    const { consentInfo, setConsent } = loaded.store.getState();
    setConsent('marketing', true);
    await until(() => loaded.store.getState().consentInfo !== consentInfo);
    expect(loaded.store.getState().has('marketing')).toBe(true);
    expect(answerOf(covey)).toEqual(NO);
  });
});

describe('orejime', () => {
  it('an answer is one when no purpose is left open; what is on by default is none', async () => {
    const load = () => loadOrejime([{ id: 'video', title: 'c', cookies: [], default: true }]);
    const { covey, loaded } = await connected(connectOrejime, load);
    loaded.manager.setConsents(YES);
    await looked();
    expect(answerOf(covey)).toEqual(NOTHING);
    loaded.manager.setConsent('video', false);
    expect(answerOf(covey)).not.toEqual(NO);
    loaded.manager.setConsents({ ...YES, video: true });
    expect(answerOf(covey)).toEqual(YES);
  });

  it('who allows a video in the text has not repeated an older yes', async () => {
    const load = () => loadOrejime([{ id: 'video', title: 'c', cookies: [] }]);
    const { covey, loaded } = await connected(connectOrejime, load);
    loaded.manager.setConsents({ ...YES, video: false });
    covey.consent.set(NO);
    loaded.manager.setConsent('video', true);
    expect(answerOf(covey)).toEqual(NO);
    loaded.manager.setConsents({ ...YES, video: true });
    expect(answerOf(covey)).toEqual(YES);
  });

  it('clearing it grants nothing that is on by default', async () => {
    const onByDefault = ['a', 'b'].map((id) => ({ id, title: id, cookies: [], default: true }));
    const names = { personalisation: ['a'], measurement: ['b'] };
    const load = () => loadOrejime(onByDefault);
    const { covey, loaded } = await connected((to) => connectOrejime(to, names), load);
    loaded.manager.setConsents({ ...NO, a: false, b: false });
    expect(answerOf(covey)).toEqual(NO);
    loaded.manager.clearConsents();
    expect(loaded.manager.getConsent('a')).toBe(true);
    expect(answerOf(covey)).toEqual(NO);
  });

  it('with a new purpose it asks anew, and what was granted stands; who is asked nothing answers nothing', async () => {
    const device = newDevice();
    const first = await connected(connectOrejime, () => loadOrejime(), device);
    first.loaded.answer(YES);
    await leave();
    const load = () => loadOrejime([{ id: 'new', title: 'c', cookies: [] }]);
    const second = await connected(connectOrejime, load, device);
    expect(answerOf(second.covey)).toEqual(YES);
    await leave();
    const names = { personalisation: ['must'], measurement: ['may'] };
    const more = [
      { id: 'must', title: 'd', cookies: [], isMandatory: true, default: true },
      { id: 'may', title: 'e', cookies: [], isExempt: true, default: true },
    ];
    const third = await connected(
      (to) => connectOrejime(to, names),
      () => loadOrejime(more),
    );
    expect(answerOf(third.covey)).toEqual(NOTHING);
    third.loaded.manager.setConsents({ ...YES, must: true, may: false });
    expect(answerOf(third.covey)).toEqual({ personalisation: null, measurement: false });
  });
});

describe('osano', () => {
  it('what it dismisses is no answer, and takes nothing back', async () => {
    const { covey, loaded } = await connected(connectOsano, () => loadOsano({ type: 'info' }));
    loaded.popup.setStatus('dismiss');
    expect(answerOf(covey)).toEqual(NOTHING);
    loaded.popup.setStatus('allow');
    loaded.popup.setStatus('dismiss');
    expect(answerOf(covey)).toEqual(YES);
    loaded.popup.revokeChoice();
    expect(answerOf(covey)).toEqual(YES);
  });

  it('answers for what its text asks, under the name of its cookie', async () => {
    const options = { purposes: ['measurement'], cookie: 'another' };
    const load = () => loadOsano({ cookie: { name: 'another' } });
    const { covey, loaded } = await connected((to) => connectOsano(to, options), load);
    loaded.popup.setStatus('allow');
    expect(answerOf(covey)).toEqual({ personalisation: null, measurement: true });
  });
});

describe('silktide', () => {
  it('a yes that it has stored counts where the site says so, since it may be what is on by default', async () => {
    const closed = { personalisation: true, measurement: false };
    const { covey } = await connected(connectSilktide, () => loadSilktide(closed));
    expect(answerOf(covey)).toEqual({ personalisation: null, measurement: false });
    press('.accept-all');
    await looked();
    expect(answerOf(covey)).toEqual(YES);
    await leave();
    const next = await connected(connectSilktide, () => loadSilktide());
    expect(answerOf(next.covey)).toEqual(NOTHING);
    await leave();
    const suffixed = { grants: true, suffix: 'shop' };
    localStorage.setItem('silktideCookieBanner_InitialChoice_shop', '1');
    localStorage.setItem('silktideCookieChoice_personalisation_shop', 'true');
    const other = await connected((to) => connectSilktide(to, suffixed), loadSilktide);
    expect(answerOf(other.covey)).toEqual({ personalisation: true, measurement: null });
  });
});
