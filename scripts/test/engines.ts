import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';
import { type Report, type Totals, totalsOf } from './totals.ts';

/** What `npm test` does without, for the size of the packages. */
export const NOT_RUN = 'compiled SQL on ClickHouse, PostgreSQL and GoogleSQL: npm run test:engines';

const folder = fileURLToPath(new URL('../../test/engines', import.meta.url));

/** Installs the engines into a package folder of their own, where they are not there yet; whether they are there then. */
export async function installEngines(): Promise<boolean> {
  return (
    existsSync(join(folder, 'node_modules/.package-lock.json')) ||
    // Not `npm ci`: chdb names packages for other systems that are not in the registry, and no lock can hold those.
    (await run(['npm', 'install', '--no-save', '--prefix', folder, '--no-audit', '--no-fund'], {
      prefix: 'engines  | ',
      isPatient: true,
    }))
  );
}

/** Runs compiled SQL on the engines, once they are installed. */
export async function engineTests(installed: Promise<boolean>): Promise<Totals> {
  if (!(await installed)) return { passed: 0, failed: 1, skipped: 0 };
  const file = 'dist/test-report-engines.json';
  rmSync(file, { force: true });
  const endedWell = await run(
    [
      'vitest',
      'run',
      '--config=test/engines/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { prefix: 'engines  | ', isPatient: true },
  );
  const report = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Report);
  return totalsOf(report || undefined, endedWell);
}
