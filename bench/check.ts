// npm run bench -- check: what checking a document takes, as the command line and the Worker do before it is published.
// Medians in milliseconds; the checker is warm, as in a Worker that has checked before.
import { readFileSync } from 'node:fs';
import { definitions as shop } from '../demo/definitions.ts';
import { checkDefinitions } from '../shared/definitions/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { documents } from './check-documents.ts';
import { workload } from './workload.ts';

const rfm = JSON.parse(readFileSync('docs/examples/rfm.json', 'utf8')) as Definitions;
const measured: { readonly [name: string]: Definitions } = {
  'the shop': shop,
  RFM: rfm,
  '500 ungrouped mixed segments': workload(500),
  ...documents,
};
const rounds = process.argv.includes('--quick') ? 5 : 15;

console.log(`| checked | bytes | issues | time |\n| --- | ---: | ---: | ---: |`);
for (const [name, document] of Object.entries(measured)) {
  const times: number[] = [];
  let issues = 0;
  for (let round = 0; round < rounds + 2; round += 1) {
    const before = performance.now();
    const { errors, warnings } = checkDefinitions(document);
    times.push(performance.now() - before);
    issues = errors.length + warnings.length;
  }
  // The first two warm it.
  const median = times.slice(2).toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
  const bytes = JSON.stringify(document).length.toLocaleString('en');
  console.log(`| ${name} | ${bytes} | ${issues} | ${median.toFixed(1)} ms |`);
}
