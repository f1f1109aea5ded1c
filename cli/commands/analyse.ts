import { Option } from 'commander';
import type { Command } from 'commander';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { OffsetAt } from '../../shared/logs/index.ts';
import {
  type Crowd,
  type Found,
  analysisJson,
  analysisSvg,
  analysisText,
  clustersOf,
  clustersThen,
  compare,
  crowdStore,
  drift,
  rfmTiers,
  spreadsOf,
} from '../analyse/index.ts';
import { Failure } from '../failure.ts';
import { refuseInput, writeWhole } from '../growing-file.ts';
import { tellJson } from '../json/index.ts';
import { plural } from '../plural.ts';
import { simulate, type SimulateResult, type Store } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { addAnalyseOptions, metricsAsked, refuseTwice } from './analyse-options.ts';
import type { AnalyseOptions } from './analyse-options.ts';
import { fetchingThere, tellCost } from './ask-there.ts';
import {
  definitionsAsked,
  filesRead,
  howItIsRead,
  inputsOf,
  logAsked,
  noteRemarks,
  whichLog,
} from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { addSourceOptions } from './source-options.ts';
import { addThereOptions, fileOfPassword, refuseWithoutUrl } from './there-options.ts';
import type { ThereOptions } from './there-options.ts';
import { instantAsked } from './when-asked.ts';

type Options = Omit<LogOptions, 'events'> &
  ThereOptions &
  AnalyseOptions & { readonly events?: readonly string[] };

export function addAnalyse(program: Command, terminal: Terminal): void {
  const command = program
    .command('analyse')
    .summary("what a log's visitors show: spread, differences, cut points, clusters")
    .description(
      `Runs the engine of the page over a log, as "covey simulate" does, and says how the
metrics are spread over visitors, what tells a segment from another or from everyone
else, how another log differs, where cut points for RFM would lie, and which clusters
of visitors there are, as rules. Everything stays on this machine. With --url the events of
a table in a database come to it first.`,
    );
  addAnalyseOptions(whichLog(command)).addOption(NO_THREADS());
  addThereOptions(addSourceOptions(howItIsRead(command)))
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => analyse(options, terminal));
}

const EXAMPLES = `
Examples:
  covey analyse --definitions segments.json --events log.csv
  covey analyse --definitions segments.json --events log.csv --metric spend --svg spend.svg
  covey analyse --definitions segments.json --events log.csv --compare champion loyal
  covey analyse --definitions segments.json --events march.csv --with april.csv
  covey analyse --definitions segments.json --events log.csv --suggest rfm --json
  covey analyse --definitions segments.json --events log.csv --suggest clusters --metric orders,spend
  covey analyse --definitions segments.json --url postgres://analyst@db.example/shop --table web.events

docs/analyse.md says how to read what is printed.`;

/** What "covey simulate" takes beside. */
const NO_THREADS = (): Option =>
  new Option('--threads <n>')
    .argParser(() => {
      throw new Failure('usage', '--threads: a log is analysed by one thread.', [
        'covey simulate takes it, and says how many visitors are in each segment.',
      ]);
    })
    .hideHelp();

async function analyse(options: Options, terminal: Terminal): Promise<void> {
  const { url } = options;
  if (url !== undefined) return analyseThere({ ...options, url }, terminal);
  refuseWithoutUrl(options);
  const events = requireEvents(options);
  const { definitions, asked } = await logAsked({ ...options, events }, terminal, true);
  const wanted = wantedOf(options, definitions);
  refuseTwice(options, { ...options, events });
  const otherLog = options.with && inputsOf(options, options.with);
  refuseDrawnOver(options, filesRead(options, asked, ...(otherLog ? [otherLog] : [])));
  const read = (log: Partial<typeof otherLog>): Promise<Read> =>
    crowdOf(asked.offsetAt, wanted, (store) =>
      simulate({ ...asked, ...log, definitions, openStore: () => Promise.resolve(store) }),
    );
  const log = await read({});
  noteLog(log, { ...options, events }, wanted.metrics, terminal);
  const other = otherLog && (await read(otherLog));
  if (other) noteLog(other, { ...options, events: options.with ?? [] }, wanted.metrics, terminal);
  tell(options, terminal, { definitions, log, other });
}

/** The same of a table, and perhaps another one, in a database. */
async function analyseThere(
  options: Options & { readonly url: string },
  terminal: Terminal,
): Promise<void> {
  const { offsetAt } = instantAsked(options);
  const { table = 'events' } = options;
  const tables = [table, ...otherTables(options)];
  await fetchingThere(options, tables, async ({ costs, agreed, fetch }) => {
    if (options.estimate) return tellCost('analyse', costs, options, terminal);
    const definitions = await definitionsAsked(options, terminal, true);
    const wanted = wantedOf(options, definitions);
    refuseDrawnOver(options, [options.definitions, options.url, ...fileOfPassword(options)]);
    await agreed();
    const read = async (name: string): Promise<Read> => {
      const found = await crowdOf(offsetAt, wanted, (store) => fetch(definitions, store, name));
      noteLog(found, { ...options, events: [name] }, wanted.metrics, terminal);
      return found;
    };
    const log = await read(table);
    const [otherTable] = otherTables(options);
    const other = otherTable === undefined ? undefined : await read(otherTable);
    tell(options, terminal, { definitions, log, other });
  });
}

/** @throws Failure where more than one other table is named. */
function otherTables({ with: tables = [] }: AnalyseOptions): readonly string[] {
  if (tables.length <= 1) return tables;
  throw new Failure('usage', '--with names one table, where --url names a database.', [
    'A view of several can be named instead.',
  ]);
}

function requireEvents({ events }: Options): readonly string[] {
  if (events !== undefined) return events;
  throw new Failure('usage', 'The log is missing.', [
    '--events names its file, or --url the database that holds it.',
    'covey help analyse',
  ]);
}

/** @throws Failure where the picture would take the place of what is read. */
function refuseDrawnOver({ svg }: AnalyseOptions, inputs: readonly string[]): void {
  if (svg !== undefined) refuseInput('--svg', svg, inputs);
}

type Wanted = Parameters<typeof crowdStore>[1];

const wantedOf = (options: AnalyseOptions, definitions: Definitions): Wanted => ({
  metrics: metricsAsked(options, definitions),
  answered: readsSegments(options),
});

/** Segments are asked only by what compares them. */
const readsSegments = (options: AnalyseOptions): boolean =>
  options.compare !== undefined || options.with !== undefined;

/** A log that was read, and everyone in it. */
interface Read {
  readonly result: SimulateResult;
  readonly crowd: Crowd;
}

async function crowdOf(
  offsetAt: OffsetAt,
  wanted: Wanted,
  read: (store: Store) => Promise<SimulateResult>,
): Promise<Read> {
  const store = crowdStore(offsetAt, wanted);
  const result = await read(store);
  return { result, crowd: store.crowd() };
}

/** What the owner should know of how a log was read. */
function noteLog(
  { result, crowd: { approximate } }: Read,
  options: Pick<LogOptions, 'events' | 'timezone' | 'complete'>,
  metrics: readonly string[],
  terminal: Terminal,
): void {
  noteRemarks(result, options, terminal);
  for (const [id, visitors] of approximate)
    if (metrics.includes(id))
      terminal.note(
        `${terminal.noteStyle.yellow('warning')}  ${id} is approximate for ${plural(visitors, 'visitor')}, with more of it than is kept exactly.`,
      );
}

interface Analysed {
  readonly definitions: Definitions;
  readonly log: Read;
  readonly other: Read | undefined;
}

/** Prints what was asked for, and draws it where that was, too. */
function tell(options: Options, terminal: Terminal, analysed: Analysed): void {
  const { definitions, log, other } = analysed;
  const found = findings(options, analysed);
  if (options.svg !== undefined) writeWhole(options.svg, analysisSvg(found, definitions));
  if (options.json)
    tellJson(terminal, 'analyse', analysisJson(log.result, other?.result, definitions, found));
  else
    terminal.out(
      analysisText(
        log.result,
        other?.result,
        definitions,
        found,
        isDetailed(options),
        terminal.style.bold,
      ),
    );
}

/** With "--suggest clusters" a metric is what they are found by. */
const isDetailed = ({ metric, suggest }: AnalyseOptions): boolean =>
  metric !== undefined && suggest !== 'clusters';

function findings(options: AnalyseOptions, { definitions, log, other }: Analysed): Found {
  const { crowd } = log;
  const { metric, suggest } = options;
  const [one, another] = options.compare ?? [];
  const isOther = one !== undefined || options.with !== undefined || suggest !== undefined;
  const clusters =
    suggest === 'clusters'
      ? clustersOf(crowd, definitions, {
          metrics: metric,
          clusters: typeof options.clusters === 'number' ? options.clusters : null,
          seed: options.seed ?? 1,
        })
      : undefined;
  return {
    ...((!isOther || isDetailed(options)) && {
      spreads: spreadsOf(crowd, definitions).filter(
        (each) => metric?.includes(each.metric) ?? true,
      ),
    }),
    ...(one !== undefined && { compared: compare(crowd, definitions, [one, another]) }),
    ...(other && { drifted: drift(crowd, other.crowd, definitions) }),
    ...(suggest === 'rfm' && { tiers: rfmTiers(crowd, definitions) }),
    ...(clusters && { clusters }),
    ...(clusters && other && { clustersThen: clustersThen(clusters, other.crowd, definitions) }),
  };
}
