// `covey doctor` on pages that are broken in the ways it knows, each served here.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examine, type Finding } from '../../cli/doctor/index.ts';
import { launchBrowser } from './harness/browser.ts';
import { type Around, type PageSite, servePages } from './harness/page-site.ts';

const DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const OTHER_KEY = `${'A'.repeat(43)}:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo`;

/** What stands in the head of each page, and its policy. */
const pages: {
  readonly [path: string]: (around: Around) => readonly [head: string, policy?: string];
} = {
  '/whole': ({ tag, edge }) => [
    tag(),
    `script-src 'self' ${edge}; connect-src ${edge}; require-trusted-types-for 'script'; trusted-types covey`,
  ],
  '/none': () => ['<script>window.dataLayer = [];</script>'],
  // Twice, for a site that the edge does not know, with a manager that nobody listens to, and a yes that nobody gave.
  '/hasty': ({ tag }) => [
    `<script>window.__tcfapi = () => {};</script>${tag('').replace('data-site="localhost"', 'data-site="other.example"').repeat(2)}
<script>const agree = () => covey.consent.set({ personalisation: true }); agree(); covey.on('consent', () => setTimeout(agree));</script>`,
  ],
  '/no-script': ({ tag }) => [tag(), "script-src 'self'"],
  '/no-connect': ({ tag, edge }) => [tag(), `script-src ${edge}; connect-src 'self'`],
  '/no-types': ({ tag, edge, dataKey }) => [
    tag().replace(dataKey, OTHER_KEY),
    `script-src ${edge}; connect-src ${edge}; require-trusted-types-for 'script'; trusted-types none-of-these`,
  ],
  '/pinned': ({ tag, dataKey }) => [
    tag('integrity="sha256-AAAA" crossorigin="anonymous"')
      .replace(dataKey, 'no key')
      .replace('data-site="localhost"', 'data-site="https://localhost/"'),
  ],
  '/away': ({ tag }) => [tag().replace('/covey.js', '/covey-0123456789abcdef.js')],
  '/silent': ({ tag, edge }) => [
    `${tag()}<script async src="${edge}/covey-consent-tcf.js"></script>`,
  ],
};

const serve = () =>
  servePages((around) => {
    const [head, policy] = pages[around.url.pathname]?.(around) ?? [];
    if (head === undefined) return null;
    return {
      ...(policy !== undefined && { headers: { 'content-security-policy': policy } }),
      body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">${head}</head><body><p data-covey-show="fan" hidden>fan</p></body></html>`,
    };
  });

let browser: Browser;
/** One in good order, one whose files are spoilt, and one that serves what it should not. */
let [good, spoilt, odd]: PageSite[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  [good, spoilt, odd] = await Promise.all([serve(), serve(), serve()]);
  const { files } = JSON.parse(readFileSync('dist/edge/files.json', 'utf8')) as {
    files: { path: string }[];
  };
  const panel = files.find(({ path }) => path.startsWith('/covey-panel-'))?.path ?? '';
  spoilt?.instead.set(panel, { status: 200, body: 'altered' });
  odd?.instead.set('/covey.js', {
    status: 200,
    body: `${readFileSync('dist/edge/covey.js', 'utf8')}\n// altered`,
  });
  await odd?.publish({ issued: day(-9), expires: day(-1) });
});
afterAll(async () => {
  await browser.close();
  for (const site of [good, spoilt, odd]) site?.close();
});

const found = async (site: PageSite | undefined, path: string) => {
  const { findings } = await examine(browser, { url: `${site?.origin}${path}`, timeoutMs: 20_000 });
  const codes = (level: Finding['level']) =>
    findings
      .filter((each) => each.level === level)
      .map(({ code }) => code)
      .toSorted();
  return { findings, broken: codes('broken'), doubtful: codes('doubtful'), good: codes('good') };
};

it.concurrent(
  'finds nothing wrong with a page in good order, and says what is stored and sent',
  async () => {
    const { broken, doubtful, good: well, findings } = await found(good, '/whole');
    expect([broken, doubtful]).toEqual([[], []]);
    expect(well).toEqual([
      'csp',
      'definitions',
      'denied',
      'files',
      'running',
      'script',
      'script-current',
    ]);
    const said = findings
      .filter(({ level }) => level === 'note')
      .map(({ message }) => message)
      .join('\n');
    expect(said).toContain('stores: localStorage covey:localhost, IndexedDB covey:localhost');
    expect(said).toContain('/v1/sites/localhost/definitions');
    expect(said).toContain('There is no data layer (dataLayer).');
    expect(said).toContain('No consent manager that is known was found');
  },
);

it.concurrent.each([
  ['a page without a tag', 'good', '/none', ['script-missing'], []],
  [
    'two tags, another site, an unheard manager and a yes that nobody gave',
    'good',
    '/hasty',
    [
      'consent-unasked',
      'definitions-absent',
      'not-running',
      'problem-definitions-unreachable',
      'script-twice',
      'sent-denied',
      'stored-denied',
      'stored-unasked',
    ],
    ['consent-unheard'],
  ],
  ['a policy without the script', 'good', '/no-script', ['csp-script'], []],
  [
    'a policy without the Worker',
    'good',
    '/no-connect',
    ['csp-connect', 'not-running', 'problem-definitions-unreachable'],
    [],
  ],
  [
    'a policy without the name of the Trusted Types, and a key of somebody else',
    'good',
    '/no-types',
    ['csp-trusted-types', 'definitions-refused', 'not-running', 'problem-engine-failed'],
    [],
  ],
  [
    'an integrity of other bytes, forms that are none, and a spoilt file',
    'spoilt',
    '/pinned',
    ['definitions-absent', 'files-spoilt', 'integrity', 'key-form', 'script-silent', 'site-form'],
    [],
  ],
  ['a script that is not there', 'good', '/away', ['script-away'], []],
  [
    'definitions that ran out, a script of no release, and a manager that does not come',
    'odd',
    '/silent',
    [
      'consent-silent',
      'definitions-ended',
      'not-running',
      'problem-consent-manager-silent',
      'problem-definitions-expired',
      'script-foreign',
    ],
    [],
  ],
] as const)('finds %s', async (_, where, path, broken, doubtful) => {
  const seen = await found({ good, spoilt, odd }[where], path);
  expect({ broken: seen.broken, doubtful: seen.doubtful }).toEqual({ broken, doubtful });
  for (const { level, mend } of seen.findings) if (level === 'broken') expect(mend).toBeTruthy();
});
