import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, in both colour schemes. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // All but the colours is the same in the dark.
    const run = colorScheme === 'light' ? 'axe.run()' : "axe.run({ runOnly: ['color-contrast'] })";
    const results = (await page.evaluate(run)) as axe.AxeResults;
    for (const { id, nodes } of results.violations)
      found.push(
        `${colorScheme}: ${id}: ${nodes
          .map(({ html }) => html)
          .join(' ')
          .slice(0, 300)}`,
      );
  }
  return found;
}
