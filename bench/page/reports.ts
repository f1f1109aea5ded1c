import type { Browser } from 'playwright-core';
import type { Cpu } from './browser.ts';
import { BURST, burst, type Burst } from './measures/burst.ts';
import { createNaming, functions, type Spent } from './measures/functions.ts';
import { profile } from './measures/profile.ts';
import { returningVisitor, start } from './measures/start.ts';
import { tabs } from './measures/tabs.ts';
import { longestTask } from './measures/tasks.ts';
import { type Trip, TRIP, trip } from './measures/trip.ts';
import type { Site } from './site.ts';
import { median, printTable } from './statistics.ts';
import { bare, REFERENCE } from './subjects.ts';

/** As on a processor this many times slower. */
const SLOW_DOWN = 4;
/** From here on a browser calls a task long. */
const LONG_MS = 50;

export const whole = (value: number) => value.toFixed(0);
export const tenths = (value: number) => value.toFixed(1);
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const namesOf = (sites: readonly Site[]) => sites.map(({ subject }) => subject.name);

/** Says how far it is: on a terminal in one line, else once a round. */
function progress(text: string, isRound: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  else if (isRound) process.stderr.write(`${text}\n`);
}

/** Every site once a round, in turn, so that whatever else the machine does touches all of them. */
export async function inTurn<T>(
  sites: readonly Site[],
  rounds: number,
  once: (site: Site) => Promise<T>,
): Promise<Map<string, T[]>> {
  const results = new Map<string, T[]>(namesOf(sites).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [at, site] of sites.entries()) {
      const { name } = site.subject;
      progress(`round ${round + 1} of ${rounds}, ${at + 1} of ${sites.length}: ${name}`, at === 0);
      results.get(name)?.push(await once(site));
    }
  progress('', false);
  return results;
}

/** Median of a number of each result, by subject; what the bare page has is taken off. */
export function netOf<T>(
  results: Map<string, T[]>,
  of: (result: T) => number,
): (name: string) => number {
  const middle = (name: string) => median((results.get(name) ?? []).map(of));
  const floor = results.has(bare.name) ? middle(bare.name) : 0;
  return (name) => middle(name) - (name === bare.name ? 0 : floor);
}

const grossOf =
  <T>(results: Map<string, T[]>, of: (result: T) => number) =>
  (name: string): number =>
    median((results.get(name) ?? []).map(of));

/** How many times what the reference has. */
function times(of: (name: string) => number, name: string): string {
  const reference = of(REFERENCE);
  return Number.isNaN(reference) || name === bare.name
    ? ''
    : `${(of(name) / reference).toFixed(2)} ×`;
}

export async function reportTrip(browser: Browser, sites: readonly Site[], rounds: number) {
  const results = await inTurn(sites, rounds, (site) => trip(browser, site));
  const task = netOf(results, (one) => one.task);
  const script = netOf(results, (one) => one.script);
  const of = (key: keyof Trip) => grossOf(results, (result) => result[key]);
  const rows = sites.map((site) => {
    const { name, eventsIn } = site.subject;
    return [
      name,
      whole(task(name)),
      times(task, name),
      whole(script(name)),
      whole(of('callMedian')(name)),
      whole(of('call99')(name)),
      kB(site.loaded()),
      kB(of('stored')(name)),
      eventsIn ? `${whole(of('reported')(name))} of ${TRIP.events}` : '',
      whole(of('sentBytes')(name)),
    ];
  });
  printTable(
    `A trip of ${TRIP.events} events, ${TRIP.gapMs} ms apart: µs of the main thread an event, net of the bare page (its own row is gross)`,
    [
      '',
      'CPU µs',
      'ratio',
      'script µs',
      'call µs',
      '99 %',
      'loaded',
      'stored',
      'reported',
      'B sent',
    ],
    rows,
  );
}

export async function reportStart(browser: Browser, sites: readonly Site[], rounds: number) {
  const visits = new Map(
    await Promise.all(
      sites.map(async (site) => [site, await returningVisitor(browser, site)] as const),
    ),
  );
  const results = await inTurn<Cpu>(sites, rounds, async (site) => {
    const found = visits.get(site);
    if (!found) throw new Error('no visit');
    return start(found);
  });
  for (const { close } of visits.values()) await close();
  const task = netOf(results, (one) => one.task);
  const script = netOf(results, (one) => one.script);
  const least = (name: string) => Math.min(...(results.get(name) ?? []).map((one) => one.task));
  printTable(
    'Start of a returning visitor: ms of the main thread, net of the bare page (its own row is gross)',
    ['', 'CPU ms', 'least', 'ratio', 'script ms'],
    namesOf(sites).map((name) => [
      name,
      tenths(task(name)),
      tenths(least(name) - (name === bare.name ? 0 : least(bare.name))),
      times(task, name),
      tenths(script(name)),
    ]),
  );
}

export async function reportTasks(browser: Browser, sites: readonly Site[], loads: number) {
  const rows: string[][] = [];
  for (const site of sites) {
    const visitor = await returningVisitor(browser, site);
    const longest: number[] = [];
    for (let load = 0; load < loads; load += 1)
      longest.push(SLOW_DOWN * (await longestTask(browser, visitor)));
    await visitor.close();
    rows.push([
      site.subject.name,
      `${longest.filter((ms) => ms <= LONG_MS).length} of ${loads}`,
      whole(median(longest)),
      whole(Math.max(...longest)),
    ]);
  }
  printTable(
    `Start of a returning visitor, the thread's own clock times ${SLOW_DOWN}, as if the processor were slower: tasks above ${LONG_MS} ms`,
    ['', 'loads without one', 'longest ms, median', 'worst'],
    rows,
  );
}

/** Where the time of a start goes, of what takes a fifth of a millisecond and more. */
export async function reportProfile(browser: Browser, sites: readonly Site[], loads: number) {
  const spent = new Map<Site, ReadonlyMap<string, number>[]>();
  for (const site of sites) {
    const visitor = await returningVisitor(browser, site);
    const all: ReadonlyMap<string, number>[] = [];
    for (let load = 0; load < loads; load += 1) all.push(await profile(browser, visitor));
    await visitor.close();
    spent.set(site, all);
  }
  const names = new Set([...spent.values()].flat().flatMap((load) => [...load.keys()]));
  const of = (site: Site, name: string) =>
    median((spent.get(site) ?? []).map((load) => load.get(name) ?? 0));
  const rows = [...names]
    .map((name) => ({ name, spans: sites.map((site) => of(site, name)) }))
    .filter(({ spans }) => Math.max(...spans) >= 0.2)
    .toSorted((a, b) => Math.max(...b.spans) - Math.max(...a.spans));
  printTable(
    'Start of a returning visitor, watched, which takes time itself: ms of the main thread by what the browser calls it',
    ['', ...namesOf(sites)],
    rows.map(({ name, spans }) => [name, ...spans.map((ms) => ms.toFixed(2))]),
  );
}

/** In which functions the time of a start goes, of those that take a tenth of a millisecond and more. */
export async function reportFunctions(browser: Browser, sites: readonly Site[], loads: number) {
  for (const site of sites) {
    const { dist, name } = site.subject;
    if (dist === undefined) continue;
    const visitor = await returningVisitor(browser, site);
    const nameOf = createNaming(dist);
    const all: ReadonlyMap<string, Spent>[] = [];
    for (let load = 0; load < loads; load += 1) all.push(await functions(browser, visitor, nameOf));
    await visitor.close();
    const mean = (what: string, of: keyof Spent) =>
      all.reduce((sum, load) => sum + (load.get(what)?.[of] ?? 0), 0) / loads;
    const rows = [...new Set(all.flatMap((load) => [...load.keys()]))]
      .map((what) => ({ what, self: mean(what, 'self'), total: mean(what, 'total') }))
      .filter(({ total }) => total >= 0.1)
      .toSorted((a, b) => b.total - a.total);
    printTable(
      `${name}: start of a returning visitor, sampled, which takes time itself: ms a load by function, by the clock`,
      ['', 'alone', 'with what it calls'],
      rows.map(({ what, self, total }) => [what, self.toFixed(2), total.toFixed(2)]),
    );
  }
}

export async function reportTabs(browser: Browser, sites: readonly Site[], rounds: number) {
  const visible = await inTurn(sites, rounds, (site) => tabs(browser, site, false));
  const hidden = await inTurn(sites, rounds, (site) => tabs(browser, site, true));
  const front = grossOf(visible, (result) => result.front);
  printTable(
    'Two tabs: µs of the main thread for each event of the tab in front; what the bare page has is the measure’s own',
    ['', 'in front', 'other, visible', 'other, hidden'],
    namesOf(sites).map((name) => [
      name,
      whole(front(name)),
      whole(grossOf(visible, ({ other }) => other)(name)),
      whole(grossOf(hidden, ({ other }) => other)(name)),
    ]),
  );
}

export async function reportBurst(browser: Browser, sites: readonly Site[], rounds: number) {
  const results = await inTurn(sites, rounds, (site) => burst(browser, site));
  const of = (key: keyof Burst, name: string) => grossOf(results, (result) => result[key])(name);
  printTable(
    `${BURST.toLocaleString('en')} events in one task`,
    ['', 'that task, ms', 'longest after it, ms', 'CPU ms in all', 'lost'],
    namesOf(sites).map((name) => [
      name,
      whole(of('calls', name)),
      whole(of('longestAfter', name)),
      whole(of('cpu', name)),
      whole(of('lost', name)),
    ]),
  );
}
