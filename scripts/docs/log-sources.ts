// docs/log-sources.md: what other tools export, how it is read, and what is lost.
import { LOG_SOURCES, REASONS } from '../../shared/log-sources/index.ts';
import type { LogSource } from '../../shared/log-sources/index.ts';
import { DIALECTS } from '../../shared/sql/index.ts';
import { sourceText } from '../../cli/simulate/index.ts';
import { TOOLS } from './bridges.ts';
import { anchor, code, table } from './markdown.ts';

/** Engines that a source has no view for. */
const missingIn = (engines: LogSource['engines']): string =>
  Object.entries(DIALECTS)
    .filter(([name]) => !engines.some((one) => one === name))
    .map(([, { engine }]) => engine)
    .join(', ');

const section = ({ name, mapping, row, documented, guide, engines }: LogSource): string => {
  const bridge = TOOLS.find((tool) => tool.mapping === mapping);
  const names = bridge
    ? `Names as with [the bridge](bridges.md#${anchor(bridge.bridge)}).`
    : mapping.tool === 'Google Analytics 4'
      ? 'Names are those of the web already.'
      : mapping.tool === 'Umami'
        ? 'Names are the site’s own, and those that [Segment specified](bridges.md#segment) as there.'
        : `An order is a \`purchase\`, what was given back a \`refund\`.`;
  return `## ${name}

${guide.get}

\`\`\`sh
covey simulate --definitions segments.json --source ${name} --events ${guide.files}
\`\`\`

| | |
| --- | --- |
| a row | ${row} ([its form](${documented})) |
| read | ${guide.forms} |${guide.tables === undefined ? '' : `\n| as a table | ${guide.tables} |`}${guide.elsewhere === undefined ? '' : `\n| not as a table in ${missingIn(engines)} | ${guide.elsewhere} |`}
| a visitor | ${guide.visitor} |
| left out, and counted | ${guide.leftOut} |

${names}

${guide.lost.map((line) => `- ${line}`).join('\n')}`;
};

/** As the command prints it. */
const said = sourceText(
  {
    source: 'segment',
    row: 'call',
    files: 3,
    rows: 48_210,
    taken: 45_004,
    notTaken: { other: 2_911, 'no-consent': 295 },
    persons: 12,
    notMapped: [{ name: 'Lamp Dimmed', events: 117, taken: true }],
    unplaced: 0,
    zone: 'UTC',
    isLocal: true,
    strange: null,
  },
  (text) => text,
);

export const logSourcesPage = (): string => `# Logs of other tools

\`covey simulate\` and \`covey sql\` read what other tools export, by the tables of names that [the bridges](bridges.md) use in a page: a call that a bridge would hear and its export are the same event ([a call that a bridge hears and a tool exports is the same event](../test/sdk/exports-as-bridges.test.ts)). This page is made from the code by \`node scripts/generate-docs.ts\`.

\`\`\`sh
covey simulate --definitions segments.json --source ga4-bigquery --events ga4/
\`\`\`

${table(
  [code('--source'), 'tool', 'a row', 'read'],
  LOG_SOURCES.map(({ name, mapping, row, guide }) => [
    `[${code(name)}](#${anchor(name)})`,
    mapping.tool,
    row,
    guide.forms,
  ]),
)}

\`--events\` names files, several too, or folders, of which all files are read, packed by gzip or zstd or not; marks that a bucket has (\`_SUCCESS\`) are none. Times that name no zone are UTC, unless \`--source-time-zone\` says otherwise. \`--rename "Bag filled=add_to_cart"\` says what an event of yours is called here, before the tool’s table is asked, as a bridge’s [\`names\`](bridges.md) do; \`--rename Debug=\` leaves one out. Everything else is as with [any log](simulate.md): a row that has no time, or is no row, stops the command unless \`--skip-bad\` leaves it out.

## What is said at the end

\`\`\`text
${said}
\`\`\`

Names that no table has are taken as they are, and named here, the twenty most frequent; \`--json\` holds the same as \`source\`, with these words for why a row is not taken:

${table(
  [code('notTaken'), 'the row is'],
  Object.entries(REASONS).map(([name, text]) => [code(name), text]),
)}

## What holds for all

- **Consent.** A page records nothing before a yes, so rows that the tool itself marks as recorded without one are not taken, and there is no option that takes them. Where a tool does not say, all its rows are: its section names what it says.
- **Visitors.** Who a row is about is a key on this machine, and nothing of it is in what \`simulate\` prints, but for what \`--members\` writes. It is the browser’s id where the tool has one, since a page knows nobody else; a row that has only a person’s id is a visitor by itself, counted and named.
- **Sessions** are Covey’s own: a visit begins after \`session.timeout\` without an event, whatever the tool calls one. A tool’s \`session_start\` and \`first_visit\` are not taken.
- **Repeated rows** count once, by the tool’s id of an event.
- **All properties** keep their names, and stand under standard names, too, where the table has one. Where an event happened comes as \`page_location\`, \`page_path\`, \`page_title\` and \`page_referrer\`; of the device only its type, as \`device_type\`.

## What each source loses

${table(
  [code('--source'), 'a visitor is', 'and stays the same', 'consent', 'robots', 'a row twice counts'],
  LOG_SOURCES.map(({ name, guide: { glance } }) => [
    `[${code(name)}](#${anchor(name)})`,
    glance.visitor,
    glance.lasts,
    glance.consent,
    glance.robots,
    glance.twice,
  ]),
)}

A cookie lives shorter in some browsers than in others. None of them tells traits, geography, devices, pages or sources (\`source.*\`: what an export says of a campaign is properties of its events): [what a log cannot say](simulate.md#what-a-log-cannot-say).

## In SQL

\`\`\`sh
covey sql segments.json --source ga4-bigquery --from 'ga4/*.parquet' | duckdb
covey sql --source segment --dialect postgresql --from segment.order_completed
\`\`\`

\`--from\` names a table, in DuckDB also files; of \`umami\`, which has several, their schema, or a path with \`*\` for their names: \`'umami/*.csv'\`. The second command prints the view alone. It is called as \`--table\` says (\`events\`), lasts as long as the session, and has the columns that [the query](sql.md#the-table) reads, each id once; \`first_visit\` and \`session_start\` are added by \`covey simulate\` only. \`--dialect\` says for which engine it is written, of those in which a tool or its loader keeps such rows as a table (where one is missing, the section of the source says why):

${table(
  [code('--source'), ...Object.values(DIALECTS).map(({ engine }) => engine)],
  LOG_SOURCES.map(({ name, engines }) => [
    code(name),
    ...Object.keys(DIALECTS).map((dialect) =>
      engines.some((engine) => engine === dialect) ? 'yes' : '',
    ),
  ]),
)}

In ClickHouse and BigQuery it is a temporary table, made when the script runs. Rows of a table have no order: events of one visitor at one instant come in any. A local time that occurs twice is the first of the two everywhere, as for the reader, whatever the engine takes by itself. A test makes both of the same rows, ordinary and odd, and compares event by event ([a view of an export has the events that the reader takes](../test/shared/log-sources/sql.test.ts)); \`npm run test:engines\` does so in ClickHouse, PostgreSQL and GoogleSQL, and what their views’ text can say of itself \`npm test\` asks ([is whole, whatever its names are](../test/shared/log-sources/dialects.test.ts)).

${LOG_SOURCES.map(section).join('\n\n')}

## csv

A CSV of your own is a log as it is: \`--source csv\` is the same as no \`--source\` at all, and \`--visitor\`, \`--time\` and \`--event\` name its columns where they are called otherwise ([the log](simulate.md#the-log)).

\`\`\`sh
covey simulate --definitions segments.json --source csv --events log.csv --visitor user_id --time at
\`\`\`

So is anything else that has a visitor, a time and an event.
`;
