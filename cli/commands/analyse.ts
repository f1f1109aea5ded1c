import { Option } from 'commander';
import type { Command } from 'commander';
import type { Definitions } from '../../shared/definitions/types.ts';
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
import { simulate, type SimulateOptions, type SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
import { addAnalyseOptions, metricsAsked, refuseTwice } from './analyse-options.ts';
import type { AnalyseOptions } from './analyse-options.ts';
import {
  filesRead,
  howItIsRead,
  inputsOf,
  logAsked,
  noteRemarks,
  whichLog,
} from './log-options.ts';
import type { LogOptions } from './log-options.ts';
import { addSourceOptions } from './source-options.ts';

type Options = LogOptions & AnalyseOptions;

export function addAnalyse(program: Command, terminal: Terminal): void {
  const command = program
    .command('analyse')
    .summary("what a log's visitors show: spread, differences, cut points, clusters")
    .description(
      `Runs the engine of the page over a log, as "covey simulate" does, and says how the
metrics are spread over visitors, what tells a segment from another or from everyone
else, how another log differs, where cut points for RFM would lie, and which clusters
of visitors there are, as rules. Everything stays on this machine.`,
    );
  addAnalyseOptions(whichLog(command));
  for (const [flags, why] of NOT_HERE) command.addOption(refusing(flags, why));
  addSourceOptions(howItIsRead(command))
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

docs/analyse.md says how to read what is printed.`;

/** What "covey simulate" takes beside. */
const NOT_HERE = [
  ['--url <address>', '--url: a database is not analysed, only files are.'],
  ['--threads <n>', '--threads: a log is analysed by one thread.'],
] as const;

const refusing = (flags: string, why: string): Option =>
  new Option(flags)
    .argParser(() => {
      throw new Failure('usage', why, [
        'covey simulate takes it, and says how many visitors are in each segment.',
        'For covey analyse, write the events into a file, such as Parquet, and name that: --events log.parquet.',
      ]);
    })
    .hideHelp();

async function analyse(options: Options, terminal: Terminal): Promise<void> {
  const { definitions, asked } = await logAsked(options, terminal, true);
  const metrics = metricsAsked(options, definitions);
  refuseTwice(options, options);
  const otherLog = options.with && inputsOf(options, options.with);
  if (options.svg !== undefined)
    refuseInput('--svg', options.svg, filesRead(options, asked, ...(otherLog ? [otherLog] : [])));
  const wanted = { metrics, answered: readsSegments(options) };
  const log = await readCrowd({ ...asked, definitions }, wanted);
  noteLog(log, options, metrics, terminal);
  const other = otherLog && (await readCrowd({ ...asked, ...otherLog, definitions }, wanted));
  if (other) noteLog(other, { ...options, events: options.with ?? [] }, metrics, terminal);
  tell(options, terminal, { definitions, log, other });
}

/** Segments are asked only by what compares them. */
const readsSegments = (options: AnalyseOptions): boolean =>
  options.compare !== undefined || options.with !== undefined;

/** A log that was read, and everyone in it. */
interface Read {
  readonly result: SimulateResult;
  readonly crowd: Crowd;
}

async function readCrowd(
  asked: Omit<SimulateOptions, 'openStore'>,
  wanted: Parameters<typeof crowdStore>[1],
): Promise<Read> {
  const store = crowdStore(asked.offsetAt, wanted);
  const result = await simulate({ ...asked, openStore: () => Promise.resolve(store) });
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
