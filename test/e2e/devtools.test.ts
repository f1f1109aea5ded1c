// The developer's tools in three engines, from built files, under a strict policy with Trusted Types.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages } from './harness/page-site.ts';

const watch = `window.faults = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => faults.push(violatedDirective + ' ' + blockedURI));
addEventListener('error', ({ message }) => message && faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));`;

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url: { pathname }, tag, edge }) =>
    pathname === '/watch.js'
      ? { body: watch, type: 'text/javascript' }
      : {
          headers: {
            'content-security-policy': `default-src 'none'; script-src 'self' ${edge}; connect-src ${edge}; img-src data:; require-trusted-types-for 'script'; trusted-types covey`,
          },
          body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script src="/watch.js"></script>${tag('data-debug')}</head><body><p>A page</p></body></html>`,
        },
  );
  await site.publish({
    metrics: { views: { count: 'view_item', within: '7d' } },
    segments: { looker: { when: { 'metric.views': { $gte: 1 } } } },
  });
});
afterAll(() => site.close());

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('the keyboard opens what happened, why, and a copy to go through time with, which changes nothing', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/`);
    await tab.evaluate((covey) => {
      covey.consent.set({ personalisation: true });
    });
    await tab.until((covey) => covey.diagnostics().status === 'running');
    // The words for developers come in their own time: until then nobody hears the keys.
    await tab.until(() => {
      if (!document.querySelector('[data-covey-devtools]'))
        document.dispatchEvent(
          new KeyboardEvent('keydown', { altKey: true, shiftKey: true, code: 'KeyC' }),
        );
      return new Promise<boolean>((resolve) => {
        setTimeout(() => resolve(!!document.querySelector('[data-covey-devtools]')), 1000);
      });
    });
    await tab.evaluate((covey) => covey.track('view_item'));
    await tab.until(() =>
      document
        .querySelector('[data-covey-devtools]')
        ?.shadowRoot?.textContent?.includes('enters looker'),
    );
    const seen = await tab.evaluate(async (covey) => {
      const root = document.querySelector('[data-covey-devtools]')?.shadowRoot;
      const button = (label: string) =>
        [...(root?.querySelectorAll('button') ?? [])].find((each) => each.textContent === label);
      const text = () => root?.querySelector('[role=tabpanel]')?.textContent ?? '';
      const rest = () => new Promise((resolve) => setTimeout(resolve, 300));
      button('Segments')?.click();
      const details = root?.querySelector('details');
      if (details) details.open = true;
      await rest();
      const why = text();
      // The copy is made of what is stored by then.
      for (let tries = 0; tries < 20 && !text().includes('leaves looker'); tries++) {
        button('Segments')?.click();
        button('Time travel')?.click();
        await rest();
        button('+7 days')?.click();
      }
      const box = root?.querySelector('section')?.getBoundingClientRect();
      return {
        why,
        later: text(),
        isShown: box?.bottom === innerHeight && box.height > 100 && box.width === innerWidth,
        isMember: covey.has('looker'),
      };
    });
    expect(seen.why).toMatch(/^looker in.*products viewed in the last 7 days/);
    expect(seen.later).toMatch(/leaves looker/);
    expect([seen.isShown, seen.isMember]).toEqual([true, true]);
    expect(await tab.evaluate(() => (window as unknown as { faults: string[] }).faults)).toEqual(
      [],
    );
  });
});
