// docs/capabilities.md: what peers can say, and the definitions that say the same.
import { BEYOND } from '../../test/conformance/capabilities/beyond.ts';
import { peers } from '../../test/conformance/capabilities/peers.ts';
import type { Capability } from '../../test/conformance/capabilities/types.ts';
import { definitionCell, visitorsCell } from './examples.ts';
import { table } from './markdown.ts';

const row = (capability: Capability): readonly string[] => [
  capability.says + (capability.note === undefined ? '' : `<br><sub>${capability.note}</sub>`),
  definitionCell(capability.definitions),
  visitorsCell(capability),
];

const sizeOf = (groups: { readonly [title: string]: readonly Capability[] }): number =>
  Object.values(groups).reduce((sum, rows) => sum + rows.length, 0);

export const capabilitiesPage = (): string => `# What other tools can say, in Covey's definitions

One row for each capability of each tool: what it can say about one visitor, the Covey definition that says the same, and the visitors on whom a
test tries it, each with an answer worked out by hand. Every definition passes the checker and is run by the engine, by an engine that is stored and
restarted after every event, by the slow evaluator that is the meaning of the language, and, where nothing but events is told, as SQL by DuckDB. Sums of money stand in a document with \`"currency": "EUR"\`.

The names of metrics and segments are examples. This page is made from the tests' own data (\`test/conformance/capabilities\`) by \`node scripts/generate-docs.ts\`.

${table(
  ['tool', 'rows'],
  [
    ...peers.map(({ name, groups }) => [name, String(sizeOf(groups))]),
    ['Beyond one visitor on one device', String(BEYOND.length)],
  ],
)}

${peers
  .map(
    ({ name, groups }) => `## ${name}

${Object.entries(groups)
  .map(
    ([title, rows]) => `### ${title}

${table(['it says', 'in Covey', 'tried on'], rows.map(row))}
`,
  )
  .join('\n')}`,
  )
  .join('\n')}
## Beyond one visitor on one device

What these tools offer beside statements about a visitor: what Covey has instead, and what it cannot do and why.

${table(
  ['what', 'who has it', 'Covey', 'how, or why not'],
  BEYOND.map(({ what, peers: who, answer, how }) => [what, who, answer, how]),
)}
`;
