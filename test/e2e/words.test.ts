// Panel, card and explanation in the language of the page, in three engines, from built files under a strict policy.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages } from './harness/page-site.ts';

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url: { pathname, searchParams }, tag, edge }) =>
    pathname !== '/'
      ? null
      : {
          headers: {
            'content-security-policy': `default-src 'none'; script-src 'self' ${edge}; connect-src ${edge}; img-src data:; require-trusted-types-for 'script'; trusted-types covey`,
          },
          body: `<!doctype html><html lang="${searchParams.get('lang') ?? ''}"><head><title>Page</title><link rel="icon" href="data:,">
${tag('')}</head><body><h1>Page</h1></body></html>`,
        },
  );
  await site.publish({
    metrics: { views: { count: 'view_item', within: '7d' } },
    segments: {
      fan: { name: 'F', when: { 'metric.views': { $gte: 1 } } },
      keen: { name: 'K', when: { 'metric.views': { $gte: 99 } } },
    },
    traits: { why: { type: 'string', values: ['a', 'b'] } },
    surveys: {
      why: {
        trait: 'why',
        question: { en: 'Why?', de: 'Warum?' },
        type: 'choice',
        options: [
          { value: 'a', text: 'A' },
          { value: 'b', text: 'B' },
        ],
        show: { segments: ['fan'] },
      },
    },
  });
});
afterAll(() => site.close());

async function visit(tab: Tab, lang: string): Promise<void> {
  await tab.goto(`${site.origin}/?lang=${lang}`);
  await tab.evaluate((covey) => {
    covey.consent.set({ personalisation: true });
    covey.track('view_item');
  });
  await tab.until((covey) => covey.has('fan'));
}
const ofWords = (family = 'words') =>
  site.asked.flatMap(
    (each) => new RegExp(`/covey-(${family}(?:-\\w\\w)?)-[0-9a-f]{16}\\.js`).exec(each)?.[1] ?? [],
  );
/** Opens what the rule of a segment says, in the panel that is open, and gives it once something stands there. */
const rule = (tab: Tab) =>
  tab.evaluate(async () => {
    const { shadowRoot } = document.querySelector('covey-panel') ?? {};
    const details = shadowRoot?.querySelector<HTMLDetailsElement>('[data-keep="means-fan"]');
    details?.querySelector('summary')?.click();
    for (let turn = 0; turn < 100 && !details?.lastElementChild?.textContent; turn++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return [
      details?.querySelector('summary')?.textContent,
      details?.lastElementChild?.textContent,
    ] as const;
  });
const panel = (tab: Tab) =>
  tab.evaluate(async (covey) => {
    await covey.panel();
    const { shadowRoot } = document.querySelector('covey-panel') ?? {};
    for (let turn = 0; turn < 100 && !shadowRoot?.querySelector('section'); turn++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const dialog = shadowRoot?.querySelector('dialog');
    const others = shadowRoot?.querySelector<HTMLElement>('.others > summary');
    const isOpen = () => others?.closest('details')?.open;
    const before = isOpen();
    others?.click();
    return {
      lang: dialog?.lang,
      title: shadowRoot?.querySelector('h1')?.textContent,
      sections: [...(shadowRoot?.querySelectorAll('h2') ?? [])].map(({ id }) => id),
      others: others?.textContent,
      folded: before === false && isOpen() === true,
      tooWide: dialog ? dialog.scrollWidth - dialog.clientWidth : 0,
    };
  });

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('a page in German has panel, card and explanation in German, by one file more; in English by none', async () => {
    const tab = await (await newVisitor()).newTab();
    site.asked.length = 0;
    await visit(tab, 'de-AT');
    const card = await tab.until(() =>
      [...document.querySelectorAll('div')]
        .map(({ shadowRoot }) => shadowRoot?.querySelector('form')?.textContent)
        .find(Boolean),
    );
    expect(card).toContain('Warum?');
    expect(card).toContain('Senden');
    const why = await tab.evaluate(async (covey) => (await covey.explain('fan'))?.text);
    expect(why).toMatch(
      /^Dabei seit .*: angesehene Produkte in den letzten 7 Tagen: 1 von 1\. Endet am /,
    );
    expect(await panel(tab)).toEqual({
      lang: 'de-AT',
      title: 'Was diese Website weiß und was nicht',
      sections: ['choice', 'memory', 'take', 'groups', 'leaving', 'rules'],
      others: '1 Gruppe, in der Sie nicht sind',
      folded: true,
      tooWide: 0,
    });
    expect(ofWords().toSorted()).toEqual(['words', 'words-de']);
    // What a rule says is a part of its own, for those who open it.
    expect(ofWords('meaning')).toEqual([]);
    expect(await rule(tab)).toEqual([
      'Was die Regel besagt',
      'Hat in den letzten 7 Tagen mindestens einmal ein Produkt angesehen',
    ]);
    expect(ofWords('meaning').toSorted()).toEqual(['meaning', 'meaning-de']);

    const english = await (await newVisitor()).newTab();
    site.asked.length = 0;
    await visit(english, 'en');
    expect(await panel(english)).toMatchObject({
      lang: 'en-GB',
      title: 'What this site knows, and what it does not',
      others: '1 group that you are not in',
    });
    expect(ofWords()).toEqual(['words']);
  });

  it('a file that cannot be had, or is another, leaves the page in English, and without what a rule says', async () => {
    const tab = await (await newVisitor()).newTab();
    const { files } = (await (await fetch(`${site.edge}/v1/files`)).json()) as {
      files: readonly { readonly path: string }[];
    };
    for (const { path } of files)
      if (/(words-fr|covey-meaning)-[0-9a-f]{16}\.js$/.test(path))
        site.instead.set(path, { status: 200, body: 'export const words = {};' });
    await visit(tab, 'fr');
    expect(await panel(tab)).toMatchObject({
      lang: 'en-GB',
      title: 'What this site knows, and what it does not',
    });
    expect(await rule(tab)).toEqual(['What the rule says', 'It cannot be loaded now.']);
    expect(await tab.evaluate(async (covey) => (await covey.explain('fan'))?.text)).toMatch(
      /^In since /,
    );
    site.instead.clear();
  });
});
