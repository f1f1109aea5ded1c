import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { readerOf } from '../../shared/reading/index.ts';
import { voiceIn } from '../../shared/reading/words/all.ts';
import { panel as english } from '../../shared/words/en.ts';
import { LANGUAGES } from '../../shared/words/languages.ts';
import type { OwnWords, Phrase, Words } from '../../shared/words/types.ts';
import { choose } from '../../sdk/words/choose.ts';
import { recipesIn } from '../recipes.ts';
import {
  newDevice,
  newEdge,
  newOwner,
  open,
  type PageOptions,
  PARTS,
  shopDefinitions,
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

const rest = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
};
const both = { personalisation: true, measurement: true };

interface Page extends Tab {
  /** What was loaded, in this order. */
  readonly loaded: readonly string[];
  readonly signed: Definitions;
}

const brought = new Set<string>();

/** A visitor who agreed, and did something, on a page in a language; `missing` is a file that cannot be had. */
async function visit(
  lang: string,
  options: PageOptions = {},
  missing: () => string = () => '',
): Promise<Page> {
  const loaded: string[] = [];
  const owner = await newOwner();
  const definitions = shopDefinitions();
  const signed: Definitions = {
    ...definitions,
    segments: {
      ...definitions.segments,
      hiesig: { name: 'S', when: { 'geo.country': { $in: ['DE', 'AT'] } }, count: true },
      weg: { name: 'S2', when: { 'metric.orders': 0 }, exclude: { 'visitor.sessions': 9 } },
    },
    experiences: { bild: { name: 'B', segments: ['fan'], variants: { a: { name: 'A' } } } },
  };
  const edge = newEdge(await owner.sign(signed));
  const tab = open(newDevice(), edge, owner, {
    capture: 'off',
    prepare: ({ document }) => document.documentElement.setAttribute('lang', lang),
    ...options,
    code: {
      async loadPart(_file, name) {
        loaded.push(name);
        if (name === missing()) throw new Error('it cannot be had');
        brought.add(name);
        return PARTS[name];
      },
    },
  });
  tab.covey.consent.set(both);
  await tab.covey.ready;
  for (let view = 0; view < 3; view++) tab.covey.track('view_item');
  await rest();
  return Object.assign(tab, { loaded, signed });
}
async function panelOf(page: Tab): Promise<ShadowRoot> {
  await page.covey.panel();
  await rest();
  return document.querySelector('covey-panel')?.shadowRoot as ShadowRoot;
}
/** What stands where one asks what a segment's rule says. */
async function ruleOf(root: ShadowRoot, id: string): Promise<HTMLElement> {
  const details = root.querySelector<HTMLDetailsElement>(`[data-keep="means-${id}"]`);
  if (details) details.open = true;
  await rest();
  return details?.lastElementChild as HTMLElement;
}
/** All that is read or heard. */
const saidIn = (root: ShadowRoot): readonly string[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [
    ...[...each.childNodes].flatMap(({ nodeType, textContent }) =>
      nodeType === 3 && textContent ? [textContent] : [],
    ),
    ...['aria-label', 'placeholder', 'title'].flatMap((name) => each.getAttribute(name) ?? []),
  ]);
const texts = (phrase: Phrase) => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));

describe('words that cannot be had', () => {
  // Before any other test has brought them.
  it('are said in English, dates and all, and asked for again', async () => {
    const page = await visit('it', {}, () => 'words-it');
    const root = await panelOf(page);
    expect(root.querySelector('h1')?.textContent).toBe(english.title);
    expect(root.querySelector('dialog')?.lang).toBe('en-GB');
    expect(root.textContent).toContain('24 Nov 2026, 10:00');
    expect((await page.covey.explain('fan'))?.text).toMatch(/^In since /);
    expect(page.covey.diagnostics().problems).toHaveProperty('part-failed');
    document.body.replaceChildren();
    const again = await panelOf(await visit('it'));
    expect(again.querySelector('h1')?.textContent).toBe(
      'Che cosa sa questo sito e che cosa non sa',
    );
  });

  it('are English where not even the language can be chosen', async () => {
    const page = await visit('de', {}, () => 'words');
    const root = await panelOf(page);
    expect(root.querySelector('h1')?.textContent).toBe(english.title);
    expect((await page.covey.explain('fan'))?.text).toMatch(/^In since /);
    expect(page.covey.diagnostics().problems).toHaveProperty('part-failed');
  });
});

describe('the language', () => {
  it.each([
    [['de-AT', 'fr'], false, 'de-AT', 'de'],
    [['pt_BR'], false, 'pt-BR', 'pt'],
    // The words are those of Portugal, and so are plurals and numbers unless a region is named.
    [['pt'], false, 'pt-PT', 'pt'],
    [['sv', 'fr-CH', 'de'], false, 'fr-CH', 'fr'],
    [['', undefined, null, 'PL'], false, 'pl', 'pl'],
    [['en', 'de'], false, 'en-GB', null],
    [['en-US', 'de'], false, 'en-US', null],
    [['not a language', 'x', 'nl'], false, 'nl', 'nl'],
    [['sv'], false, 'en-GB', null],
    [[], false, 'en-GB', null],
    // A site that brings its own words speaks any.
    [['sv', 'de'], true, 'sv', null],
    [['de'], true, 'de', 'de'],
  ] as const)('of %j, with own words: %j, is %s', (wanted, hasOwn, language, file) => {
    expect(choose(wanted, hasOwn)).toEqual({ language, file });
  });

  it('is what the site says, then that of the page, then the visitor’s', async () => {
    const languageOf = async (page: Page) => {
      const root = await panelOf(page);
      const language = root.querySelector('dialog')?.getAttribute('lang');
      document.body.replaceChildren();
      return language;
    };
    expect(await languageOf(await visit('fr', { language: 'nl' }))).toBe('nl');
    expect(await languageOf(await visit('fr'))).toBe('fr');
    // happy-dom's own.
    expect(await languageOf(await visit('sv'))).toBe('en-US');
  });
});

describe.each(LANGUAGES)('the panel in %s', (language) => {
  it('is loaded alone, once, and when it is needed', async () => {
    // What a test before has brought stays there for all.
    const isThere = brought.has(`words-${language}`);
    const page = await visit(language);
    expect(page.loaded.filter((name) => name.startsWith('words'))).toEqual([]);
    const why = await page.covey.explain('fan');
    expect(why?.text).toMatch(/3/);
    await panelOf(page);
    const files = page.loaded.filter((name) => name.startsWith('words-'));
    expect(files).toEqual(isThere ? [] : [`words-${language}`]);
  });

  it('has no English left, and is whole', async () => {
    const { words } = PARTS[`words-${language}`] as { readonly words: Words };
    const page = await visit(language);
    const root = await panelOf(page);
    const said = saidIn(root);
    expect(root.querySelector('h1')?.textContent).toBe(words.panel.title);
    expect(root.querySelectorAll('section')).toHaveLength(8);
    const left = Object.entries(english).flatMap(([key, phrase]) =>
      texts(phrase).filter((text) => {
        const own = texts(words.panel[key as keyof Words['panel']]).includes(text);
        const [start = '', ...more] = text.split('{');
        return (
          !own &&
          start.length > 3 &&
          said.some((each) => (more.length > 0 ? each.startsWith(start) : each === text))
        );
      }),
    );
    expect(left).toEqual([]);
    expect(said.join(' ')).not.toMatch(
      /[{}]|undefined|\b(since|until|the|asked|unless|your|products|needed|orders|and|Nov)\b/,
    );
    expect(said.join(' ')).toContain(words.explain.facts['geo.country']);
  });
});

describe('what a rule says', () => {
  it.each(LANGUAGES)(
    'is said in %s, by a part that is loaded when it is asked',
    async (language) => {
      const page = await visit(language);
      const root = await panelOf(page);
      const ofMeaning = () => page.loaded.filter((name) => name.startsWith('meaning'));
      expect(ofMeaning()).toEqual([]);
      const body = await ruleOf(root, 'weg');
      expect(ofMeaning()).toEqual(['meaning', `meaning-${language}`]);
      const said = readerOf(page.signed, voiceIn(language)).thing('segments', 'weg').parts ?? [];
      const lines = [...body.querySelectorAll('li')].map(({ textContent }) => textContent);
      expect(lines).toEqual(said.map(({ text }) => text));
      expect(said.length).toBeGreaterThan(1);
      // Once is enough for all.
      expect((await ruleOf(root, 'fan')).textContent).not.toBe('');
      expect(ofMeaning()).toHaveLength(2);
    },
  );

  it('is English, and marked so, where there are no words in the language', async () => {
    const words: OwnWords = { panel: { title: 'Vad vi vet' } };
    const body = await ruleOf(await panelOf(await visit('sv', { words })), 'fan');
    expect(body.lang).toBe('en');
    expect(body.textContent).toMatch(/product/);
  });

  it('leaves what explains the answer as it is where the part cannot be had, and is asked for again', async () => {
    let missing = 'meaning';
    const page = await visit('en', {}, () => missing);
    const root = await panelOf(page);
    const body = await ruleOf(root, 'fan');
    expect(body.textContent).toBe(english.meaningMissing);
    expect(root.querySelector('.why')?.textContent).toMatch(/^In since /);
    missing = '';
    body.closest('details')!.open = false;
    await rest();
    expect((await ruleOf(root, 'fan')).querySelectorAll('li').length).toBeGreaterThan(0);
  });

  it('stays open, and said, where something changes', async () => {
    const page = await visit('en');
    const root = await panelOf(page);
    await ruleOf(root, 'fan');
    page.covey.identify({ plan: 'pro' });
    for (let view = 0; view < 3; view++) page.covey.track('purchase', { value: 500 });
    await rest();
    const details = root.querySelector<HTMLDetailsElement>('[data-keep="means-fan"]');
    expect(details?.open).toBe(true);
    expect(details?.querySelector('li')).not.toBe(null);
  });
});

describe('words of the site', () => {
  const words: OwnWords = {
    panel: { title: 'Vad vi vet', others: { one: '{n} grupp', other: '{n} grupper' } },
  };

  it('stand in the place of ours, in any language; the rest is ours', async () => {
    const page = await visit('sv', {
      words: 'ourWords',
      prepare: (window) => {
        window.document.documentElement.setAttribute('lang', 'sv');
        new Function('window', recipesIn('docs/sdk.md', 'Languages')['js'] ?? '')(window);
      },
    });
    const root = await panelOf(page);
    expect(root.querySelector('dialog')?.getAttribute('lang')).toBe('sv');
    expect(root.querySelector('h1')?.textContent).toBe('Vad vi vet om dig');
    expect(root.querySelector('#memory')?.textContent).toBe(english.memory);
    expect(root.querySelector('.others summary')?.textContent).toMatch(/^\d grupper$/);
    expect(root.querySelector('#memory ~ p')?.textContent).toMatch(/24 nov\. 2026/);
  });

  it('are those of explanations, too', async () => {
    const page = await visit('sv', { words: { explain: { in: 'Med sedan {when}: {why}.' } } });
    expect((await page.covey.explain('fan'))?.text).toMatch(/^Med sedan 24 nov\. 2026/);
  });

  it('may be a variable of the page, and of a language that is ours, too', async () => {
    const page = await visit('de', {
      words: 'unsereWorte',
      prepare: (window) => {
        window.document.documentElement.setAttribute('lang', 'de');
        Object.assign(window, { unsereWorte: { panel: { title: 'Was wir wissen' } } });
      },
    });
    const root = await panelOf(page);
    expect(root.querySelector('h1')?.textContent).toBe('Was wir wissen');
    expect(root.querySelector('#memory')?.textContent).toBe('Was sich diese Website merkt');
  });

  it('are written from the right where their language is', async () => {
    const root = await panelOf(await visit('he', { words }));
    expect(root.querySelector('dialog')?.dir).toBe('rtl');
    document.body.replaceChildren();
    // Ours are not, whatever the page's.
    expect((await panelOf(await visit('he'))).querySelector('dialog')?.dir).toBe('ltr');
  });

  it.each([
    ['nothing at all', null],
    ['no such variable', 'unknown'],
    [
      'other things than texts',
      { panel: { title: 5, others: { one: 1 }, memory: null }, explain: 'x' },
    ],
    [
      'a getter that throws',
      Object.defineProperty({}, 'panel', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
  ])('that are %s are done without', async (_, given) => {
    const root = await panelOf(await visit('en', { words: given as never }));
    expect(root.querySelector('h1')?.textContent).toBe(english.title);
    expect(root.querySelector('.others summary')?.textContent).toMatch(
      /groups that you are not in$/,
    );
  });
});
