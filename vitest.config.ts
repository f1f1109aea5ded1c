import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ownTemporaryFolder } from './test/temporary.ts';

ownTemporaryFolder();

/** Files that take longest, first: none of them is to be waited for alone at the end. */
const SLOW =
  /\/(shared\/(counting\/privacy-loss|definitions\/properties|sql\/(examples|long-visitor))|cli\/(duckdb-file|simulate-(endings|threads))|scripts\/edge-template|packages\/apps|e2e\/(bench-page|browser-states|consent-managers|engines|parts|promises))\./;
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array that is sorted
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(SLOW.test(b.moduleId)) - Number(SLOW.test(a.moduleId)));
  }
}

export default defineConfig({
  test: {
    // By default one processor is left idle: with two, that is half of them.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: './test/seed.ts',
          include: ['test/{shared,cli,conformance,rooms,scripts,studio}/**/*.test.ts'],
          environment: 'node',
          // To load what they share anew for each file took a quarter of their time.
          isolate: false,
          // Browsers run beside these, and come first.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'sdk',
          setupFiles: './test/seed.ts',
          include: ['test/sdk/**/*.test.ts'],
          environment: 'happy-dom',
          // Consent managers keep what they know in their modules: each page has its own.
          server: { deps: { inline: [/@iab/] } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            // Files of the test's own, so that it needs no build; no variable of `.dev.vars`.
            miniflare: {
              assets: { directory: './test/worker/files', binding: 'ASSETS' },
              bindings: {
                COVEY_TOKEN: 'test-token',
                COVEY_REPORTS_PER_MINUTE: '4000',
                COVEY_MEGABYTES_PER_SITE: '16',
                COVEY_DEV_CONTEXT: '',
              },
            },
          }),
        ],
        test: { name: 'worker', include: ['test/worker/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        test: {
          name: 'packages',
          globalSetup: './test/packages/setup.ts',
          include: ['test/packages/**/*.test.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          globalSetup: './test/e2e/harness/setup.ts',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          // What they share is loaded once for each process, and so are the engines started.
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Files wait for browsers most of their time; each process has a Worker and a shop of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
