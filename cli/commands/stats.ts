import { type Command, Option } from 'commander';
import { expiryText } from '../../shared/definitions/index.ts';
import {
  type Around,
  changeText,
  combinedText,
  consistentText,
  conversionText,
  count,
  DISPUTED,
  isUncertain,
  liftText,
  MOST_TOGETHER,
  notesOf,
  peopleText,
  releaseNotes,
  SIMULATED,
  shareText,
  statsCsv,
  trendRows,
} from '../../shared/counting/index.ts';
import { binText } from '../../shared/histograms/index.ts';
import { siteHealthUrl, statsUrl } from '../../shared/wire/index.ts';
import type { Release, Stats as WireStats, StatsQuery } from '../../shared/wire/index.ts';
import { HEALTH, STATS } from '../answers.ts';
import { ask, edgeOf, fetchPublic, parseJson, parseOrigin, parseSite, refusal } from '../edge.ts';
import { tellJson } from '../json/index.ts';
import { wholeNumber } from '../options.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Histograms and experiences at their bounds, with thirteen periods each, are more than 1 MiB. */
const MAX_STATS_BYTES = 8 * 1024 * 1024;

/** As the newest Worker tells it, or one of an earlier release. */
type Stats = Omit<WireStats, keyof Around> & Around;

interface Options extends StatsQuery {
  readonly edge: string;
  readonly site: string;
  readonly token?: string;
  readonly json?: boolean;
  readonly trend?: boolean;
  readonly csv?: boolean;
}

export function addStats(program: Command, terminal: Terminal): void {
  program
    .command('stats')
    .summary('the counts, with their intervals')
    .description(
      'Prints the estimates that the Worker releases: the share of the participating devices that were\nmembers when first seen in the period.',
    )
    .requiredOption('--edge <url>', 'origin of the Worker', parseOrigin)
    .requiredOption('--site <host>', 'host name of the site', parseSite)
    .option('--token <token>', 'token of the Worker; better set COVEY_TOKEN')
    .option('--period <n>', 'number of the period; this one by default', wholeNumber)
    .option('--version <n>', 'questions of an older version of the definitions', wholeNumber)
    .option(
      '--together <n>',
      `how many periods to put together, this one the last; 6 by default, ${MOST_TOGETHER} at most, 1 for none`,
      wholeNumber,
    )
    .option(
      '--baseline <n>',
      'number of the period to compare with; the one before by default',
      wholeNumber,
    )
    .option('--trend', 'print each of the periods that are put together, too')
    .addOption(
      new Option('--csv', 'print everything as CSV, for a spreadsheet').conflicts([
        'json',
        'trend',
      ]),
    )
    .option('--json', "print the Worker's answer as it is")
    .addHelpText(
      'after',
      '\nExample:\n  COVEY_TOKEN=… covey stats --edge https://edge.example --site hazel.example',
    )
    .action(async ({ edge: origin, site, token, json, trend, csv, ...query }: Options) => {
      const edge = edgeOf(origin, token, terminal);
      const answer = await ask(edge, statsUrl(origin, site, query), STATS, {
        maxBytes: MAX_STATS_BYTES,
      });
      if (!answer.ok) {
        const failed = refusal('No counts.', answer);
        throw answer.error.code === 'not-found' ? failed.with(wayOut(query.version)) : failed;
      }
      const { body } = answer;
      if (json) tellJson(terminal, 'stats', body);
      else if (csv) terminal.out(statsCsv(body).trimEnd());
      else terminal.out(describeStats(body, terminal.style, trend));
      const warning = await endingOf(origin, site);
      if (warning) terminal.note(terminal.noteStyle.yellow(warning));
    });
}

const wayOut = (version: number | undefined): string =>
  version === undefined
    ? 'Check --edge and --site; "covey publish" puts definitions there.'
    : 'Without --version it is the newest that is published.';

/** That the counts will end; null while all is well, and where the Worker does not say. */
async function endingOf(origin: string, site: string): Promise<string | null> {
  try {
    const { status, bytes } = await fetchPublic(siteHealthUrl(origin, site));
    if (status !== 200 && status !== 503) return null;
    const { state, expires } = HEALTH.read(parseJson(bytes))?.definitions ?? {};
    if (expires === undefined || (state !== 'ending' && state !== 'ended')) return null;
    return `The definitions ${expiryText(Date.parse(expires), Date.now())}; no device counts after that. Next: covey renew, covey sign, covey publish.`;
  } catch {
    return null;
  }
}

/** A table of what is released, and of what is withheld and why. */
export function describeStats(stats: Stats, style: Terminal['style'], trend = false): string {
  const { site, version, period } = stats;
  if (stats.questions.length === 0)
    return [
      `Version ${version} of ${site} asks nothing, so nothing is counted.`,
      'Add "count": true to the segments or groups you want to count, or a histogram; "covey plan FILE --daily-visitors N" says how exact that will be.',
      'Then: covey renew, covey sign, covey publish.',
    ].join('\n');
  const all = stats.questions.flatMap((question) =>
    question.answers.map((answer) => ({ question, answer, label: labelOf(question, answer) })),
  );
  const hasChanges = all.some(({ answer }) => answer.change);
  const hasConsistent = all.some(({ answer }) => consistentText(answer) !== null);
  const rows = all.map(({ question: { kind, name, reports }, answer, label }) => [
    label,
    kind === 'segment' ? (name ?? '') : '',
    count(reports),
    ...releaseCells(answer, style),
    ...(hasConsistent ? [consistentText(answer) ?? ''] : []),
    ...(hasChanges ? [answer.change ? changeText(answer.change) : ''] : []),
  ]);
  const until = period.open ? `, open until ${period.to.slice(0, 10)}` : '';
  return [
    table(
      [
        { title: 'Question' },
        { title: 'Name' },
        { title: 'Reports', numeric: true },
        { title: 'Share', numeric: true },
        { title: '95 % interval' },
        { title: 'Devices' },
        ...(hasConsistent ? [{ title: 'Consistent', numeric: true }] : []),
        ...(hasChanges ? [{ title: `Since ${stats.baseline?.from.slice(0, 10) ?? ''}` }] : []),
      ],
      rows,
      style.bold,
    ),
    '',
    ...combinedLines(all, stats.together ?? 1, style),
    ...(trend ? trendLines(all, period, style) : []),
    ...liftLines(stats, style),
    `${site}, version ${version}, ε = ${stats.epsilon}, period ${period.number} from ${period.from.slice(0, 10)} to ${lastDayOf(period)}${until}.`,
    ...releaseNotes(stats, (other) => `--version ${other} shows them`),
    ...(stats.simulated ? [SIMULATED] : []),
    ...notesOf(stats),
  ].join('\n');
}

/** The last day that belongs to a period, as the studio says it; reports are taken for a day more. */
const lastDayOf = ({ to }: Stats['period']): string =>
  new Date(Date.parse(to) - 1).toISOString().slice(0, 10);

type Question = Stats['questions'][number];
type Answer = Question['answers'][number];

/** The question's id, and the segment or variant; a bin in words. */
function labelOf({ id, kind, values = 'number' }: Question, answer: Answer): string {
  if (kind === 'segment') return id;
  const { from, to } = answer;
  const isBin = from !== undefined && to !== undefined;
  return `${id}: ${isBin ? binText({ from, to }, values) : (answer.id ?? 'none')}`;
}

/** Shares of the last periods together. */
function combinedLines(
  all: readonly { readonly label: string; readonly answer: Answer }[],
  together: number,
  style: Terminal['style'],
): readonly string[] {
  const rows = all.flatMap(({ label, answer: { combined } }) => {
    if (!combined) return [];
    const { value, interval, periods } = combinedText(combined, together);
    return [[label, value, interval, periods]];
  });
  if (rows.length === 0) return [];
  return [
    table(
      [
        { title: `Last ${together} periods together` },
        { title: 'Share', numeric: true },
        { title: '95 % interval' },
        { title: 'Periods' },
      ],
      rows,
      style.bold,
    ),
    '',
  ];
}

/** Each of the last periods by itself. */
function trendLines(
  all: readonly { readonly label: string; readonly answer: Answer }[],
  period: Stats['period'],
  style: Terminal['style'],
): readonly string[] {
  const rows = all.flatMap(({ label, answer }) =>
    trendRows(answer, period).map(({ from, share, why }, at) => [
      at === 0 ? label : '',
      from,
      share?.value ?? '',
      share?.interval ?? style.dim(why),
    ]),
  );
  if (rows.length === 0) return [];
  const titles = ['Question', 'Period from', 'Share', '95 % interval'];
  return [
    table(
      titles.map((title, at) => ({ title, numeric: at === 2 })),
      rows,
      style.bold,
    ),
    '',
  ];
}

/** What experiences did, where they have a goal. */
function liftLines({ questions }: Stats, style: Terminal['style']): readonly string[] {
  const rows = questions.flatMap(({ id, answers }) =>
    answers.flatMap(({ id: variant, conversion, lift, isBaseline }) =>
      conversion === undefined
        ? []
        : [
            [
              `${id}: ${variant}`,
              ...cellsOf(conversion && conversionText(conversion)),
              ...(isBaseline ? ['', 'compared with'] : cellsOf(lift ? liftText(lift) : null)),
            ],
          ],
    ),
  );
  if (rows.length === 0) return [];
  const titles = ['Experience', 'Converted', '95 % interval', 'Lift', '95 % interval'];
  return [
    table(
      titles.map((title, at) => ({ title, numeric: at === 1 || at === 3 })),
      rows,
      style.bold,
    ),
    '',
  ];
}

const cellsOf = (text: ReturnType<typeof shareText> | null): readonly string[] =>
  text ? [text.value, text.interval] : ['', 'too few to say'];

/** Share, interval and people of one answer, or why they are withheld. */
export function releaseCells(
  release: Release,
  style: Terminal['style'],
): readonly [share: string, interval: string, people: string] {
  if (release.state === 'too-few') {
    const when = release.enoughAt ? ` (enough reports about ${release.enoughAt})` : '';
    return ['', style.dim(`too few to say${when}`), ''];
  }
  if (release.state === 'disputed') {
    return [
      '',
      style.yellow(`disputed: ${release.reasons.map((each) => DISPUTED[each] ?? each).join('; ')}`),
      '',
    ];
  }
  const { value, interval } = shareText(release);
  const uncertain = isUncertain(release) ? style.dim(', uncertain') : '';
  return [value, interval, `${peopleText(release.people)}${uncertain}`];
}
