import { beforeAll, describe, expect, it } from 'vitest';
import {
  define,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  SITE,
  START,
  stored,
  useClock,
  type Owner,
  type PageOptions,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
const READ = ['page_path', 'page_location', 'page_title', 'page_referrer', 'engagement_time_msec'];

beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    define({
      history: READ.map((property) => ({
        event: '*',
        properties: [property],
        for: '30d',
        why: 'a test looks at them',
      })),
      segments: { checkout: { when: { 'page.path': '/checkout/' } } },
    }),
  );
});

async function page(options: PageOptions = {}) {
  const device = newDevice();
  const edge = newEdge(envelope);
  device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
  const tab = open(device, edge, owner, options);
  await tab.covey.ready;
  await settle();
  const told = async (name = 'page_view') => {
    await pass(100);
    return (await stored(device)).events
      .filter((event) => event.name === name)
      .map(({ props = {} }) => props as { readonly [key: string]: unknown });
  };
  const paths = async () => (await told()).map(({ page_path }) => page_path);
  const go = (method: 'pushState' | 'replaceState', address: string) =>
    tab.window.history[method]({}, '', address);
  return { ...tab, device, told, paths, go };
}

describe('what is a page', () => {
  it.each(['utm_source=june&utm_medium=email', 'gclid=1', 'fbclid=1&mc_cid=2', 'msclkid=1&_gl=2'])(
    'taking %s out of the address is none',
    async (query) => {
      const { go, paths } = await page({ url: `https://${SITE}/?size=2&${query}` });
      go('replaceState', '/?size=2');
      expect(await paths()).toEqual(['/']);
      go('replaceState', '/?size=3');
      expect(await paths()).toEqual(['/', '/']);
    },
  );

  it('what a router does in one task is one page: the last', async () => {
    const { go, paths } = await page();
    go('pushState', '/account/');
    go('replaceState', '/sign-in/');
    expect(await paths()).toEqual(['/', '/sign-in/']);
  });

  it('one that is left and come back to in one task is none', async () => {
    const { go, paths } = await page();
    go('pushState', '/a/');
    go('replaceState', '/');
    expect(await paths()).toEqual(['/']);
  });

  it('has its own title, also when that comes after the address, and the page before as its referrer', async () => {
    const { go, told, window } = await page({
      url: `https://${SITE}/?utm_source=june`,
      referrer: 'https://other.example/',
      prepare: ({ document }) => void (document.title = 'Home'),
    });
    window.document.title = 'Home (2)';
    go('replaceState', '/#top');
    go('pushState', '/pans/');
    setTimeout(() => (window.document.title = 'Pans'), 20);
    await pass(100);
    window.document.title = 'Bowls';
    go('pushState', '/bowls/');
    expect(
      (await told()).map(({ page_title, page_referrer }) => [page_title, page_referrer]),
    ).toEqual([
      ['Home', 'https://other.example/'],
      ['Pans', `https://${SITE}/#top`],
      ['Bowls', `https://${SITE}/pans/`],
    ]);
  });

  it('is known to segments at once, and is told before anything that happens on it', async () => {
    const { go, covey, device } = await page();
    go('pushState', '/checkout/');
    expect(covey.has('checkout')).toBe(true);
    covey.track('begin_checkout');
    await settle();
    const events = (await stored(device)).events.slice(-2) as {
      name: string;
      props: { page_path: string };
    }[];
    expect(events.map(({ name, props }) => [name, props.page_path])).toEqual([
      ['page_view', '/checkout/'],
      ['begin_checkout', '/checkout/'],
    ]);
  });

  it('is told when it is left before its title came', async () => {
    const { go, leave, device } = await page();
    go('pushState', '/a/');
    await leave();
    const tab = open(device, newEdge(envelope), owner);
    await tab.covey.ready;
    await settle();
    const views = (await stored(device)).events.filter(({ name }) => name === 'page_view');
    expect(views.map(({ props }) => (props as { page_path: string }).page_path)).toEqual([
      '/',
      '/a/',
      '/',
    ]);
  });

  it('the time spent on a page is told of that page', async () => {
    const { go, told } = await page({ focused: true });
    await pass(5000);
    go('pushState', '/b/');
    const [first] = await told('user_engagement');
    expect(first).toMatchObject({ page_path: '/', engagement_time_msec: 5000 });
  });

  it.each([
    [undefined, ['/']],
    ['off', ['/']],
    [true, ['#/a', '#!/b']],
    ['', ['#/a', '#!/b']],
    ['all', ['#/a', '#!/b', '#part']],
  ])('with hashPages %s, hashes count like this: %s', async (hashPages, expected) => {
    const { window, told } = await page({ hashPages });
    for (const hash of ['#/a', '#/a', '#!/b', '#part']) {
      window.history.pushState({}, '', `/${hash}`);
      await pass(100);
    }
    const views = (await told()).map(({ page_location }) => new URL(String(page_location)));
    expect(views.map(({ hash, pathname }) => hash || pathname)).toEqual(
      expected[0] === '/' ? ['/'] : ['/', ...expected],
    );
  });

  it('the navigation API tells of addresses where there is one', async () => {
    const navigation = new EventTarget();
    const { window, paths } = await page({
      prepare: (prepared) => void Object.assign(prepared, { navigation }),
    });
    window.history.pushState({}, '', '/a/');
    expect(await paths()).toEqual(['/']);
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(await paths()).toEqual(['/', '/a/']);
  });
});
