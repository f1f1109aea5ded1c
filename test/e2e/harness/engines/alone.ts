import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../browser.ts';

/**
 * Opens a page in a Chromium that nobody drives: it prepares no page while its tools look on. What there is to see, the
 * page reports.
 */
export async function openChromiumAlone(url: string): Promise<{ close(): Promise<void> }> {
  const { executablePath = '', args = [], env } = await launchOptions();
  const profile = mkdtempSync(join(tmpdir(), 'covey-chromium-'));
  const started = spawn(
    executablePath,
    [...args, '--headless', `--user-data-dir=${profile}`, url],
    {
      stdio: 'ignore',
      ...(env && { env: env as NodeJS.ProcessEnv }),
    },
  );
  const ended = new Promise<void>((resolve) => started.on('exit', () => resolve()));
  return {
    async close() {
      started.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
