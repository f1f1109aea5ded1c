// A real browser for the page to be opened in. It does not come with Covey: who wants it installs what drives it,
// and the machine's own Chromium or Chrome is used.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Failure, reasonOf } from '../failure.ts';
import { loadOptional } from '../optional-package.ts';

/** The release that this is tested with; others of its kind will do. */
const RELEASE = '^1.65.1';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Starts it without a window. `path` names one; else the first that the machine has. @throws Failure where there is none. */
export async function openBrowser(path: string | undefined): Promise<Browser> {
  const { chromium } = await loadPlaywright();
  const executablePath = path ?? foundBrowser(process.env);
  if (executablePath === undefined) {
    throw new Failure('missing', 'No Chromium or Chrome was found on this machine.', [
      'Install one, or name it: --browser /path/to/chrome, or CHROMIUM_PATH in the environment.',
    ]);
  }
  try {
    return await chromium.launch({
      executablePath,
      // In a container there is often nobody but root, for whom it has no sandbox.
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-quic', '--disable-background-networking', '--no-first-run'],
    });
  } catch (error) {
    throw new Failure('missing', `${executablePath} could not be started.`, [
      'Name another browser with --browser; it has to be a Chromium, such as Chrome or Edge.',
      reasonOf(error).split('\n')[0] ?? '',
    ]);
  }
}

/** The machine's own; undefined where it has none. */
export function foundBrowser(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    env['CHROMIUM_PATH'] ?? '',
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ].find((path) => path !== '' && existsSync(path));
}

async function loadPlaywright() {
  try {
    return await loadOptional('playwright-core', () => import('playwright-core'));
  } catch (error) {
    throw new Failure(
      'missing',
      'covey doctor needs playwright-core, which does not come with Covey: it drives the browser of this machine.',
      [
        `In the folder where the command runs: npm install playwright-core@${RELEASE}`,
        `It could not be loaded: ${reasonOf(error).split('\n')[0] ?? ''}`,
      ],
    );
  }
}
