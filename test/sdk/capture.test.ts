import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  define,
  DAY,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Owner,
  type PageOptions,
  pass,
  settle,
  SITE,
  START,
  stored,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;

/** Definitions that keep every event with the properties named, so that a test can look at them. */
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    define({
      history: [
        'page_path',
        'page_title',
        'engagement_time_msec',
        'percent_scrolled',
        'link_url',
        'link_domain',
        'outbound',
        'file_extension',
        'file_name',
        'form_id',
        'form_destination',
        'search_term',
        'value',
        'currency',
        'items',
        'method',
      ].map((property) => ({
        event: '*',
        properties: [property],
        for: '30d',
        why: 'a test looks at them',
      })),
      segments: {
        mobile: { when: { 'device.type': 'mobile' } },
        checkout: { when: { 'page.path': '/checkout/' } },
        newsletter: { when: { 'source.session.medium': 'email' } },
        firstSearch: { when: { 'source.first.channel': 'Organic Search' } },
        lastAd: { when: { 'source.last.channel': 'Paid Search' } },
        returning: { when: { 'session.number': { $gte: 2 } } },
      },
    }),
  );
});

async function page(options: PageOptions = {}, device: Device = newDevice()) {
  const edge = newEdge(envelope);
  device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
  const tab = open(device, edge, owner, options);
  await tab.covey.ready;
  await settle();
  const events = async (name?: string) => {
    await settle();
    return (await stored(device)).events
      .filter((event) => name === undefined || event.name === name)
      .map((event) => ({
        name: event.name,
        props: (event.props ?? {}) as { [key: string]: unknown },
      }));
  };
  const names = async () => (await events()).map(({ name }) => name);
  const fire = (type: string, target: string | EventTarget, init: object = {}) => {
    const element = typeof target === 'string' ? tab.window.document.querySelector(target) : target;
    (element as unknown as EventTarget).dispatchEvent(
      Object.assign(
        new tab.window.Event(type, { bubbles: true, cancelable: true, composed: true }),
        init,
      ) as never,
    );
  };
  return { ...tab, device, events, names, fire };
}

describe('pages', () => {
  it('first visit, session and page view are told once, in that order', async () => {
    const device = newDevice();
    const first = await page({}, device);
    expect(await first.names()).toEqual(['first_visit', 'session_start', 'page_view']);
    await first.leave();
    const second = await page({}, device);
    expect(await second.names()).toEqual([
      'first_visit',
      'session_start',
      'page_view',
      'page_view',
    ]);
    await second.leave();
    vi.setSystemTime(START + HOUR);
    const third = await page({}, device);
    expect((await third.names()).slice(4)).toEqual(['session_start', 'page_view']);
    expect(third.covey.has('returning')).toBe(true);
  });

  it.each(['pushState', 'replaceState'] as const)(
    'a single-page application that calls %s is on another page when the address differs',
    async (method) => {
      const { window, covey, events } = await page();
      window.history[method]({}, '', '/checkout/');
      expect(covey.has('checkout')).toBe(true);
      window.history[method]({ scroll: 5 }, '', '/checkout/');
      window.history[method]({}, '', '/checkout/#address');
      await pass(100);
      const views = await events('page_view');
      expect(views.map(({ props }) => props['page_path'])).toEqual(['/', '/checkout/']);
    },
  );

  it('the address the visitor goes back to is a page view, too', async () => {
    const { window, events, fire } = await page();
    window.history.pushState({}, '', '/a/');
    await pass(100);
    window.happyDOM.setURL(`https://${SITE}/b/`);
    fire('popstate', window as never);
    await pass(100);
    expect((await events('page_view')).map(({ props }) => props['page_path'])).toEqual([
      '/',
      '/a/',
      '/b/',
    ]);
  });

  it('history works as before when the page is no longer captured', async () => {
    const { window, covey, events } = await page();
    const before = (await events()).length;
    expect(before).toBeGreaterThan(0);
    covey.consent.set({ personalisation: false });
    window.history.pushState({ a: 1 }, '', '/later/');
    expect(window.location.pathname).toBe('/later/');
    expect(
      Object.hasOwn(window.history, 'pushState') &&
        /changed/.test(String(window.history.pushState)),
    ).toBe(false);
  });

  it('a page out of the back/forward cache is seen again', async () => {
    const { window, events, fire } = await page();
    fire('pageshow', window as never, { persisted: true });
    expect(await events('page_view')).toHaveLength(2);
    fire('pageshow', window as never, { persisted: false });
    expect(await events('page_view')).toHaveLength(2);
  });

  it('a search is told with its term', async () => {
    const { events } = await page({ url: `https://${SITE}/search/?q=red+pan` });
    expect((await events('view_search_results'))[0]?.props).toMatchObject({
      search_term: 'red pan',
    });
  });

  it('a page that is only prepared records nothing until it is shown', async () => {
    let prerendering = true;
    const tab = await page({
      prepare: ({ document }) =>
        Object.defineProperty(document, 'prerendering', { get: () => prerendering }),
    });
    expect(tab.covey.diagnostics().storage).toBe('none');
    prerendering = false;
    tab.fire('prerenderingchange', tab.window.document as never);
    await tab.covey.ready;
    expect(await tab.names()).toEqual(['first_visit', 'session_start', 'page_view']);
  });
});

describe('engagement', () => {
  it('is the time in view and in focus, told on leaving', async () => {
    const tab = await page({ focused: true });
    await pass(4000);
    tab.turn('hidden');
    await pass(60_000);
    tab.turn('visible');
    await pass(3000);
    tab.turn('hidden');
    const told = (await tab.events('user_engagement')).map(
      ({ props }) => props['engagement_time_msec'],
    );
    expect(told).toEqual([4000, 3000]);
  });

  it('is told while it lasts, first after ten seconds', async () => {
    const tab = await page({ focused: true });
    await pass(10_000);
    await pass(10);
    expect(await tab.events('user_engagement')).toHaveLength(1);
    await pass(60_000);
    await pass(10);
    const total = (await tab.events('user_engagement')).reduce(
      (sum, { props }) => sum + Number(props['engagement_time_msec']),
      0,
    );
    expect(total).toBe(70_000);
  });

  it('does not count a machine that slept', async () => {
    const tab = await page({ focused: true });
    vi.setSystemTime(START + DAY);
    tab.turn('hidden');
    const [told] = await tab.events('user_engagement');
    expect(told?.props['engagement_time_msec']).toBeLessThan(60_000);
  });

  it('belongs to the page that was seen, in a single-page application', async () => {
    const tab = await page({ focused: true });
    await pass(5000);
    tab.window.history.pushState({}, '', '/b/');
    await pass(2000);
    tab.turn('hidden');
    const told = (await tab.events('user_engagement')).map(
      ({ props }) => props['engagement_time_msec'],
    );
    expect(told).toEqual([5000, 2000]);
  });

  it('a scroll to nine tenths is told once a page', async () => {
    const { window, fire, events } = await page();
    Object.defineProperty(window.document.documentElement, 'scrollHeight', { value: 5000 });
    Object.defineProperty(window, 'innerHeight', { value: 1000, configurable: true });
    for (const top of [100, 2000, 3499]) {
      Object.defineProperty(window, 'scrollY', { value: top, configurable: true });
      fire('scroll', window.document as never);
    }
    expect(await events('scroll')).toHaveLength(0);
    Object.defineProperty(window, 'scrollY', { value: 3500, configurable: true });
    fire('scroll', window.document as never);
    fire('scroll', window.document as never);
    expect((await events('scroll')).map(({ props }) => props)).toMatchObject([
      { percent_scrolled: 90 },
    ]);
  });
});

describe('links and forms', () => {
  it('a link to another site and a download are told, others are not', async () => {
    const { fire, events } = await page({
      html: `<a id="out" href="https://other.example/x?y"><b id="inner">out</b></a>
        <a id="in" href="/inside/">in</a><a id="file" href="/files/Plan.PDF">file</a>
        <a id="mail" href="mailto:a@b.example">mail</a>`,
    });
    for (const id of ['#inner', '#in', '#file', '#mail']) fire('click', id);
    fire('auxclick', '#out', { button: 1 });
    fire('auxclick', '#out', { button: 2 });
    expect((await events('click')).map(({ props }) => props)).toMatchObject([
      { link_url: 'https://other.example/x?y', link_domain: 'other.example', outbound: true },
      { link_domain: 'other.example' },
    ]);
    expect((await events('file_download')).map(({ props }) => props)).toMatchObject([
      { file_extension: 'pdf', file_name: '/files/Plan.PDF' },
    ]);
  });

  it('a form is started once and submitted, without what was written into it', async () => {
    const { fire, events, device } = await page({
      html: '<form id="join" action="/join/"><input name="email" value="secret@mail.example"><input name="b"></form>',
    });
    fire('change', 'input');
    fire('change', 'input[name=b]');
    fire('submit', 'form');
    expect((await events()).map(({ name, props }) => [name, props['form_id']]).slice(3)).toEqual([
      ['form_start', 'join'],
      ['form_submit', 'join'],
    ]);
    expect(JSON.stringify(await stored(device))).not.toContain('secret');
  });
});

describe('facts', () => {
  it('the device is told by client hints and media queries', async () => {
    const { covey } = await page({
      prepare: ({ navigator }) =>
        Object.defineProperty(navigator, 'userAgentData', {
          value: { mobile: true, platform: 'Android', brands: [{ brand: 'Chromium' }] },
        }),
    });
    expect(covey.has('mobile')).toBe(true);
  });
});

describe('data-capture', () => {
  it('off captures nothing, and track still works', async () => {
    const { covey, names, window, fire } = await page({
      capture: 'off',
      html: '<a href="https://x.example/">x</a>',
    });
    window.history.pushState({}, '', '/b/');
    fire('click', 'a');
    expect(await names()).toEqual([]);
    covey.track('purchase', { value: 1 });
    expect(await names()).toEqual(['first_visit', 'session_start', 'purchase']);
  });

  it('names alone capture those, names with a minus all others', async () => {
    const html = '<a href="https://x.example/">x</a>';
    const only = await page({ capture: 'click', html });
    only.fire('click', 'a');
    expect(await only.names()).toEqual(['first_visit', 'session_start', 'click']);
    const without = await page({ capture: '-click -dataLayer', html });
    without.fire('click', 'a');
    (without.window as unknown as { dataLayer?: unknown[] }).dataLayer?.push({ event: 'x' });
    expect(await without.names()).toEqual(['first_visit', 'session_start', 'page_view']);
  });
});
