// docs/ready-segments.md and docs/ready-segments.json: segments to start from.
import { document } from '../../test/conformance/examples/example.ts';
import { READY } from '../../test/conformance/ready-segments/index.ts';
import { together } from '../../test/conformance/ready-segments/together.ts';
import { story } from './examples.ts';
import { anchor, json, table } from './markdown.ts';

const heading = ({ number, name }: (typeof READY)[number]): string => `${number} ${name}`;

export const readySegmentsPage = (): string => `# Ready segments

Segments to start from. Their thresholds are starting values: each lists what to tune. All of them together are one document,
[ready-segments.json](ready-segments.json), that passes the checker; \`covey add\` lists them, and [puts those you name](cli.md#covey-add-id----into-file) into your file. It says \`"currency": "EUR"\`, since sums of money are of one currency only: write yours, or a \`where\` on \`currency\`. Below each stand visitors on whom a test runs it, with answers worked out by hand;
times are local.

This page is made from the tests' own data (\`test/conformance/ready-segments\`) by \`node scripts/generate-docs.ts\`.

${table(
  ['#', 'segment', 'definition'],
  READY.map((ready) => [ready.number, `[${ready.name}](#${anchor(heading(ready))})`, ready.says]),
)}

Never: a segment of those who send a Global Privacy Control signal. A wish to be private must not become a label.

${READY.map(
  (ready) => `## ${heading(ready)}

${ready.says}${ready.note === undefined ? '' : ` ${ready.note}`}
${ready.tune.length === 0 ? '' : `\nTune: ${ready.tune.join('; ')}.\n`}
\`\`\`json
${json(ready.definitions)}
\`\`\`

${Object.entries(ready.visitors)
  .map(([who, entries]) => story(who, entries))
  .join('\n')}
`,
).join('\n')}`;

/** All of them, as one document. */
export const readySegmentsDocument = (): string =>
  `${JSON.stringify(
    document({
      site: 'hazel.example',
      issued: '2026-11-24T00:00:00Z',
      expires: '2027-02-22T00:00:00Z',
      ...together(READY.map(({ definitions }) => definitions)),
    }),
    null,
    2,
  )}\n`;

/** The list that `covey add` takes them from. */
export const readySegmentsList = (): string =>
  `${JSON.stringify(
    READY.map(({ number, name, says, tune, note, definitions }) => ({
      number,
      name,
      says,
      tune,
      note,
      definitions,
    })),
    null,
    2,
  )}\n`;
