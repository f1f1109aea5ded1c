// Which engines this machine has. `npm test` runs the end-to-end suite in those, and names the others.
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const inPath = (name: string) =>
  (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
const first = (paths: readonly string[]) => paths.find((path) => path && existsSync(path));

export const firefoxPath = () =>
  first([process.env['FIREFOX_PATH'] ?? '', ...inPath('firefox-esr'), ...inPath('firefox')]);

/** WebKitGTK: Safari's own WebCore. It needs a display, real or of Xvfb. */
export const webkitPaths = () => {
  const driver = first(inPath('WebKitWebDriver'));
  const browser = first([
    process.env['MINIBROWSER_PATH'] ?? '',
    ...globSync('/usr/{lib,lib/*,libexec}/webkit{2gtk,gtk}-*/MiniBrowser'),
  ]);
  const xvfb = first(inPath('Xvfb'));
  return driver && browser && xvfb ? { driver, browser, xvfb } : undefined;
};

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINES)[number];

/** What is missing, and how to get it. */
const missing = (): { readonly [engine in EngineName]?: string } => ({
  ...(!firefoxPath() && { firefox: 'apt-get install firefox-esr, or set FIREFOX_PATH' }),
  ...(!webkitPaths() && { webkit: 'apt-get install webkit2gtk-driver xvfb' }),
});

/** What `COVEY_ENGINES` names: some, or `all`. */
function namedEngines(): readonly EngineName[] | undefined {
  const named = process.env['COVEY_ENGINES'];
  if (!named) return undefined;
  const wanted = named === 'all' ? ENGINES : named.split(',');
  return wanted.map((name) => {
    const engine = ENGINES.find((one) => one === name);
    if (!engine) throw new Error(`COVEY_ENGINES: ${name} is none of all, ${ENGINES.join(', ')}`);
    const how = missing()[engine];
    if (how !== undefined) throw new Error(`COVEY_ENGINES: ${name} is not here (${how})`);
    return engine;
  });
}

/** Those named, or those that this machine has; Chromium comes with the packages. */
export const foundEngines = (): readonly EngineName[] =>
  namedEngines() ?? ENGINES.filter((engine) => missing()[engine] === undefined);

/** Variations of what each engine has shown run in Chromium alone, unless engines are named. */
export const hasVariations = (engine: EngineName): boolean =>
  engine === 'chromium' || namedEngines() !== undefined;

/** What is not run for want of an engine, and how to get it; empty where all three are here. */
export const missingEngines = (): string[] =>
  namedEngines() ? [] : Object.entries(missing()).map(([engine, how]) => `${engine} (${how})`);
