// Writes the parts of docs/ that list things: the JSON Schema for editors, the checker's codes, and the
// pages and the list made from the conformance tests' own data.
// With --check nothing is written, and a stale file fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ISSUE_CODES } from '../shared/definitions/index.ts';
import { jsonSchema } from '../shared/definitions/json-schema.ts';
import { LIMITS } from '../shared/definitions/limits.ts';
import packageJson from '../package.json' with { type: 'json' };
import { openApi } from '../worker/openapi/document.ts';
import { bridgesPage } from './docs/bridges.ts';
import { capabilitiesPage } from './docs/capabilities.ts';
import { cliJsonPage } from './docs/cli-json.ts';
import { guidePages } from './docs/guides.ts';
import { logSourcesPage } from './docs/log-sources.ts';
import {
  readySegmentsDocument,
  readySegmentsList,
  readySegmentsPage,
} from './docs/ready-segments.ts';
import { referencePage } from './docs/reference.ts';

const rows = (entries: readonly (readonly [string, string | number])[]): string =>
  entries.map(([name, text]) => `| \`${name}\` | ${text} |`).join('\n');

/** File name, from docs/ on, and what belongs into it. */
export const generated: { readonly [file: string]: string } = {
  'definitions.schema.json': `${JSON.stringify(jsonSchema(), null, 2)}\n`,
  'checks.md': `# What the checker says

\`covey check\`, the studio and the Worker run the same checks. An error stops signing and publishing; a warning is for the owner to weigh. Each
finding has a code, a path into the document, and a message that says how to mend it. This page is made from the code by \`node scripts/generate-docs.ts\`.

| code | meaning |
| --- | --- |
${rows(Object.entries(ISSUE_CODES))}

## How much one document may hold

| limit | value |
| --- | --- |
${rows(Object.entries(LIMITS))}
`,
  'bridges.md': bridgesPage(),
  'log-sources.md': logSourcesPage(),
  'openapi.json': `${JSON.stringify(openApi(packageJson.version), null, 2)}\n`,
  'capabilities.md': capabilitiesPage(),
  'cli-json.md': cliJsonPage(),
  'ready-segments.json': readySegmentsDocument(),
  'ready-segments.md': readySegmentsPage(),
  'reference.md': referencePage(),
  ...guidePages(),
  '../shared/ready-segments/ready-segments.json': readySegmentsList(),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  for (const [file, text] of Object.entries(generated)) {
    const url = new URL(`../docs/${file}`, import.meta.url);
    if (!isCheck) writeFileSync(url, text);
    else if (readFileSync(url, 'utf8') !== text) {
      console.error(`docs/${file} is stale: run "node scripts/generate-docs.ts".`);
      process.exitCode = 1;
    }
  }
}
