import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { rfmMetrics } from '../../shared/analysis/index.ts';
import { MOST_CLUSTERS } from '../../shared/clusters/index.ts';
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
  requireRfm,
  rfmTiers,
  spreadsOf,
} from '../analyse/index.ts';
import { Failure } from '../failure.ts';
import { refuseInput } from '../growing-file.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumberIn } from '../options.ts';
import { writeWhole } from '../output.ts';
import { plural } from '../plural.ts';
import { simulate, type SimulateResult } from '../simulate/index.ts';
import type { Terminal } from '../terminal.ts';
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

interface Options extends LogOptions {
  readonly metric?: readonly string[];
  readonly compare?: readonly string[];
  readonly with?: readonly string[];
  readonly suggest?: 'rfm' | 'clusters';
  readonly clusters?: number | 'auto';
  readonly seed?: number;
  readonly json?: boolean;
  readonly svg?: string;
}

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
  whichLog(command)
    .option(
      '--metric <id>',
      'this metric, with thresholds and a histogram; again for more, or orders,spend',
      metricsNamed,
    )
    .option(
      '--compare <segments...>',
      'tell this segment from that one, or alone from everyone else',
    )
    .option('--with <file...>', 'another log, read in the same way: how it differs from the first')
    .addOption(
      new Option(
        '--suggest <what>',
        'cut points, or clusters by each --metric, as segments',
      ).choices(['rfm', 'clusters']),
    )
    .option(
      '--clusters <n>',
      `with --suggest clusters: how many, from 2 to ${MOST_CLUSTERS}, or auto, the default`,
      clustersAsked,
    )
    .option(
      '--seed <n>',
      'with --suggest clusters: of its chance, which is the same for the same seed; 1 by default',
      wholeNumberIn(0, 2 ** 31 - 1),
    )
    .option('--svg <file>', 'write what was asked for as a picture, too')
    .option('--json', 'print everything as JSON');
  for (const [flags, why] of NOT_HERE)
    command.addOption(
      new Option(flags)
        .argParser(() => {
          throw new Failure('usage', why, [
            'covey simulate takes it, and says how many visitors are in each segment.',
            'For covey analyse, write the events into a file, such as Parquet, and name that: --events log.parquet.',
          ]);
        })
        .hideHelp(),
    );
  addSourceOptions(howItIsRead(command))
    .addHelpText(
      'after',
      `
Examples:
  covey analyse --definitions segments.json --events log.csv
  covey analyse --definitions segments.json --events log.csv --metric spend --svg spend.svg
  covey analyse --definitions segments.json --events log.csv --compare champion loyal
  covey analyse --definitions segments.json --events march.csv --with april.csv
  covey analyse --definitions segments.json --events log.csv --suggest rfm --json
  covey analyse --definitions segments.json --events log.csv --suggest clusters --metric orders,spend

docs/analyse.md says how to read what is printed.`,
    )
    .action(async (options: Options) => {
      const { definitions, asked } = await logAsked(options, terminal, true);
      const metrics = metricsAsked(options, definitions);
      const otherLog = options.with === undefined ? null : inputsOf(options, options.with);
      if (options.svg !== undefined)
        refuseInput(
          '--svg',
          options.svg,
          filesRead(options, asked, ...(otherLog ? [otherLog] : [])),
        );
      const read = async (
        log: Partial<ReturnType<typeof inputsOf>> = {},
      ): Promise<[SimulateResult, Crowd]> => {
        // Segments are asked only by what compares them.
        const answered = options.compare !== undefined || options.with !== undefined;
        const store = crowdStore(asked.offsetAt, { metrics, answered });
        const result = await simulate({
          ...asked,
          ...log,
          definitions,
          openStore: () => Promise.resolve(store),
        });
        return [result, store.crowd()];
      };
      const [result, crowd] = await read();
      noteRemarks(result, options, terminal);
      noteApproximate(crowd, metrics, terminal);
      const [other, otherCrowd] = otherLog ? await read(otherLog) : [];
      if (other !== undefined && otherCrowd !== undefined && options.with !== undefined) {
        noteRemarks(other, { ...options, events: options.with }, terminal);
        noteApproximate(otherCrowd, metrics, terminal);
      }

      const [one, another] = options.compare ?? [];
      const isOther =
        options.compare !== undefined ||
        options.with !== undefined ||
        options.suggest !== undefined;
      // With "--suggest clusters" a metric is what they are found by.
      const isDetailed = options.metric !== undefined && options.suggest !== 'clusters';
      const clusters =
        options.suggest === 'clusters'
          ? clustersOf(crowd, definitions, {
              metrics: options.metric,
              clusters: typeof options.clusters === 'number' ? options.clusters : null,
              seed: options.seed ?? 1,
            })
          : undefined;
      const found: Found = {
        ...((!isOther || isDetailed) && {
          spreads: spreadsOf(crowd, definitions).filter(
            ({ metric }) => options.metric?.includes(metric) ?? true,
          ),
        }),
        ...(one !== undefined && { compared: compare(crowd, definitions, [one, another]) }),
        ...(otherCrowd !== undefined && { drifted: drift(crowd, otherCrowd, definitions) }),
        ...(options.suggest === 'rfm' && { tiers: rfmTiers(crowd, definitions) }),
        ...(clusters && { clusters }),
        ...(clusters &&
          otherCrowd && { clustersThen: clustersThen(clusters, otherCrowd, definitions) }),
      };
      if (options.svg !== undefined) writeWhole(options.svg, analysisSvg(found, definitions));
      if (options.json)
        tellJson(terminal, 'analyse', analysisJson(result, other, definitions, found));
      else
        terminal.out(
          analysisText(result, other, definitions, found, isDetailed, terminal.style.bold),
        );
    });
}

/** What "covey simulate" takes beside. */
const NOT_HERE = [
  ['--url <address>', '--url: a database is not analysed, only files are.'],
  ['--threads <n>', '--threads: a log is analysed by one thread.'],
] as const;

/** Again, or with commas. */
const metricsNamed = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').filter((id) => id !== ''),
];

function noteApproximate(
  { approximate }: Crowd,
  metrics: readonly string[],
  { note, noteStyle }: Terminal,
): void {
  for (const [id, visitors] of approximate)
    if (metrics.includes(id))
      note(
        `${noteStyle.yellow('warning')}  ${id} is approximate for ${plural(visitors, 'visitor')}, with more of it than is kept exactly.`,
      );
}

/** "auto", or a number. */
function clustersAsked(text: string): number | 'auto' {
  if (text === 'auto') return text;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 2 && number <= MOST_CLUSTERS) return number;
  throw new InvalidArgumentError(`A whole number from 2 to ${MOST_CLUSTERS} is expected, or auto.`);
}

/** @throws Failure for metrics and segments that are not there. */
function metricsAsked(options: Options, definitions: Definitions): readonly string[] {
  const all = Object.keys(definitions.metrics ?? {});
  const { metric, compare: compared = [], suggest } = options;
  for (const option of ['clusters', 'seed'] as const)
    if (options[option] !== undefined && suggest !== 'clusters')
      throw new Failure('usage', `--${option} is said of --suggest clusters.`, [
        `covey analyse … --suggest clusters --${option} ${options[option]}`,
      ]);
  if (compared.length === 2 && compared[0] === compared[1])
    throw new Failure(
      'usage',
      `--compare takes two different segments, and ${compared[0]} twice.`,
      [`--compare ${compared[0]} compares it with everyone else.`],
    );
  if (compared.length > 2) throw new Failure('usage', '--compare takes one segment, or two.', []);
  const unknown = [
    ...(metric ?? []).filter((id) => !all.includes(id)).map((id) => `metric "${id}"`),
    ...compared
      .filter((id) => !Object.hasOwn(definitions.segments, id))
      .map((id) => `segment "${id}"`),
  ];
  if (unknown.length > 0)
    throw new Failure('usage', `The definitions have no ${unknown.join(', no ')}.`, [
      `Metrics: ${all.join(', ') || 'none'}.`,
      `Segments: ${Object.keys(definitions.segments).join(', ')}.`,
    ]);
  if (suggest === 'rfm') requireRfm(definitions);
  if (options.with?.includes('-') && (options.events.includes('-') || options.definitions === '-'))
    throw new Failure('usage', 'Standard input is read once: two of what was named come from it.', [
      'Name a file for one of them.',
    ]);
  const isAll = compared.length > 0 || options.with !== undefined || metric === undefined;
  const named = suggest !== 'rfm' ? [] : Object.values(rfmMetrics(definitions));
  return isAll ? all : [...new Set([...metric, ...named])];
}
