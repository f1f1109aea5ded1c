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

export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** Chromium comes with the packages. */
export const foundEngines = (): EngineName[] => [
  'chromium',
  ...(firefoxPath() ? (['firefox'] as const) : []),
  ...(webkitPaths() ? (['webkit'] as const) : []),
];

/** What is missing, and how to get it; empty where all three are here. */
export const missingEngines = (): string[] => [
  ...(firefoxPath() ? [] : ['firefox (apt-get install firefox-esr, or set FIREFOX_PATH)']),
  ...(webkitPaths() ? [] : ['webkit (apt-get install webkit2gtk-driver xvfb)']),
];
