// Compiled SQL on the engines that do not come with `npm ci`. COVEY_SQL_RUNS sets how many random documents,
// COVEY_ENGINES=all asks all examples of the slow ones, too.
import { mkdirSync } from 'node:fs';
import { engineTests, installEngines } from './test/engines.ts';

mkdirSync('dist', { recursive: true });
const { passed, failed, skipped } = await engineTests(installEngines());
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
