// npm run bench -- check: what checking a document takes, as the command line and the Worker do before it is published.
// Medians; the checker is warm, as in a Worker that has checked before.
import { readFileSync } from 'node:fs';
import { definitions as shop } from '../demo/definitions.ts';
import { checkDefinitions } from '../shared/definitions/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { show, table, timed } from './measure.ts';
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

const rows = Object.entries(measured).map(([name, document]): readonly string[] => {
  const found = () => {
    const { errors, warnings } = checkDefinitions(document);
    return errors.length + warnings.length;
  };
  const issues = found();
  const cost = timed(1, rounds, () => void found());
  return [
    name,
    `${(JSON.stringify(document).length / 1_000).toFixed(0)} kB`,
    issues.toLocaleString('en'),
    show(cost),
  ];
});
table('Checking a document', ['', 'JSON', 'issues', 'time'], rows);
