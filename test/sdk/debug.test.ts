import { Window } from 'happy-dom';
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SENTENCES } from '../../sdk/debug/sentences.ts';
import { CAPTURED } from '../../sdk/debug/settings.ts';
import { createCovey } from '../../sdk/index.ts';
import {
  EDGE,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
  settle,
  shopDefinitions,
  SITE,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
let heard: string[];
beforeAll(async () => {
  owner = await newOwner();
  const { segments } = shopDefinitions();
  const trial = { when: { 'metric.orders': { $gte: 9 } }, shadow: true };
  envelope = await owner.sign(shopDefinitions({ segments: { ...segments, trial } }));
});
beforeEach(() => {
  heard = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void heard.push(text));
});
afterEach(() => vi.restoreAllMocks());

async function page(options: PageOptions = {}, body = envelope) {
  const edge = newEdge(body);
  const tab = open(newDevice(), edge, owner, { debug: true, capture: 'off', ...options });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}

describe('in development', () => {
  it('a page where nothing is wrong says nothing', async () => {
    const { covey } = await page({
      html: '<p data-covey-show="fan buyer"></p>',
      capture: '-click',
    });
    covey.track('purchase', { value: 200 });
    covey.identify({ plan: 'pro' });
    covey.on('enter:fan', () => {});
    covey.choose({ fan: 1, default: 2 });
    expect(covey.has('buyer')).toBe(true);
    await settle();
    expect(heard).toEqual([]);
  });

  it.each<[string, PageOptions, RegExp]>([
    [
      'no key',
      { keys: ' ' },
      /put what "covey keygen" prints as kid:x into data-key .*\[settings-keys\]$/,
    ],
    [
      'a scheme',
      { site: 'https://hazel.example' },
      /without scheme, port and path, as "hazel.example"/,
    ],
    ['capitals', { site: 'Hazel.example' }, /as "hazel.example"/],
    ['an edge without scheme', { edge: 'edge.example' }, /edge is "edge.example"; .* like "https:/],
    ['an edge with a path', { edge: `${EDGE}/covey.js` }, /the origin of the Worker/],
    ['an unknown word', { capture: 'page_view scrol' }, /names "scrol".* Did you mean "scroll"\?/],
    [
      'a word to leave out',
      { capture: '-datalayer' },
      /names "-datalayer".* Did you mean "dataLayer"\?/,
    ],
    [
      'a least version in words',
      { minVersion: Number('v7') },
      /write the number of a version alone/,
    ],
    ['commas between keys', { keys: 'a:b,c:d' }, /put spaces between several, no commas/],
    [
      'names to capture and to leave out',
      { capture: 'page_view -click' },
      /so nothing else is captured and "-click" says nothing/,
    ],
    [
      'a module',
      {
        prepare: ({ document }) => {
          const tag = document.createElement('script');
          tag.setAttribute('type', 'module');
          tag.dataset['key'] = 'a:b';
          document.head.append(tag);
        },
      },
      /leave type out/,
    ],
  ])('settings with %s are pointed out', async (_, options, sentence) => {
    await page(options);
    expect(heard).toContainEqual(expect.stringMatching(sentence));
  });

  it('a mistyped segment gets the nearest name, in calls and in markup, once', async () => {
    const { covey } = await page({ html: '<p data-covey-hide="buyr"></p>' });
    for (let turn = 0; turn < 3; turn++) covey.has('fann');
    covey.choose({ speder: 1, default: 2 });
    covey.explain('nothing-like-it');
    covey.on('enter:prro', () => {});
    covey.has('trial');
    covey.on('chnage', () => {});
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('no segment "buyr" in the definitions. Did you mean "buyer"?'),
      expect.stringContaining('no segment "fann" in the definitions. Did you mean "fan"?'),
      expect.stringContaining('Did you mean "spender"?'),
      expect.stringContaining(
        'no segment "nothing-like-it" in the definitions. Write it as they do',
      ),
      expect.stringContaining('Did you mean "pro"?'),
      expect.stringContaining('The segment "trial" is on trial'),
      expect.stringContaining('"chnage" is not heard of. Did you mean "change"?'),
    ]);
  });

  it('before definitions have come an id is remembered, and checked then', async () => {
    const edge = newEdge(envelope);
    const tab = open(newDevice(), edge, owner, { debug: true, capture: 'off' });
    await settle();
    tab.covey.has('byer');
    expect(heard).toEqual([]);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    tab.covey.has('fan');
    await settle();
    expect(heard).toEqual([expect.stringContaining('Did you mean "buyer"?')]);
  });

  it('what was called before the words came is looked at all the same, and ids once segments are known', async () => {
    const edge = newEdge(envelope);
    const { covey } = open(newDevice(), edge, owner, { debug: true, capture: 'off' });
    const { has } = covey;
    covey.on('enter:byer', () => {});
    covey.on('chnage', () => {});
    covey.choose({ speder: 1, default: 2 });
    covey.consent.set({ analytics: true } as never);
    has('');
    await settle();
    has('fann');
    expect(heard).toEqual([
      expect.stringContaining('"chnage" is not heard of. Did you mean "change"?'),
      expect.stringContaining('not {"analytics":true}'),
    ]);
    expect(covey.diagnostics().problems).toEqual({ misuse: 2 });
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await settle();
    expect(heard.slice(2)).toEqual([
      expect.stringContaining('Did you mean "buyer"?'),
      expect.stringContaining('Did you mean "spender"?'),
      expect.stringContaining('There is no segment "" in'),
      expect.stringContaining('Did you mean "fan"?'),
    ]);
  });

  it('markup is looked at where consent is given, where content comes later, and where it changes', async () => {
    const { window } = await page({ html: '<p data-covey-show="byer"></p>' });
    const { document } = window;
    document.body.insertAdjacentHTML('beforeend', '<div><b data-covey-hide="fann"></b></div>');
    document.querySelector('p')?.setAttribute('data-covey-show', 'prro');
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('Did you mean "buyer"?'),
      expect.stringContaining('Did you mean "fan"?'),
      expect.stringContaining('Did you mean "pro"?'),
    ]);
  });

  it('a place for a survey that there is not is pointed out, also one that comes later', async () => {
    const { window } = await page({ html: '<p data-covey-survey="whi"></p>' });
    window.document.body.insertAdjacentHTML('beforeend', '<i data-covey-survey="why"></i>');
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('There is no survey "whi" in the definitions'),
      expect.stringContaining('There is no survey "why" in the definitions'),
    ]);
  });

  it('a template whose children a script has put beside its content is pointed out, and not one that holds them', async () => {
    const { window } = await page({
      html: '<template data-covey-if="fan"><b></b></template><template data-covey-if="pro"></template>',
    });
    const { document } = window;
    const template = document.createElement('template');
    template.setAttribute('data-covey-if', 'buyer');
    template.append(document.createElement('b'));
    // happy-dom takes every child into the content; browsers take those of the parser alone.
    if (template.content.hasChildNodes())
      Object.defineProperties(template, {
        content: { value: document.createDocumentFragment() },
        hasChildNodes: { value: () => true },
      });
    document.body.append(template);
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('The template for "buyer" shows nothing: its children stand beside'),
    ]);
  });

  it('a page that asks with an older text than the definitions do is told, and so is an answer', async () => {
    const body = await owner.sign(shopDefinitions({ consent: { text: 2 } }));
    const { covey } = await page({ consentText: 1 }, body);
    expect(covey.consent.get().time).toBeNull();
    covey.consent.set({ personalisation: true, text: 0.5 });
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('Text 2 is asked with now, so an answer to text 1 does not hold'),
      expect.stringContaining('Text 1 is asked with now, so an answer to text 0.5 does not hold'),
    ]);
    expect(covey.diagnostics().problems).toEqual({ 'consent-text': 2 });
  });

  it.each<[unknown, string]>([
    [50, 'properties of "purchase" as an object, like { value: 50 }, not 50: they are left out'],
    ['EUR', 'not "EUR": they are left out'],
    [[{ value: 5 }], 'not [{"value":5}]: they are left out'],
  ])('track with properties %j is told how', async (props, sentence) => {
    const { covey } = await page();
    covey.track('purchase', props as never);
    covey.track('purchase', null as never);
    covey.track('purchase', { value: 5 });
    await settle();
    expect(heard).toEqual([expect.stringContaining(sentence)]);
  });

  it('sentences say what is missing, and that a text is cut', async () => {
    const { covey } = await page();
    covey.on('change', undefined as never);
    covey.track('x'.repeat(101));
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('takes a function; "change" came without one.'),
      expect.stringMatching(/not "x+…\. Names/),
    ]);
  });

  it.each<[unknown, string]>([
    ['yes', 'not "yes": what is neither is not taken'],
    [{ personalisation: 'yes' }, 'not {"personalisation":"yes"}'],
    [{ marketing: true }, 'not {"marketing":true}'],
  ])('consent.set(%j) is told how', async (answer, sentence) => {
    const { covey } = open(newDevice(), newEdge(), owner, { debug: true });
    await settle();
    covey.consent.set(answer as never);
    await settle();
    expect(heard).toEqual([expect.stringContaining(sentence)]);
    expect(covey.consent.get().time).toBeNull();
  });

  it('a refused trait is told what it may be', async () => {
    const { covey } = await page();
    covey.identify({ plan: 'gold', age: 'old', plam: 'pro' });
    await settle();
    expect(heard).toEqual([
      expect.stringContaining('"plan" cannot be "gold"; it is one of "free", "pro"'),
      expect.stringContaining('"age" cannot be "old"; it is a number'),
      expect.stringContaining('no trait "plam". Did you mean "plan"?'),
    ]);
  });

  it('definitions of another site are refused with the way out', async () => {
    await page({}, await owner.sign(shopDefinitions({ site: 'other.example' })));
    expect(heard).toEqual([
      expect.stringContaining('make data-site and "site" in the definitions the same'),
    ]);
  });

  it('a malformed key is told before anything is granted', async () => {
    open(newDevice(), newEdge(), { keys: 'a:b' }, { debug: true });
    await settle();
    expect(heard).toEqual([expect.stringContaining('A key in data-key is malformed')]);
  });

  it('createCovey without options throws nothing, and is told what is missing', async () => {
    const host = { window: new Window({ url: 'http://localhost/' }) as never };
    createCovey({ host } as never);
    expect(() => createCovey(undefined as never).destroy()).not.toThrow();
    await until(() => heard.length > 2);
    expect(heard.slice(0, 3)).toEqual([
      expect.stringContaining('data-site is ""'),
      expect.stringContaining('No key is given'),
      expect.stringContaining('edge is ""'),
    ]);
  });

  it('a second copy is told where the first is', async () => {
    const { window } = await page();
    createCovey({ site: 'other.example', keys: '', edge: EDGE, host: { window: window as never } });
    await settle();
    expect(heard).toEqual([expect.stringContaining(`already, for "${SITE}"; the copy for "other`)]);
  });

  it('a flood is a few sentences, and a number', async () => {
    const { covey } = await page();
    for (let turn = 0; turn < 5000; turn++) covey.track(`enter:${turn}`);
    for (let turn = 0; turn < 5000; turn++) covey.track('enter:same');
    await settle();
    expect(heard).toHaveLength(5);
    expect(heard[4]).toContain('More of the kind are only counted');
    expect(covey.diagnostics().problems).toEqual({ misuse: 10_000 });
  });

  it('codes are said where the words do not come', async () => {
    const loadPart = () => Promise.reject(new Error('blocked'));
    const { covey } = open(newDevice(), newEdge(), owner, { debug: true, code: { loadPart } });
    covey.track('');
    await until(() => heard.length > 0);
    expect(console.warn).toHaveBeenCalledExactlyOnceWith('covey:', 'misuse', ['track', '']);
  });

  it('looking at a call throws nothing that the call does not', async () => {
    const { covey } = await page();
    const hostile = { toString: () => expect.unreachable() } as never;
    expect(() => covey.has(hostile)).not.toThrow();
    expect(() => covey.explain(hostile)).not.toThrow();
    expect(() => covey.consent.set(null as never)).not.toThrow();
  });
});

describe('the words', () => {
  const docs = readFileSync('docs/sdk.md', 'utf8');

  it('can be said of anything, and name the way out in whole sentences', () => {
    const settings = { site: SITE, keys: '', edge: EDGE };
    for (const sentence of Object.values(SENTENCES))
      for (const detail of [
        undefined,
        null,
        7,
        'x',
        ['track', 2n],
        [Symbol('s')],
        {},
        new Error('e'),
      ])
        expect(sentence(detail, settings)).toMatch(/^.{25,}\.$/s);
  });

  it('stand for the codes that docs/sdk.md lists, each and no other', () => {
    const [, table = ''] = docs.split('`problems` counts by code');
    const listed = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code.replace(/^-/, 'definitions-')),
    );
    expect(listed.filter((code) => code !== 'script-blocked').toSorted()).toEqual(
      Object.keys(SENTENCES).toSorted(),
    );
  });

  it('of data-capture are those of the table in docs/sdk.md', () => {
    const [, section = ''] = docs.split('## What is captured');
    const [table = ''] = section.split('Facts:');
    const names = [...table.matchAll(/^\| (?!event)([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(CAPTURED.toSorted()).toEqual(names.toSorted());
  });
});
