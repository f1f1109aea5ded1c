import { describe, expect, it, vi } from 'vitest';
import { browserHost } from '../../sdk/host.ts';
import { addressWithout, idsIn } from '../../sdk/preview/ids.ts';
import { honourRefusals } from '../../sdk/preview/refusals.ts';
import {
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  shopDefinitions,
  useClock,
} from './harness.ts';

useClock();
const HTML = `
  <p id="fan" data-covey-show="fan" hidden>fan</p>
  <p id="not" data-covey-hide="fan">not</p>
  <template data-covey-if="fan"><b id="clone" onclick="globalThis.ran = true" title="on">clone</b><a href=" java&#10;script:ran()" id="link"></a><iframe srcdoc="<p>" id="frame"></iframe><script id="script">globalThis.ran = true;</script></template>`;

/** A page under this address, on a host as `browserHost` makes it for a preview. */
async function preview(search: string, settings: { readonly preview?: string } = {}) {
  const owner = await newOwner();
  const edge = newEdge(await owner.sign(shopDefinitions()));
  const device = newDevice();
  const nothing = { localStorage: undefined, indexedDB: undefined, channel: undefined };
  const told = vi.fn();
  const tab = open(device, edge, owner, {
    url: `https://hazel.example/${search}`,
    html: HTML,
    ...settings,
    host: nothing as never,
  });
  for (const type of ['change', 'enter:fan', 'leave:fan']) tab.covey.on(type as 'change', told);
  await tab.covey.ready;
  await settle();
  const { document } = tab.window;
  const seen = () =>
    ['fan', 'not', 'clone', 'script'].filter(
      (id) => document.getElementById(id)?.hasAttribute('hidden') === false,
    );
  const bar = () => document.querySelector('covey-preview')?.shadowRoot;
  return { ...tab, device, edge, told, seen, bar, root: document.documentElement };
}

describe('the address of a preview', () => {
  it.each([
    ['?covey-preview=fan', ['fan']],
    ['?a=1&covey-preview=fan,hero:dog,fan&b', ['fan', 'hero:dog']],
    ['?covey-preview=fan%2Cpro&covey-preview=new-2', ['fan', 'pro', 'new-2']],
    ['?covey-preview=<b>,call+555,&x=fan', []],
    ['?covey-preview=', []],
  ])('%s asks for %j', (search, ids) => expect(idsIn(search)).toEqual(ids));

  it.each([
    ['?covey-preview=fan', '/shop#top'],
    ['?a=%20b&covey-preview=fan&c', '/shop?a=%20b&c#top'],
  ])('%s is left for %s', (search, address) =>
    expect(addressWithout({ pathname: '/shop', search, hash: '#top' } as Location)).toBe(address),
  );

  it.each([
    ['?covey-preview=fan', ['now', 'window']],
    ['?a&covey-preview=fan', ['now', 'window']],
    ['?a=fan', ['channel', 'indexedDB', 'localStorage', 'now', 'window']],
    ['?to=/b?covey-preview=fan', ['channel', 'indexedDB', 'localStorage', 'now', 'window']],
    ['?x-covey-preview=fan', ['channel', 'indexedDB', 'localStorage', 'now', 'window']],
  ])('%s gives the page no more than %j', (search, members) => {
    const host = browserHost({ location: { search } } as never);
    expect(Object.keys(host).toSorted()).toEqual(members);
  });
});

describe('a preview', () => {
  it('changes markup alone, runs nothing of a template, and tells no code of the page', async () => {
    const { covey, told, seen, bar, root, window } = await preview('?covey-preview=fan,nobody');
    expect(seen()).toEqual(['fan', 'clone']);
    // Nor when it is clicked.
    const attributes = (id: string) => window.document.getElementById(id)?.getAttributeNames();
    expect(['clone', 'link', 'frame'].map(attributes)).toEqual([['id', 'title'], ['id'], ['id']]);
    expect(root.getAttribute('data-covey')).toBe('fan nobody');
    expect(root.getAttribute('data-covey-preview')).toBe('fan nobody');
    expect([covey.has('fan'), covey.segments(), covey.choose({ fan: 1, default: 2 })]).toEqual([
      false,
      [],
      2,
    ]);
    expect(told).not.toHaveBeenCalled();
    // Of what the address says, the bar repeats what the page says itself.
    expect(bar()?.textContent).toBe(
      'Preview: fan, and 1 segment that no markup of this page namesLeave',
    );
    expect(bar()?.querySelector('aside')?.getAttribute('aria-label')).toBe('Preview');
    expect(bar()?.querySelector('a')?.getAttribute('href')).toBe('https://hazel.example/');
    // What comes later, and comes in a frame of its own.
    window.document.body.insertAdjacentHTML(
      'beforeend',
      '<div><template data-covey-if="nobody"><i id="late"></i><script class="late"></script></template></div>',
    );
    await settle();
    expect(window.document.getElementById('late')).not.toBeNull();
    expect(window.document.querySelector('script.late')).toBeNull();
    expect(bar()?.textContent).toContain('Preview: fan, nobody');
  });

  it('records, asks and keeps nothing, whatever is called, and everything settles', async () => {
    const { covey, told, seen, device, edge, turn } = await preview('?covey-preview=fan');
    covey.track('view_item');
    covey.identify({ plan: 'pro' });
    for (const answer of [true, false]) {
      covey.consent.set({ personalisation: answer, measurement: answer });
      turn('hidden');
      turn('visible');
      await pass(3000);
    }
    await covey.erase();
    expect(await covey.explain('fan')).toBeNull();
    expect(await covey.export()).toMatchObject({ events: [], segments: [] });
    // What the page's own banner has asked, it is told again, for as long as the page lives.
    expect(covey.consent.get()).toMatchObject({ personalisation: false, measurement: false });
    expect(covey.diagnostics()).toMatchObject({ status: 'off', problems: { 'no-consent': 2 } });
    expect(seen()).toEqual(['fan', 'clone']);
    expect([edge.requests, device.storage.length, await device.indexedDB?.databases()]).toEqual([
      [],
      0,
      [],
    ]);
    expect(told).not.toHaveBeenCalled();
  });

  it('tells code, too, where the tag says that it only paints', async () => {
    const { covey, told, seen, root } = await preview('?covey-preview=fan', { preview: 'code' });
    expect([covey.has('fan'), covey.segments(), seen()]).toEqual([
      true,
      ['fan'],
      ['fan', 'clone', 'script'],
    ]);
    expect(told.mock.calls.map(([{ entered }]) => entered)).toEqual([['fan'], ['fan']]);
    expect(root.hasAttribute('data-covey-preview')).toBe(true);
    covey.consent.set({ personalisation: false });
    await settle();
    expect(covey.has('fan')).toBe(true);
  });
});

describe('a refusal in a preview', () => {
  const KEPT = {
    personalisation: true,
    measurement: true,
    time: 1000,
    erased: 900,
    shown: { fan: 0 },
    until: 9e12,
    handed: {},
  };
  /** The visitor's own record after an answer in the preview, and where the page went. */
  function after(own: object | null, answer: object) {
    const stored = new Map(own && [['covey:hazel.example', JSON.stringify(own)]]);
    let went: string | null = null;
    const page = {
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, text: string) => stored.set(name, text),
      },
      location: {
        origin: 'https://hazel.example',
        pathname: '//evil.example/',
        search: '?covey-preview=fan',
        hash: '',
        replace: (address: string) => (went = address),
      },
    };
    let kept = {};
    const record = {
      update: (change: object) => void (kept = { ...kept, ...change }),
      read: () => kept,
    };
    honourRefusals(page as never, 'hazel.example', record as never);
    record.update(answer);
    const text = stored.get('covey:hazel.example');
    return { own: text === undefined ? null : (JSON.parse(text) as object), went };
  }
  const no = { personalisation: false, measurement: false, time: 2000 };

  it('is the visitor’s own, and leaves the rest to be erased by the page that follows', () => {
    const went = 'https://hazel.example//evil.example/';
    expect(after(KEPT, no)).toEqual({ own: { ...no, erasing: true }, went });
    expect(after(null, no)).toEqual({ own: { ...no, erasing: true }, went });
    const { shown: _shown, until: _until, ...others } = KEPT;
    expect(after(KEPT, { ...no, measurement: true })).toEqual({
      own: { ...others, personalisation: false, time: 2000 },
      went,
    });
  });

  it.each([
    ['a yes', KEPT, { personalisation: true, measurement: true, time: 2000 }],
    ['what is refused already', { ...no, time: 5 }, no],
    ['what the visitor has taken back since', KEPT, { ...no, time: 999 }],
  ])('changes nothing where it is %s', (_what, own, answer) =>
    expect(after(own, answer)).toEqual({ own, went: null }),
  );
});
