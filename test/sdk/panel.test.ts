import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { LoadPart } from '../../sdk/parts/index.ts';
import {
  newDevice,
  newEdge,
  newOwner,
  open,
  PARTS,
  shopDefinitions,
  stored,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
  type Tab,
} from './harness.ts';

// The panel is built in this environment's own window; the page behind it is a tab of its own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

interface Opened extends Tab {
  readonly tab: Tab;
  readonly edge: Edge;
  readonly owner: Owner;
  readonly device: Device;
  readonly root: ShadowRoot;
  readonly text: () => string;
  readonly button: (name: string) => HTMLButtonElement;
  readonly press: (name: string) => Promise<void>;
}

const rest = async () => {
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
};

const inEnglish: NonNullable<PageOptions['prepare']> = ({ document }) =>
  document.documentElement.setAttribute('lang', 'en');

async function openPanel(
  consent: object | null,
  change: Partial<Definitions> = {},
  others: readonly Owner[] = [],
  page: PageOptions = {},
): Promise<Opened> {
  const owner = await newOwner();
  const definitions = shopDefinitions();
  const edge = newEdge(
    await owner.sign(
      {
        ...definitions,
        metrics: {
          ...definitions.metrics,
          views: { name: 'Items viewed', count: 'view_item', within: '7d' },
          ...change.metrics,
        },
        segments: { ...definitions.segments, ...change.segments },
        ...(change.experiences && { experiences: change.experiences }),
        ...(change.histograms && { histograms: change.histograms }),
      },
      ...others,
    ),
  );
  const device = newDevice();
  const tab = open(device, edge, owner, { capture: 'off', prepare: inEnglish, ...page });
  if (consent) {
    tab.covey.consent.set(consent);
    await tab.covey.ready;
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    tab.covey.track('purchase', { value: 20 });
    await rest();
  }
  await tab.covey.panel();
  await rest();
  const root = document.querySelector('covey-panel')?.shadowRoot as ShadowRoot;
  await vi.waitFor(() => expect(root.querySelector('main')?.textContent).toBeTruthy(), 5000);
  const text = () => root.querySelector('main')?.textContent?.replace(/\s+/g, ' ') ?? '';
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
    ) as HTMLButtonElement;
  return {
    ...tab,
    tab,
    edge,
    owner,
    device,
    root,
    text,
    button,
    async press(name) {
      button(name).click();
      await rest();
    },
  };
}
const switches = (root: ShadowRoot) => [
  ...root.querySelectorAll<HTMLInputElement>('input[role=switch]'),
];
const both = { personalisation: true, measurement: true };

describe('the panel', () => {
  it('is a dialog with a name, sections with headings, and switches with labels', async () => {
    const { root, button } = await openPanel(both);
    const dialog = root.querySelector('dialog');
    expect(dialog?.open).toBe(true);
    const title = root.querySelector(`#${dialog?.getAttribute('aria-labelledby')}`);
    expect(title?.textContent).toBe('What this site knows, and what it does not');
    for (const section of root.querySelectorAll('section'))
      expect(root.querySelector(`#${section.getAttribute('aria-labelledby')}`)?.localName).toBe(
        'h2',
      );
    expect(
      switches(root).map((each) => [each.checked, each.closest('label')?.textContent !== '']),
    ).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(button('Close').type).toBe('button');
    expect(root.adoptedStyleSheets).toHaveLength(1);
    expect(root.querySelector('style')).toBeNull();
  });

  it('opens where the code for counting cannot be had, too', async () => {
    const loadPart: LoadPart = (_file, name) =>
      name === 'counting'
        ? Promise.reject(new Error('blocked'))
        : Promise.resolve(PARTS[name as keyof typeof PARTS]);
    const fan = { when: { 'metric.views': { $gte: 3 } }, count: true };
    const { tab, root } = await openPanel(both, { segments: { fan } }, [], {
      code: { loadPart },
    });
    expect(tab.covey.diagnostics().problems).toHaveProperty('part-failed');
    expect(root.querySelector('dialog')?.open).toBe(true);
  });

  it('names as signers only the keys that this browser checked', async () => {
    const [second, third] = [await newOwner(), await newOwner()];
    const liar = { ...third, signer: { ...third.signer, kid: second.public.kid } };
    const { text } = await openPanel({ personalisation: true }, {}, [liar]);
    expect(text()).toMatch(/Signed with\s*[\w-]{43} /);
    expect(text()).not.toContain(second.public.kid);
  });

  it('says what is stored, which groups and why, what leaves, and who signed', async () => {
    const { text } = await openPanel(both);
    expect(text()).toMatch(/4 events since 24 Nov 2026/);
    expect(text()).toMatch(/view_item ?3/);
    expect(text()).toMatch(/Fans.*You are in/);
    expect(text()).toMatch(
      /In since 24 Nov 2026, \d\d:\d\d: Items viewed: 3 of 3\. Leaves on 1 Dec 2026, \d\d:\d\d unless more is added by then \(products viewed: 3 more\)\./,
    );
    expect(text()).toMatch(/Question of this period \(28 days\): “Fans”/);
    expect(text()).toMatch(/wrong on purpose 12% of the time \(ε = 2\)/);
    expect(text()).toMatch(/Version ?1 ?Issued.*Signed with/);
  });

  it('calls a histogram by its name where it says what leaves, and shows no bin among the groups', async () => {
    const { text } = await openPanel(both, {
      segments: { fan: { name: 'Fans', when: { 'metric.views': { $gte: 3 } } } },
      histograms: { looks: { name: 'Items seen', metric: 'views', bins: [1, 3] } },
    });
    expect(text()).toMatch(/Question of this period \(28 days\): “Items seen”/);
    // A wrong answer of four is likelier than one of two.
    expect(text()).toMatch(/wrong on purpose 29% of the time/);
    expect(text()).toMatch(/Fans.*You are in/);
    expect(text()).not.toMatch(/looks|\.\./);
  });

  it('says which parts decide, what a formula is made of, and what leaves somebody out', async () => {
    const { root } = await openPanel(both, {
      metrics: { share: { formula: { divide: ['metric.orders', 'metric.views'] } } },
      segments: {
        odd: {
          name: 'Odd',
          when: { $or: [{ 'metric.share': { $gte: 0.5 } }, { 'metric.views': { $gte: 9 } }] },
          exclude: { 'metric.orders': { $gte: 1 } },
        },
      },
    });
    const card = [...root.querySelectorAll('ul.cards > li')].find(
      (each) => each.querySelector('h3')?.textContent === 'Odd',
    );
    expect(card?.querySelector('.why')?.textContent).toMatch(
      /^Not in since .*: left out while purchases in the last 3 days: 1 of 1\.$/,
    );
    const lines = [...(card?.querySelectorAll('details li, details p') ?? [])].map((each) =>
      [...each.childNodes]
        .filter(({ nodeName }) => nodeName !== 'UL')
        .map(({ textContent }) => textContent)
        .join(' '),
    );
    expect(lines).toEqual([
      '\u2717 One of these, at least',
      '\u2717 share: 0.333333 (from purchases in the last 3 days: 1, Items viewed: 3) (asked: at least 0.5)',
      'purchases in the last 3 days: 1',
      'Items viewed: 3',
      '\u2717 Items viewed: 3 of 9, 6 more needed',
      'Left out while this holds:',
      expect.stringMatching(
        /^\u2713 purchases in the last 3 days: 1 of 1, until \w+day .* unless more is added by then \(purchases: 1 more\)$/,
      ),
    ]);
  });

  it('says of events when they go, also where the definitions ran out or cannot be read', async () => {
    const { device, edge, owner, tab } = await openPanel({ personalisation: true });
    await tab.leave();
    document.body.replaceChildren();
    edge.away = true;
    vi.setSystemTime(Date.parse('2027-02-12T10:00:00Z'));
    const shownTo = async (by: Owner) => {
      const late = open(device, edge, by, { capture: 'off', prepare: inEnglish });
      await late.covey.ready;
      await rest();
      await late.covey.panel();
      await rest();
      const text = document.querySelector('covey-panel')?.shadowRoot?.querySelector('main');
      await late.leave();
      document.body.replaceChildren();
      return text?.textContent?.replace(/\s+/g, ' ') ?? '';
    };
    expect(await shownTo(owner)).toMatch(/purchase1.*value90 days/);
    expect(await shownTo(await newOwner())).toMatch(/purchase1.*valueuntil \d+ \w+ 2027/);
  });

  it('says that memberships stand where the events they came of are gone', async () => {
    const { device, edge, owner, tab } = await openPanel(
      { personalisation: true },
      { segments: { kept: { when: { 'metric.orders': { $gte: 1 } }, keep: '365d' } } },
    );
    await tab.leave();
    document.body.replaceChildren();
    vi.setSystemTime(Date.parse('2027-03-12T10:00:00Z'));
    edge.envelope = await owner.sign(
      shopDefinitions({
        version: 2,
        issued: '2027-03-01T00:00:00Z',
        expires: '2027-05-01T00:00:00Z',
        segments: { kept: { when: { 'metric.orders': { $gte: 1 } }, keep: '365d' } },
      }),
    );
    const late = open(device, edge, owner, { capture: 'off' });
    await late.covey.ready;
    await rest();
    expect(late.covey.segments()).toEqual(['kept']);
    await late.covey.panel();
    await rest();
    const text = document.querySelector('covey-panel')?.shadowRoot?.querySelector('main');
    expect(text?.textContent).not.toContain('Nothing about what you did');
    expect(text?.textContent).toContain('No single event is stored in this browser.');
    expect(text?.textContent).toContain('which version of it this browser has');
  });

  it('without consent says that nothing is known, and offers the choice', async () => {
    const { text, root, button } = await openPanel(null);
    expect(text()).toContain('remembers nothing about you in this browser');
    expect(switches(root).map(({ checked }) => checked)).toEqual([false, false]);
    expect(button('Erase')).toBeUndefined();
  });

  it('grants and withdraws each purpose by itself', async () => {
    const { root, covey } = await openPanel({ personalisation: true });
    const flip = async (at: number) => {
      const box = switches(root)[at] as HTMLInputElement;
      box.checked = !box.checked;
      box.dispatchEvent(new Event('change'));
      await rest();
    };
    await flip(1);
    expect(covey.consent.get()).toMatchObject({ personalisation: true, measurement: true });
    await flip(0);
    expect(covey.consent.get()).toMatchObject({ personalisation: false, measurement: true });
    await flip(1);
    expect(covey.diagnostics().status).toBe('off');
    expect(root.querySelector('main')?.textContent).toContain('remembers nothing about you');
  });

  it('objects to one group alone, which is then not used, here or on the next page', async () => {
    const { covey, press, text, device } = await openPanel(both);
    await press('Object to Fans');
    expect(covey.segments()).toEqual(['buyer']);
    expect(text()).toContain('You objected');
    expect(text()).toContain('Your objection holds from now on.');
    await rest();
    expect((await stored(device)).state['snapshot']).toMatchObject({ objections: ['fan'] });
    await press('Allow Fans');
    expect(covey.has('fan')).toBe(true);
  });

  it('says in words what was drawn, and takes an objection to it', async () => {
    const { covey, press, text, device } = await openPanel(both, {
      experiences: {
        hero: {
          name: 'Hero picture',
          segments: ['fan'],
          variants: { dog: { name: 'With the dog' } },
          count: true,
        },
        away: { segments: ['pro'], variants: { a: {} } },
      },
    });
    expect(covey.variant('hero')).toBe('dog');
    expect(text()).toContain('Hero pictureObjectYou see “With the dog”.');
    expect(text()).toContain('awayNothing is drawn yet');
    expect(text()).not.toMatch(/hero[:@]|On trial/);
    expect((await covey.explain('hero:dog'))?.text).toContain(
      'Hero picture: who may see it: yes; variant drawn of Hero picture: dog',
    );
    await press('Object to Hero picture');
    expect(covey.variant('hero')).toBeNull();
    expect(text()).toContain('You objected: you see the page as it is.');
    await rest();
    expect((await stored(device)).state['snapshot']).toMatchObject({
      objections: ['dog', 'holdout'].flatMap((drawn) =>
        ['', '+', '-'].map((answer) => `hero:${drawn}${answer}`),
      ),
    });
    await press('Allow Hero picture');
    expect(covey.variant('hero')).toBe('dog');
    // What is for nobody but a group goes with an objection to that group.
    await press('Object to Fans');
    expect([covey.has('fan'), covey.variant('hero')]).toEqual([false, null]);
  });

  it('corrects what was stated, and removes it', async () => {
    const { root, covey, device } = await openPanel(both);
    const save = async (name: string, value: string) => {
      const field = root.querySelector<HTMLInputElement>(`[name=${name}]`) as HTMLInputElement;
      field.value = value;
      field.form?.dispatchEvent(new Event('submit', { cancelable: true }));
      await rest();
    };
    await save('plan', 'pro');
    expect(covey.has('pro')).toBe(true);
    await save('age', '44');
    expect((await stored(device)).state['snapshot']).toMatchObject({
      traits: { plan: 'pro', age: 44 },
    });
    await save('plan', '');
    expect(covey.has('pro')).toBe(false);
    expect((await stored(device)).state['snapshot']).toMatchObject({ traits: { age: 44 } });
  });

  it('erases after asking once more', async () => {
    const { press, button, covey, root, device, text } = await openPanel(both);
    const confirm = root.querySelector<HTMLElement>('.confirm') as HTMLElement;
    expect(confirm.hidden).toBe(true);
    await press('Erase');
    expect(confirm.hidden).toBe(false);
    expect(button('Erase').getAttribute('aria-expanded')).toBe('true');
    await press('Keep it');
    expect(covey.has('fan')).toBe(true);
    await press('Erase');
    await press('Erase everything');
    expect(covey.segments()).toEqual([]);
    expect(text()).toContain('Everything is erased.');
    expect(await device.indexedDB?.databases()).toEqual([]);
  });

  it('gives everything to take away', async () => {
    const blobs: Blob[] = [];
    const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    const { press, covey } = await openPanel(both);
    await press('Download everything (JSON)');
    make.mockRestore();
    const taken = JSON.parse((await blobs[0]?.text()) ?? '');
    const { exported: _, ...now } = await covey.export();
    expect(taken).toMatchObject({
      events: now.events,
      state: { definitions: now.state['definitions'] },
    });
  });

  it('gives everything to take away also where the page is shown nothing', async () => {
    const blobs: Blob[] = [];
    const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    const { press, covey } = await openPanel({ measurement: true });
    await press('Download everything (JSON)');
    make.mockRestore();
    const taken = JSON.parse((await blobs[0]?.text()) ?? '') as { events: object[]; state: object };
    expect(taken.events.length).toBeGreaterThan(0);
    expect(Object.keys(taken.state)).toContain('snapshot');
    expect((await covey.export()).events).toEqual([]);
  });

  it('leaves nothing in the page when it is closed', async () => {
    const { press } = await openPanel(both);
    await press('Close');
    expect(document.querySelector('covey-panel')).toBeNull();
  });

  it('is one, however often it is asked for', async () => {
    const { covey, press } = await openPanel(both);
    await Promise.all([covey.panel(), covey.panel()]);
    await covey.panel();
    expect(document.querySelectorAll('covey-panel')).toHaveLength(1);
    await press('Close');
    await covey.panel();
    expect(document.querySelectorAll('covey-panel')).toHaveLength(1);
    document.querySelector('covey-panel')?.remove();
  });

  it('shows names and values as text, whatever they contain', async () => {
    const { root, covey } = await openPanel(both);
    covey.track('<img src=x onerror=alert(1)>');
    covey.identify({ plan: '<b>pro</b>' });
    await settleReal();
    expect(root.querySelector('img, b')).toBeNull();
  });
});

const settleReal = async () => {
  await rest();
  await rest();
};
