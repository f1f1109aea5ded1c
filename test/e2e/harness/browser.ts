import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  unpacked ??= packagedBrowser();
  return { ...(await unpacked), args: flags };
}

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

type Packaged = { readonly executablePath: string; readonly env: Record<string, string> };
let unpacked: Promise<Packaged> | undefined;

/**
 * The package unpacks its own NSS libraries only where it believes to run on AWS Lambda; a bare
 * machine lacks them just as Lambda does. The variables it sets are for the browser alone.
 */
async function packagedBrowser(): Promise<Packaged> {
  const { version } = JSON.parse(
    readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8'),
  ) as { version: string };
  // It unpacks into the folder for temporary files, which is another in each run.
  const folder = join(modules, `.cache/chromium-${version}`);
  const before = { ...process.env };
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  process.env['TMPDIR'] = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, TMPDIR: before['TMPDIR'] }))
    if (value !== undefined) env[name] = value;
  if (!existsSync(folder)) {
    // What another process is still unpacking is not to be started.
    mkdirSync(dirname(folder), { recursive: true });
    const whole = mkdtempSync(`${folder}-`);
    process.env['TMPDIR'] = whole;
    await packaged.executablePath();
    try {
      renameSync(whole, folder);
    } catch {
      // The other was first.
      rmSync(whole, { recursive: true });
    }
  }
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  return { executablePath: join(folder, 'chromium'), env };
}
