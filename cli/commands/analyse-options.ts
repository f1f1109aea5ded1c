import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { rfmMetrics } from '../../shared/analysis/index.ts';
import { MOST_CLUSTERS } from '../../shared/clusters/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { requireRfm } from '../analyse/index.ts';
import { Failure } from '../failure.ts';
import { wholeNumberIn } from '../options.ts';
import type { LogOptions } from './log-options.ts';

/** What a log is asked to show. */
export interface AnalyseOptions {
  readonly metric?: readonly string[];
  readonly compare?: readonly string[];
  readonly with?: readonly string[];
  readonly suggest?: 'rfm' | 'clusters';
  readonly clusters?: number | 'auto';
  readonly seed?: number;
  readonly json?: boolean;
  readonly svg?: string;
}

export const addAnalyseOptions = (command: Command): Command =>
  command
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

/** Again, or with commas. */
const metricsNamed = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').filter((id) => id !== ''),
];

/** "auto", or a number. */
function clustersAsked(text: string): number | 'auto' {
  if (text === 'auto') return text;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 2 && number <= MOST_CLUSTERS) return number;
  throw new InvalidArgumentError(`A whole number from 2 to ${MOST_CLUSTERS} is expected, or auto.`);
}

/** The metrics that are looked at. @throws Failure for options that say nothing, and for metrics and segments that are not there. */
export function metricsAsked(options: AnalyseOptions, definitions: Definitions): readonly string[] {
  const all = Object.keys(definitions.metrics ?? {});
  const { metric, compare = [], suggest } = options;
  refuseOfClusters(options);
  refuseCompared(compare);
  refuseUnknown(options, definitions);
  if (suggest === 'rfm') requireRfm(definitions);
  const named = suggest !== 'rfm' ? [] : Object.values(rfmMetrics(definitions));
  const isAll = compare.length > 0 || options.with !== undefined || metric === undefined;
  return isAll ? all : [...new Set([...metric, ...named])];
}

/** @throws Failure where two of what is read come from standard input. */
export function refuseTwice(
  { with: other }: AnalyseOptions,
  { events, definitions }: Pick<LogOptions, 'events' | 'definitions'>,
): void {
  if (other?.includes('-') && (events.includes('-') || definitions === '-'))
    throw new Failure('usage', 'Standard input is read once: two of what was named come from it.', [
      'Name a file for one of them.',
    ]);
}

function refuseOfClusters(options: AnalyseOptions): void {
  for (const option of ['clusters', 'seed'] as const)
    if (options[option] !== undefined && options.suggest !== 'clusters')
      throw new Failure('usage', `--${option} is said of --suggest clusters.`, [
        `covey analyse … --suggest clusters --${option} ${options[option]}`,
      ]);
}

function refuseCompared(compared: readonly string[]): void {
  if (compared.length === 2 && compared[0] === compared[1])
    throw new Failure(
      'usage',
      `--compare takes two different segments, and ${compared[0]} twice.`,
      [`--compare ${compared[0]} compares it with everyone else.`],
    );
  if (compared.length > 2) throw new Failure('usage', '--compare takes one segment, or two.', []);
}

function refuseUnknown(
  { metric = [], compare = [] }: AnalyseOptions,
  { metrics = {}, segments }: Definitions,
): void {
  const unknown = [
    ...metric.filter((id) => !Object.hasOwn(metrics, id)).map((id) => `metric "${id}"`),
    ...compare.filter((id) => !Object.hasOwn(segments, id)).map((id) => `segment "${id}"`),
  ];
  if (unknown.length === 0) return;
  throw new Failure('usage', `The definitions have no ${unknown.join(', no ')}.`, [
    `Metrics: ${Object.keys(metrics).join(', ') || 'none'}.`,
    `Segments: ${Object.keys(segments).join(', ')}.`,
  ]);
}
