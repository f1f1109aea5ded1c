// What is loaded beside Covey: what each thing costs a page that has nothing for it to find, and what an event costs
// that a bridge hears from another library.
import type { Browser } from 'playwright-core';
import { returningVisitor, start } from './measures/start.ts';
import { trip } from './measures/trip.ts';
import { inTurn, netOf, tenths, whole } from './reports.ts';
import { serveSite, type Site } from './site.ts';
import { printTable } from './statistics.ts';
import { bare, hearing, peers, type Subject, withEach, withFamilies } from './subjects.ts';

export interface Besides {
  readonly bare: Site;
  readonly families: readonly Site[];
  readonly each: readonly Site[];
  /** Libraries alone, in the order of those that are heard. */
  readonly alone: readonly Site[];
  readonly hearing: readonly Site[];
  readonly all: readonly Site[];
}

export async function serveBesides(): Promise<Besides> {
  const serve = (subjects: readonly Subject[]) => Promise.all(subjects.map(serveSite));
  const [page] = await serve([bare]);
  const families = await serve(withFamilies);
  const each = await serve(withEach);
  const alone = await serve(
    hearing.flatMap(({ heard }) => peers.filter(({ entry }) => entry === heard)),
  );
  const heard = await serve(hearing);
  const all = [page as Site, ...families, ...each, ...alone, ...heard];
  return { bare: page as Site, families, each, alone, hearing: heard, all };
}

export async function reportAddOns(browser: Browser, besides: Besides, rounds: number) {
  const { families, each } = besides;
  const [covey] = families as readonly [Site];
  const starts = await startsOf(browser, [covey, ...families.slice(1), ...each], rounds);
  // A trip loads more of Covey, and only some of them make one.
  const bytes = new Map([...families, ...each].map((site) => [site, site.loaded()]));
  const trips = await inTurn([besides.bare, ...families], rounds, (site) => trip(browser, site));
  const event = netOf(trips, ({ task }) => task);
  const alone = covey.subject.name;
  printTable(
    'Beside Covey with the shop, where nothing is there to be found: bytes (brotli), ms of the main thread at a returning visitor’s start, µs an event; all beyond Covey alone (its own row: all of it)',
    ['', 'bytes', 'start ms', 'event µs'],
    [...families, ...each].map((site) => {
      const { name } = site.subject;
      const own = bytes.get(site) ?? Number.NaN;
      const floor = (of: (name: string) => number) => of(name) - (name === alone ? 0 : of(alone));
      return [
        name,
        whole(own - (name === alone ? 0 : (bytes.get(covey) ?? Number.NaN))),
        tenths(floor(starts)),
        families.includes(site) ? whole(floor(event)) : '',
      ];
    }),
  );

  const heard = await inTurn(
    [besides.bare, covey, ...besides.alone, ...besides.hearing],
    rounds,
    (site) => trip(browser, site),
  );
  const cost = netOf(heard, ({ task }) => task);
  printTable(
    'An event of the trip, µs of the main thread net of the bare page: told to the library, to Covey, and to the library with Covey hearing it',
    ['', 'library', 'Covey', 'both', 'both ÷ sum'],
    besides.hearing.map(({ subject: { name } }, at) => {
      const library = cost(besides.alone[at]?.subject.name ?? '');
      const sum = library + cost(alone);
      return [
        name.replace('Covey, hearing ', ''),
        whole(library),
        whole(cost(alone)),
        whole(cost(name)),
        `${(cost(name) / sum).toFixed(2)} ×`,
      ];
    }),
  );
}

/** CPU of a returning visitor's start, milliseconds, by subject. */
async function startsOf(browser: Browser, sites: readonly Site[], rounds: number) {
  const visits = new Map<Site, Awaited<ReturnType<typeof returningVisitor>>>();
  // One after the other: what is measured has the processor for itself.
  for (const site of sites) visits.set(site, await returningVisitor(browser, site));
  const results = await inTurn(sites, rounds * 2, (site) => {
    const visitor = visits.get(site);
    if (!visitor) throw new Error('no visit');
    return start(visitor);
  });
  for (const { close } of visits.values()) await close();
  return netOf(results, ({ task }) => task);
}
