import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import {
  count,
  countingOf,
  exactPercent,
  JUDGED_SHARE,
  MAX_RELATIVE_ERROR,
  planCounts,
  TARGET_ERROR,
} from '../../shared/counting/index.ts';
import type { CountPlan, PlanInput } from '../../shared/counting/index.ts';
import { nearest } from '../../shared/definitions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { askedIn } from '../../shared/experiences/index.ts';
import { writeOutBins } from '../../shared/histograms/index.ts';
import { acceptDefinitions, readDefinitions } from '../documents/index.ts';
import { Answered, EXIT, Failure } from '../failure.ts';
import { readText } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { positiveNumber } from '../options.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly dailyVisitors: number;
  readonly participants?: number;
  readonly share?: ReadonlyMap<string, number>;
  readonly sizes?: string;
  readonly anyway?: boolean;
  readonly json?: boolean;
}

export function addPlan(program: Command, terminal: Terminal): void {
  program
    .command('plan')
    .summary('how exact the counts will be')
    .description(
      `Says before signing how exact each count will be at a site's traffic, for shares of 1, 5 and
20 %. Ends with 1 when the error of a question would exceed ${MAX_RELATIVE_ERROR * 100} % at the share you give for it, or
at ${JUDGED_SHARE * 100} % where you give none, unless told otherwise by --anyway.`,
    )
    .argument('<file>', 'definitions; "-" for standard input')
    .requiredOption('--daily-visitors <n>', 'visitors on a usual day', positiveNumber)
    .option(
      '--participants <n>',
      'devices that take part in a period, where you know it; assumed: 2.1 times the daily visitors in 7 days, 4.8 times in 28',
      positiveNumber,
    )
    .option(
      '--share <id=share>',
      'expected share of a segment, such as champion=0.03, or of a bin, such as spend:20..50=0.2',
      addShare,
    )
    .option('--sizes <file>', 'expected shares from "covey simulate --json"')
    .option('--anyway', 'accept questions with a greater error')
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  covey plan segments.json --daily-visitors 10000\n  covey simulate --definitions segments.json --events log.csv --json > sizes.json\n  covey plan segments.json --daily-visitors 10000 --sizes sizes.json',
    )
    .action(async (file: string, options: Options) => {
      const definitions = acceptDefinitions(await readDefinitions(file), terminal);
      requireSegments(definitions, options.share ?? new Map());
      const shares = new Map([
        ...(options.sizes === undefined ? [] : readSizes(options.sizes)),
        ...(options.share ?? []),
      ]);
      const counting = countingOf(definitions);
      if (!counting)
        throw new Failure('definitions', 'ε and period add up to more than may be signed.');
      const { epsilon, period } = counting;
      const plan = planCounts({
        questions: questionsOf(definitions, shares),
        dailyVisitors: options.dailyVisitors,
        period,
        epsilon,
        ...(options.participants !== undefined && { participants: options.participants }),
      });
      if (options.json) tellJson(terminal, 'plan', plan);
      else terminal.out(describe(plan, period, terminal));
      const refused = plan.questions.filter((question) => question.refused);
      if (refused.length > 0 && !options.anyway) {
        const judged = refused.map(
          ({ id, share, error }) =>
            `${id} (${exactPercent(error)} at a share of ${exactPercent(share ?? JUDGED_SHARE)})`,
        );
        const why = new Failure('definitions', `Too uncertain to ask: ${judged.join(', ')}.`, [
          'Ask fewer questions, put exclusive segments into one group, or count over 28 days.',
          `Where you know a segment to be larger than ${JUDGED_SHARE * 100} %, say so with "--share" or "--sizes".`,
          '"--anyway" accepts them.',
        ]);
        throw new Answered(EXIT.failed, why);
      }
    });
}

/** @throws Failure for the share of a segment, or of a bin, that there is none of, which would change nothing. */
function requireSegments(
  { segments, histograms = {} }: Definitions,
  shares: NonNullable<Options['share']>,
): void {
  const bins = Object.entries(histograms).flatMap(([id, of]) => Object.keys(writeOutBins(id, of)));
  const ids = [...Object.keys(segments), ...bins];
  for (const id of shares.keys()) {
    if (ids.includes(id)) continue;
    const near = nearest(id, ids);
    throw new Failure('usage', `--share ${id}: there is no such segment.`, [
      near === undefined ? `There are ${ids.join(', ')}.` : `Did you mean ${near}?`,
    ]);
  }
}

function questionsOf(
  definitions: Definitions,
  shares: ReadonlyMap<string, number>,
): PlanInput['questions'] {
  return askedIn(definitions).map(({ id, of, answers }) => {
    const known = of.flatMap((segment) => shares.get(segment) ?? []);
    return { id, answers, ...(known.length > 0 && { share: Math.min(...known) }) };
  });
}

function describe(plan: CountPlan, period: string, { style }: Terminal): string {
  if (plan.questions.length === 0) {
    return 'No segment, group, experience or histogram is counted. Add "count": true to those you want to count.';
  }
  const { epsilon, recommendedEpsilon, reachesTarget, questionsThatFit } = plan;
  const mark = (error: number) =>
    error > MAX_RELATIVE_ERROR ? style.red(exactPercent(error)) : exactPercent(error);
  const known = plan.questions.some(({ share }) => share !== null);
  const rows = plan.questions.map(({ id, answers, share, error, errors, tooManyAnswers }) => [
    id,
    `${answers}${tooManyAnswers ? style.yellow(' (too many)') : ''}`,
    mark(errors[1]),
    mark(errors[5]),
    mark(errors[20]),
    ...(known ? (share === null ? ['', ''] : [exactPercent(share), mark(error)]) : []),
  ]);
  const target = `${TARGET_ERROR.error * 100} % for a share of ${TARGET_ERROR.share * 100} %`;
  return [
    table(
      [
        { title: 'Question' },
        { title: 'Answers', numeric: true },
        { title: 'Error at 1 %', numeric: true },
        { title: 'at 5 %', numeric: true },
        { title: 'at 20 %', numeric: true },
        ...(known
          ? [
              { title: 'Your share', numeric: true },
              { title: 'Error there', numeric: true },
            ]
          : []),
      ],
      rows,
      style.bold,
    ),
    '',
    `Errors are relative standard errors over ${period} at ε = ${epsilon}: of 1,000 people, 10 % is 100 either way.`,
    `${count(Math.round(plan.participants))} devices are taken to take part in a period, ${count(Math.round(plan.reportsPerQuestion))} for each question.`,
    reachesTarget
      ? `The smallest ε that reaches ${target} is ${recommendedEpsilon}.`
      : `No ε that may be signed for ${period} reaches ${target}. ${questionsThatFit > 0 ? `About ${questionsThatFit} questions would.` : 'Not one question would.'}`,
    `A device's answer is wrong on purpose ${exactPercent(1 / (Math.exp(epsilon) + 1))} of the time.`,
  ].join('\n');
}

function addShare(text: string, before: ReadonlyMap<string, number> = new Map()) {
  const [, id, share] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const number = Number(share);
  if (id === undefined || !(number > 0 && number <= 1)) {
    throw new InvalidArgumentError('Write it as id=share, with a share between 0 and 1.');
  }
  return new Map([...before, [id, number]]);
}

/** Shares from what `covey simulate --json` printed; a segment without members has none. */
function readSizes(path: string): [string, number][] {
  const wrong = () =>
    new Failure('file', `${path} is not what "covey simulate --json" prints.`, [
      'Make it with: covey simulate --definitions FILE --events LOG --json > sizes.json',
    ]);
  let sizes: { visitors?: unknown; segments?: { [id: string]: { members?: unknown } } } | null;
  try {
    sizes = JSON.parse(readText(path)) as typeof sizes;
  } catch (error) {
    throw error instanceof Failure ? error : wrong();
  }
  const visitors = sizes?.visitors;
  if (typeof visitors !== 'number' || !sizes?.segments || typeof sizes.segments !== 'object')
    throw wrong();
  return Object.entries(sizes.segments).flatMap(([id, size]) => {
    const members = size?.members;
    // Unknown for everybody: no share is known either.
    if (members === null) return [];
    if (typeof members !== 'number') throw wrong();
    return members > 0 && visitors > 0 ? [[id, Math.min(1, members / visitors)]] : [];
  });
}
