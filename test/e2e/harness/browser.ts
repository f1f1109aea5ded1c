import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const systemBrowsers = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet, and able to run as root in a container. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const launchBrowser = async (): Promise<Browser> => chromium.launch(await launchOptions());

/** A system Chromium where there is one, else the one that comes inside an npm package (Linux x64). */
export async function launchOptions(): Promise<LaunchOptions> {
  const system = systemBrowsers.find((path) => path !== '' && existsSync(path));
  if (system !== undefined) return { executablePath: system, args: flags };
  return { ...(await packagedBrowser()), args: flags };
}

/**
 * The package unpacks its own NSS libraries only where it believes to run on AWS Lambda; a bare
 * machine lacks them just as Lambda does. The variables it sets are for the browser alone.
 */
async function packagedBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const before = { ...process.env };
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined) env[name] = value;
  process.env = before;
  return { executablePath, env };
}
