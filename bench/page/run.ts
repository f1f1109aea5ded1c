// npm run bench:page [-- measure ...] [--rounds 5] [--before DIR] [--only name,name]
// Covey's built files beside its peers in a real browser: the same trip, loopback only, and CPU of the page's
// main thread by the browser's own accounting. Medians over rounds in which the subjects take turns.
// Measures: trip, start, tasks, tabs, burst; by name alone: profile (of a start, by what the browser does), functions (of a start, by Covey's functions), add-ons (what is loaded beside Covey). `--before` measures another build (its `dist`) in the same run.
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.ts';
import { reportAddOns, serveBesides } from './add-ons.ts';
import {
  reportBurst,
  reportFunctions,
  reportProfile,
  reportStart,
  reportTabs,
  reportTasks,
  reportTrip,
} from './reports.ts';
import { serveSite } from './site.ts';
import { bare, coveys, peers, REFERENCE } from './subjects.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    before: { type: 'string' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);

const parts = values.only?.split(',');
const subjects = [
  bare,
  ...coveys('dist'),
  ...(values.before === undefined ? [] : coveys(values.before, ', before')),
  ...peers,
].filter(({ name }) => name === bare.name || (parts?.some((part) => name.includes(part)) ?? true));
const sites = await Promise.all(subjects.map(serveSite));
// Takes a quarter of an hour: only where it is asked for by name.
const besides = positionals.includes('add-ons') ? await serveBesides() : null;
const browser = await openBrowser();
console.log(`Chromium ${browser.version()}, ${rounds} rounds; medians`);
try {
  if (wanted('trip')) await reportTrip(browser, sites, rounds);
  if (wanted('start')) await reportStart(browser, sites, rounds * 2);
  const own = sites.filter(({ subject }) => subject.dist);
  const [page] = sites;
  const withBare = [...(page ? [page] : []), ...own];
  if (positionals.includes('profile')) await reportProfile(browser, withBare, rounds * 2);
  if (positionals.includes('functions')) await reportFunctions(browser, own, rounds * 2);
  if (wanted('tasks')) await reportTasks(browser, withBare, 10);
  if (wanted('tabs')) await reportTabs(browser, withBare, rounds);
  // Others take minutes, or their tab does not live through it.
  const bursting = sites.filter(({ subject: { dist, name } }) => dist || name === REFERENCE);
  if (wanted('burst')) await reportBurst(browser, bursting, Math.ceil(rounds / 2));
  if (besides) await reportAddOns(browser, besides, rounds);
} finally {
  await browser.close();
  for (const site of [...sites, ...(besides?.all ?? [])]) site.close();
}
