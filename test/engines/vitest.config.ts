import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { ownTemporaryFolder } from '../temporary.ts';

ownTemporaryFolder();

/** Compiled SQL on engines that do not come with `npm ci`: `npm run test:engines` installs them, and then runs this. */
const installed = (name: string) => fileURLToPath(new URL(`node_modules/${name}`, import.meta.url));

export default defineConfig({
  // As where somebody has installed the databases' own clients beside Covey.
  resolve: {
    alias: { pg: installed('pg'), '@clickhouse/client': installed('@clickhouse/client') },
  },
  test: {
    name: 'engines',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    setupFiles: './test/seed.ts',
    include: ['test/engines/*.test.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
