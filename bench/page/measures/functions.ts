import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Visit } from '../browser.ts';
import { sampled, type CallFrame } from '../trace.ts';

/** Milliseconds of a function by itself, and with all that it calls. */
export interface Spent {
  self: number;
  total: number;
}

/** What the profiler says where no function runs. */
const NOBODY = /^\((root|idle|program)\)$/;

/** Names functions of built files by where they stand in the sources. */
export function createNaming(dist: string): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (file: string) => {
    const path = join(dist, `${file.replace(/-[0-9a-f]{16}(?=\.js$)/, '')}.map`);
    const map = existsSync(path)
      ? new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload)
      : null;
    maps.set(file, map);
    return map;
  };
  return ({ functionName, url, lineNumber = 0, columnNumber = 0 }) => {
    if (!url) return functionName.startsWith('(') ? functionName : `(${functionName})`;
    const file = new URL(url).pathname.slice(1);
    const map = maps.has(file) ? maps.get(file) : mapOf(file);
    const entry = map?.findEntry(lineNumber, Math.max(0, columnNumber));
    return entry && 'originalSource' in entry
      ? `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}`
      : `${file} ${functionName}`;
  };
}

/** In which functions one more page of theirs spends the main thread. */
export async function functions(
  browser: Browser,
  { page, url }: Visit,
  nameOf: (frame: CallFrame) => string,
): Promise<ReadonlyMap<string, Spent>> {
  const samples = await sampled(browser, page, async () => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(1_800);
  });
  const sums = new Map<string, Spent>();
  const sumOf = (name: string): Spent => {
    const sum = sums.get(name) ?? { self: 0, total: 0 };
    sums.set(name, sum);
    return sum;
  };
  for (const { stack, ms } of samples) {
    const names = stack.map(nameOf);
    const [own] = names;
    if (own === undefined || NOBODY.test(own)) continue;
    sumOf(own).self += ms;
    // Once for each, however often it calls itself.
    for (const name of new Set(names)) if (!NOBODY.test(name)) sumOf(name).total += ms;
  }
  return sums;
}
