// Doctor: opens a page as two visitors who were never here, and says in sentences what is wrong and how to mend it.
import type { Browser } from 'playwright-core';
import { askEdge } from './edge.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { visit } from './visit.ts';

export { openBrowser } from './browser.ts';
export type { Finding, Level } from './finding.ts';

export interface Examined {
  /** Where the page came to stand, after redirects. */
  readonly url: string;
  /** Name and version of the browser. */
  readonly browser: string;
  readonly findings: readonly Finding[];
}

export interface ExamineOptions {
  readonly url: string;
  readonly timeoutMs: number;
}

/** Opens the page in this browser, in profiles of its own. @throws Failure where it does not open. */
export async function examine(
  browser: Browser,
  { url, timeoutMs }: ExamineOptions,
): Promise<Examined> {
  const [denied, granted] = await Promise.all([
    visit(browser, { url, answer: false, timeoutMs }),
    visit(browser, { url, answer: true, timeoutMs }),
  ]);
  const [tag] = denied.before.tags;
  const origin = tag && URL.canParse(tag.src) ? new URL(tag.src).origin : null;
  const edge =
    tag && origin !== null
      ? await askEdge(origin, {
          src: tag.src,
          site: tag.data['site'] ?? denied.before.host,
          keys: tag.data['key'] ?? '',
        })
      : null;
  return {
    url: denied.url,
    browser: `Chromium ${browser.version()}`,
    findings: diagnose({ denied, granted, edge, origin }, Date.now()),
  };
}
