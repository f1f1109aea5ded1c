// Questions on a card, in the happy-dom of a tab; with a keyboard, a strict policy and real pixels in test/e2e/surveys.test.ts.
import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import type { Definitions, SurveyDefinition } from '../../shared/definitions/types.ts';
import { textIn } from '../../sdk/texts.ts';
import type { LoadPart } from '../../sdk/parts/index.ts';
import {
  DAY,
  define,
  type Device,
  type Edge,
  HOUR,
  MINUTE,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  PARTS,
  type PageOptions,
  pass,
  stored,
  type Tab,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let device: Device;
let edge: Edge;
beforeAll(async () => {
  owner = await newOwner();
});
beforeEach(() => {
  device = newDevice();
  edge = newEdge();
});

const WHY: SurveyDefinition = {
  trait: 'reason',
  question: { en: 'Who is it for?', de: 'Für wen ist es?' },
  type: 'choice',
  options: [
    { value: 'self', text: { en: 'Me', de: 'Mich' } },
    { value: 'gift', text: { en: 'Somebody else', de: 'Jemand anderen' } },
  ],
  show: { segments: ['looking'] },
};
const asking = (surveys: Definitions['surveys'], change: Partial<Definitions> = {}) =>
  owner.sign(
    define({
      expires: '2027-11-24T00:00:00Z',
      traits: {
        reason: { type: 'string', values: ['self', 'gift'] },
        ease: { type: 'number' },
        ranks: { type: 'string[]', values: ['self', 'gift', 'both'] },
      },
      metrics: { views: { count: 'view' } },
      segments: {
        looking: { when: { 'metric.views': { $gte: 1 } }, shadow: true },
        giver: { when: { 'trait.reason': 'gift' } },
        easy: { when: { 'trait.ease': { $gte: 4 } } },
        ranked: { when: { 'trait.ranks': { $exists: true } } },
      },
      ...(surveys && { surveys }),
      ...change,
    }),
  );
const serve = async (...given: Parameters<typeof asking>) => {
  edge.envelope = await asking(...given);
};

/** A visitor who agreed, and looks at something. */
async function visit(options: PageOptions = {}): Promise<Tab> {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  if (tab.covey.consent.get().time === null) tab.covey.consent.set({ personalisation: true });
  await until(() => tab.covey.diagnostics().status === 'running');
  tab.covey.track('view');
  await pass(1000);
  return tab;
}
const cards = ({ window }: Tab) =>
  [...window.document.querySelectorAll('div')].flatMap(({ shadowRoot }) =>
    shadowRoot ? [shadowRoot] : [],
  );
const card = (tab: Tab) => {
  const [found] = cards(tab);
  if (!found) throw new Error('no card');
  return found;
};
const hostOf = (tab: Tab) => card(tab).host as NonNullable<ReturnType<typeof card>['host']>;
const isShown = (tab: Tab) => cards(tab).length > 0;
const question = (tab: Tab) => card(tab).querySelector('legend')?.textContent;
const button = (tab: Tab, name: string) => {
  const found = [...card(tab).querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  return found;
};
async function press(tab: Tab, name: string): Promise<void> {
  button(tab, name).click();
  await pass(100);
}
/** Chooses the nth, and sends. */
async function answer(tab: Tab, nth: number): Promise<void> {
  const input = card(tab).querySelectorAll('input')[nth];
  if (!input) throw new Error('no such option');
  input.checked = true;
  card(tab).querySelector('form')?.dispatchEvent(new tab.window.Event('submit'));
  await pass(100);
}
const state = async () => (await stored(device)).state['surveys'];

describe('a survey', () => {
  it('asks who is in its segment; the answer is a trait, decides segments at once, and is not asked for again', async () => {
    await serve({ why: WHY });
    const tab = await visit();
    expect(question(tab)).toBe('Who is it for?');
    const card1 = card(tab);
    const input = card1.querySelectorAll('input')[1];
    if (input) input.checked = true;
    card1.querySelector('form')?.dispatchEvent(new tab.window.Event('submit'));
    expect(tab.covey.has('giver')).toBe(true);
    await pass(1000);
    expect(card(tab).querySelector('.thanks')?.textContent).toBe('Thank you.');
    const { state: kept } = await tab.covey.export();
    expect(kept['surveys']).toEqual({
      why: {
        times: 0,
        shown: expect.any(Number) as number,
        answered: expect.any(Number) as number,
      },
    });
    expect(kept['snapshot']).toMatchObject({ traits: { reason: 'gift' } });
    await press(tab, 'Close');
    expect(isShown(tab)).toBe(false);
    await tab.leave();
    await pass(40 * DAY);
    expect(isShown(await visit())).toBe(false);
  });

  it('works as docs/sdk.md has it', async () => {
    const docs = readFileSync('docs/sdk.md', 'utf8');
    const [, json = '', html = ''] =
      /## Surveys[^]*?```json\n([^]*?)```[^]*?```html\n([^]*?)```/.exec(docs) ?? [];
    const definitions = define(JSON.parse(json) as Partial<Definitions>);
    expect(checkDefinitions(definitions)).toMatchObject({ errors: [], warnings: [] });
    edge.envelope = await owner.sign(definitions);
    const tab = await visit({
      html,
      prepare: ({ document }) => document.documentElement.setAttribute('lang', 'de'),
    });
    expect(isShown(tab)).toBe(false);
    for (let page = 0; page < 3; page++) tab.covey.track('page_view');
    await pass(1000);
    expect(hostOf(tab).parentElement?.getAttribute('data-covey-survey')).toBe('why');
    expect(question(tab)).toBe('Für wen ist es?');
    await answer(tab, 1);
    expect(tab.covey.segments()).toEqual(['giver']);
    await press(tab, 'Schließen');
    expect(isShown(tab)).toBe(false);
  });

  it('asks nobody else, and loads nothing for who is not in the segment', async () => {
    await serve({ why: { ...WHY, show: { segments: ['giver'] } } });
    const asked: string[] = [];
    const tab = await visit({
      code: {
        loadPart: async (_file, name) => {
          asked.push(name);
          return (await import(`../../sdk/parts/${name}.ts`)) as object;
        },
      },
    });
    expect(isShown(tab)).toBe(false);
    expect(asked).not.toContain('surveys');
  });

  it('asks nobody whose answer is known, nor with measurement alone', async () => {
    await serve({ why: WHY });
    const known = await visit();
    known.covey.erase();
    await pass(1000);
    known.covey.identify({ reason: 'self' });
    known.covey.track('view');
    await pass(1000);
    expect(isShown(known)).toBe(false);
    device = newDevice();
    const measured = open(device, edge, owner, { capture: 'off' });
    measured.covey.consent.set({ measurement: true });
    measured.covey.track('view');
    await pass(1000);
    expect(isShown(measured)).toBe(false);
  });

  it('asks nobody while what is known of the visitor cannot be looked at', async () => {
    await serve({ why: WHY });
    const known = await visit();
    known.covey.identify({ reason: 'gift' });
    await pass(1000);
    await known.leave();
    const loadPart: LoadPart = (_file, name) =>
      name === 'facts'
        ? Promise.reject(new Error('blocked'))
        : Promise.resolve(PARTS[name as keyof typeof PARTS]);
    const next = await visit({ code: { loadPart } });
    expect(next.covey.diagnostics().problems).toHaveProperty('part-failed');
    expect(next.covey.segments()).toEqual([]);
    expect(isShown(next)).toBe(false);
  });

  it('goes on for half an hour from page to page, then rests for a day, and comes three times at most', async () => {
    await serve({ why: WHY });
    const seen: boolean[] = [];
    for (const wait of [0, 20 * MINUTE, HOUR, 20 * HOUR, 4 * HOUR, 2 * DAY, 2 * DAY, 9 * DAY]) {
      await pass(wait);
      const tab = await visit();
      seen.push(isShown(tab));
      await tab.leave();
    }
    expect(seen).toEqual([true, true, false, false, true, true, false, false]);
    expect(await state()).toMatchObject({ why: { times: 3 } });
  });

  it('that was closed is not asked again, but where it is asked every so often', async () => {
    const every = {
      ...WHY,
      trait: 'ease',
      type: 'scale' as const,
      show: { ...WHY.show, every: '90d' as const },
    };
    for (const [survey, again] of [
      [WHY, false],
      [every, true],
    ] as const) {
      device = newDevice();
      await serve({ why: survey });
      const first = await visit();
      await press(first, 'Close');
      expect(isShown(first)).toBe(false);
      await first.leave();
      await pass(89 * DAY);
      const before = await visit();
      expect(isShown(before)).toBe(false);
      await before.leave();
      await pass(2 * DAY);
      const after = await visit();
      expect(isShown(after)).toBe(again);
      await after.leave();
    }
  });

  it('comes one at a time, the first that is due', async () => {
    await serve({
      other: { ...WHY, question: 'Never?', show: { segments: ['giver'] } },
      ease: { ...WHY, trait: 'ease', type: 'scale', question: 'How easy?' },
      why: WHY,
    });
    const tab = await visit();
    expect(cards(tab)).toHaveLength(1);
    expect(question(tab)).toBe('How easy?');
    await answer(tab, 3);
    expect(tab.covey.has('easy')).toBe(true);
    await press(tab, 'Close');
    tab.covey.track('view');
    await pass(1000);
    expect(isShown(tab)).toBe(false);
    await tab.leave();
    await pass(DAY + HOUR);
    expect(question(await visit())).toBe('Who is it for?');
  });

  it('in a place of the page counts as shown once it is in view', async () => {
    await serve({ why: WHY });
    let see = () => {};
    const tab = await visit({
      html: '<div data-covey-survey="why"></div>',
      prepare: (window) =>
        Object.assign(window, {
          IntersectionObserver: class {
            constructor(told: (entries: object[]) => void) {
              see = () => told([{ isIntersecting: true }]);
            }
            observe() {}
            disconnect() {}
          },
        }),
    });
    expect(isShown(tab)).toBe(true);
    expect(await state()).toBeUndefined();
    see();
    await pass(100);
    expect(await state()).toMatchObject({ why: { times: 1 } });
  });

  it('stands in the place that the page has for it, else in a corner', async () => {
    await serve({ why: WHY });
    const tab = await visit({ html: '<main><div data-covey-survey="why"></div></main>' });
    expect(hostOf(tab).parentElement?.getAttribute('data-covey-survey')).toBe('why');
    expect(hostOf(tab).hasAttribute('data-corner')).toBe(false);
    device = newDevice();
    const other = await visit({ html: '<div data-covey-survey="ease"></div>' });
    expect(hostOf(other).parentElement).toBe(other.window.document.body);
    expect(hostOf(other).hasAttribute('data-corner')).toBe(true);
    device = newDevice();
    await serve({ why: { ...WHY, show: { ...WHY.show, place: 'slot' } } });
    expect(isShown(await visit())).toBe(false);
    device = newDevice();
    expect(isShown(await visit({ html: '<p data-covey-survey="why"></p>' }))).toBe(true);
  });

  it('costs nothing where the page has no place for it, or the answer is known', async () => {
    const loaded: string[] = [];
    const code: PageOptions['code'] = {
      loadPart: async (_file, name) => {
        loaded.push(name);
        return PARTS[name];
      },
    };
    const inSlot: SurveyDefinition = { ...WHY, show: { ...WHY.show, place: 'slot' } };
    await serve({ why: inSlot });
    const tab = await visit({ code });
    expect(loaded).not.toContain('surveys');
    // A router has put one there.
    tab.window.document.body.innerHTML = '<p data-covey-survey="why"></p>';
    await tab.turn('hidden');
    await tab.turn('visible');
    await pass(1000);
    expect(loaded).toContain('surveys');
    expect(isShown(tab)).toBe(true);
    device = newDevice();
    await serve({ why: WHY });
    const other = await visit({ code });
    other.covey.identify({ reason: 'gift' });
    await pass(1000);
    await other.leave();
    loaded.length = 0;
    await visit({ code });
    expect(loaded).not.toContain('surveys');
  });

  it.each([
    ['de-AT', 'Für wen ist es?', null, 'Senden', null],
    ['fr', 'Who is it for?', 'en', 'Envoyer', null],
    ['en-GB', 'Who is it for?', null, 'Send', null],
    // No words are in it: the visitor's own language is the next.
    ['sv', 'Who is it for?', 'en', 'Send', 'en-US'],
  ])(
    'speaks the language of the page, %s, and names another',
    async (lang, text, questionLang, send, sendLang) => {
      await serve({ why: WHY });
      const tab = await visit({
        prepare: ({ document }) => document.documentElement.setAttribute('lang', lang),
      });
      const legend = card(tab).querySelector('legend');
      expect([legend?.textContent, legend?.getAttribute('lang')]).toEqual([text, questionLang]);
      expect(button(tab, send).getAttribute('lang')).toBe(sendLang);
    },
  );

  it('of an order gives all options as the visitor left them, and says where one went', async () => {
    await serve({
      ranks: {
        ...WHY,
        trait: 'ranks',
        type: 'order',
        options: [...(WHY.options ?? []), { value: 'both', text: 'Both' }],
      },
    });
    const tab = await visit();
    await press(tab, 'Both: Up');
    await press(tab, 'Both: Up');
    await press(tab, 'Both: Up');
    expect(card(tab).querySelector('[role=status]')?.textContent).toBe('Both: 1 / 3');
    await press(tab, 'Me: Down');
    card(tab).querySelector('form')?.dispatchEvent(new tab.window.Event('submit'));
    await pass(1000);
    const { state: kept } = await tab.covey.export();
    expect(kept['snapshot']).toMatchObject({ traits: { ranks: ['both', 'gift', 'self'] } });
  });

  it('goes with a withdrawal, with an erasure, with what another tab answered, and with its definitions', async () => {
    await serve({ why: WHY });
    const withdrawn = await visit();
    expect(isShown(withdrawn)).toBe(true);
    withdrawn.covey.consent.set({ personalisation: false });
    expect(isShown(withdrawn)).toBe(false);
    device = newDevice();
    const erased = await visit();
    expect(isShown(erased)).toBe(true);
    void erased.covey.erase();
    expect(isShown(erased)).toBe(false);
    await pass(1000);
    expect(device.indexedDB && (await device.indexedDB.databases())).toEqual([]);
    device = newDevice();
    const [one, two] = [await visit(), await visit()];
    expect([isShown(one), isShown(two)]).toEqual([true, true]);
    await answer(one, 1);
    await pass(1000);
    expect(isShown(two)).toBe(false);
    device = newDevice();
    const renewed = await visit();
    expect(isShown(renewed)).toBe(true);
    await serve({}, { version: 2 });
    await pass(HOUR);
    renewed.window.dispatchEvent(new renewed.window.Event('focus'));
    await pass(1000);
    expect(isShown(renewed)).toBe(false);
  });

  it('is not asked where nothing can be remembered, since it would be asked on every page', async () => {
    await serve({ why: WHY });
    device.indexedDB = undefined;
    const tab = await visit();
    expect(tab.covey.diagnostics().storage).toBe('memory');
    expect(isShown(tab)).toBe(false);
  });

  it('keeps nothing of questions that there are no more', async () => {
    await serve({ why: WHY });
    const first = await visit();
    await press(first, 'Close');
    await first.leave();
    await serve({ next: { ...WHY, trait: 'ease', type: 'nps' } }, { version: 2 });
    await pass(2 * DAY);
    const tab = await visit();
    expect(card(tab).querySelectorAll('input')).toHaveLength(11);
    expect(Object.keys((await state()) as object)).toEqual(['next']);
  });
});

describe('a text', () => {
  it.each([
    ['plain', 'de', 'plain', false],
    [{ en: 'a', de: 'b' }, 'de', 'b', false],
    [{ en: 'a', de: 'b' }, 'DE-at', 'b', false],
    [{ en: 'a', 'pt-BR': 'b' }, 'pt-PT', 'b', false],
    [{ de: 'a', en: 'b' }, 'fr', 'a', 'de'],
  ])('%j in %s is %s', (texts, language, text, lang) => {
    expect(textIn(texts, language)).toEqual({ text, lang });
  });
});
