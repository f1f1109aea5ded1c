// Bias and coverage of the estimates, by the code that the Worker runs. Of one period, what they are over all that chance
// can do is computed; over several periods, with devices that come again, sites are simulated.
// `test/shared/counting/coverage.test.ts` is the same in small.
import { Command } from 'commander';
import { wholeNumber } from '../cli/options.ts';
import { table } from '../cli/table.ts';
import { count } from '../shared/counting/index.ts';
import { exactly, overPeriods, type PeriodsInput } from './simulated-counts/index.ts';
import { randomFrom } from '../shared/random/index.ts';

const PARTICIPANTS = [1000, 10_000, 100_000, 1_000_000];
const SHARES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const QUESTIONS = [1, 5, 20];

interface Options {
  readonly sites: number;
  readonly seed: number;
}

const percent = (share: number, digits = 1) =>
  Number.isNaN(share) ? '' : `${(100 * share).toFixed(digits).replace(/^-(?=[0.]+$)/, '')} %`;

function onePeriod(epsilon: number, answers: number): string {
  const worst = { bias: 0, least: 1, most: 0, cells: 0 };
  const rows: string[][] = [];
  for (const questions of QUESTIONS)
    for (const participants of PARTICIPANTS)
      for (const share of SHARES) {
        const reports = participants / questions;
        const exact = exactly({ share, participants, reports, epsilon, answers });
        if (reports >= 200) {
          worst.bias = Math.max(worst.bias, Math.abs(exact.bias));
          worst.least = Math.min(worst.least, exact.coverage);
          worst.most = Math.max(worst.most, exact.coverage);
          worst.cells += 1;
        }
        rows.push([
          count(participants),
          `${questions}`,
          percent(share),
          percent(exact.coverage, 2),
          percent(exact.shown),
          percent(exact.shownCoverage),
          Number.isNaN(exact.shownBias) ? '' : percent(exact.shownBias / share, 0),
        ]);
      }
  return [
    table(
      [
        { title: 'Participants', numeric: true },
        { title: 'Questions', numeric: true },
        { title: 'Share', numeric: true },
        { title: 'Coverage', numeric: true },
        { title: 'Shown', numeric: true },
        { title: 'Coverage of those', numeric: true },
        { title: 'Bias of those', numeric: true },
      ],
      rows,
    ),
    '',
    `ε = ${epsilon}, ${answers} answers. Of the ${worst.cells} rows with 200 reports and more: bias ${worst.bias < 1e-9 ? 'below 10⁻⁹' : worst.bias}, coverage ${percent(worst.least, 2)} to ${percent(worst.most, 2)}.`,
    'Bias of those that are shown is a part of the share: only what came out large is shown of a share that is too small to be.',
  ].join('\n');
}

/** Few reports lie on a coarse grid, which coverage goes up and down with: the worst that there is. */
function fewReports(): string {
  const worst = { least: 1, most: 0, at: '' };
  for (let reports = 200; reports <= 300; reports++)
    for (let hundredth = 0; hundredth <= 100; hundredth++) {
      const share = hundredth / 100;
      const asked = { share, reports, participants: reports, epsilon: 2, answers: 2 };
      const { coverage } = exactly(asked);
      if (coverage < worst.least) worst.at = `${reports} reports, ${percent(share, 0)}`;
      worst.least = Math.min(worst.least, coverage);
      worst.most = Math.max(worst.most, coverage);
    }
  return `From 200 to 300 reports, at every whole per cent, ε = 2: coverage ${percent(worst.least, 2)} (${worst.at}) to ${percent(worst.most, 2)}.`;
}

const CASES: readonly (Omit<PeriodsInput, 'sites' | 'random' | 'epsilon' | 'share'> & {
  readonly title: string;
})[] = [
  {
    title: 'one question, all come again, nothing changes',
    devices: 1000,
    questions: 1,
    first: 0,
    periods: 6,
    comes: 1,
    changes: 0,
  },
  {
    title: 'one question, half come, nothing changes',
    devices: 1200,
    questions: 1,
    first: 0,
    periods: 6,
    comes: 0.5,
    changes: 0,
  },
  {
    title: 'one question, all come again, half drawn anew',
    devices: 1000,
    questions: 1,
    first: 0,
    periods: 6,
    comes: 1,
    changes: 0.5,
  },
  {
    title: 'five questions, one cycle',
    devices: 2500,
    questions: 5,
    first: 0,
    periods: 5,
    comes: 1,
    changes: 0,
  },
  {
    title: 'five questions, one cycle, a third come',
    devices: 6000,
    questions: 5,
    first: 0,
    periods: 5,
    comes: 0.35,
    changes: 0.1,
  },
  {
    title: 'five questions, over two cycles',
    devices: 2500,
    questions: 5,
    first: 3,
    periods: 5,
    comes: 1,
    changes: 0,
  },
  {
    title: 'three questions, two whole cycles',
    devices: 1500,
    questions: 3,
    first: 0,
    periods: 6,
    comes: 1,
    changes: 0,
  },
  {
    title: 'five questions, one cycle, a tenth with new seeds each period',
    devices: 2500,
    questions: 5,
    first: 0,
    periods: 5,
    comes: 1,
    changes: 0,
    newSeed: 0.1,
  },
  {
    title: 'five questions, one cycle, all with new seeds each period',
    devices: 2500,
    questions: 5,
    first: 0,
    periods: 5,
    comes: 1,
    changes: 0,
    newSeed: 1,
  },
];

function severalPeriods({ sites, seed }: Options): string {
  const rows = CASES.map(({ title, ...site }, at) => {
    const input = { ...site, sites, epsilon: 2, share: 0.2, random: randomFrom(seed + at) };
    const still = overPeriods(input);
    const risen = overPeriods({ ...input, rise: 0.1, sites: Math.ceil(sites / 4) });
    return [
      title,
      `${site.periods}`,
      percent(still.coverage),
      percent(still.bias, 2),
      percent(still.together),
      still.width.toFixed(2),
      percent(still.alarms),
      percent(risen.found, 0),
    ];
  });
  return [
    table(
      [
        { title: 'Devices that come again' },
        { title: 'Periods', numeric: true },
        { title: 'Coverage of one', numeric: true },
        { title: 'Bias together', numeric: true },
        { title: 'Coverage together', numeric: true },
        { title: 'Width', numeric: true },
        { title: 'False alarms', numeric: true },
        { title: 'A rise found', numeric: true },
      ],
      rows,
    ),
    '',
    `${count(sites)} sites a row, ε = 2, a share of 20 %, a rise to 30 %. Width: of the interval together, 1 where no device comes twice. False alarms: readings that call any share changed that stayed.`,
  ].join('\n');
}

await new Command('simulate-estimates')
  .description('Prints bias and coverage of the estimates, of one period and of several.')
  .option('--sites <n>', 'simulated sites a row', wholeNumber, 500)
  .option('--seed <n>', 'makes other sites', wholeNumber, 1)
  .action((options: Options) => {
    for (const [epsilon, answers] of [
      [2, 2],
      [0.5, 2],
      [2, 5],
    ] as const)
      console.log(`${onePeriod(epsilon, answers)}\n`);
    console.log(`${fewReports()}\n`);
    console.log(severalPeriods(options));
  })
  .parseAsync();
