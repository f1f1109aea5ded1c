// What is released, when more may be, and what it waits for.
import type { QuestionStats, Stats } from '../wire/index.ts';
import { count } from './figures.ts';
import { MIN_REPORTS } from './gates.ts';

type Told = Pick<Stats, 'period' | 'released' | 'step' | 'reports' | 'elsewhere'> & {
  readonly questions: readonly unknown[];
};

/** A sentence each. `see`: how one has the counts of another version. */
export function releaseNotes(
  stats: Told & Pick<Stats, 'version'>,
  see = (version: number): string => `version ${version} has them`,
): readonly string[] {
  const { released, reports, step } = stats;
  if (!released) return unreleasedNotes(stats, see);
  return [
    ...elsewhereNotes(stats, see),
    `${count(reports)} devices took part. Shares are of these: members when first seen in the period.`,
    `As released on ${released}: once a day at most, when every question has ${step} more reports.`,
  ];
}

/** Who took part in the same period under other definitions, which are not counted here. */
function elsewhereNotes(
  { version, elsewhere = [] }: Pick<Stats, 'version' | 'elsewhere'>,
  see: (version: number) => string,
): readonly string[] {
  if (elsewhere.length === 0) return [];
  const same = [...new Set(elsewhere.flatMap((each) => each.same))];
  return [
    ...elsewhere.map(
      (each) =>
        `${count(each.reports)} devices took part under version ${each.version} of this period: ${see(each.version)}. Version ${version} asks other questions, and a device answers once in a period.`,
    ),
    ...(same.length > 0
      ? [
          `What both ask as it was (${same.join(', ')}) is in the figures over several periods from both, and in those of one period apart.`,
        ]
      : []),
  ];
}

/** Why there is no number yet, and what to look at if it stays so. */
function unreleasedNotes(
  stats: Told & Pick<Stats, 'version'>,
  see: (version: number) => string,
): readonly string[] {
  const { period, step, questions } = stats;
  const elsewhere = elsewhereNotes(stats, see);
  if (elsewhere.length > 0)
    return [
      ...elsewhere,
      `Nothing is released of version ${stats.version}${period.open ? ' yet' : ''}: not before every question has ${step} reports of devices that took part in this period after it was published.`,
    ];
  if (!period.open)
    return [
      `Nothing is released of this period: some question got fewer than ${step} reports, or it is so long ago that its counts are deleted.`,
    ];
  return [
    `Nothing is released yet: not before every question has ${step} reports: ${count(step * questions.length)} devices and more, as each answers one.`,
    'A device reports once in a period, within a minute of a page view, if its visitor granted measurement. If this stays so, look there: does the banner pass "measurement" to covey.consent.set, and is the tag on every page?',
  ];
}

/** When there may be another release, and what it waits for. */
export function nextRelease({ period, released, step, questions }: Told): string {
  if (questions.length === 0) return 'None: nothing is asked.';
  if (!released)
    return period.open
      ? `As soon as every question has ${step} reports.`
      : 'None: reports are no longer taken.';
  const next = new Date(Date.parse(released) + 864e5).toISOString().slice(0, 10);
  return period.open
    ? `On ${next} at the earliest, once every question has ${step} more reports.`
    : `None but of what came last: from ${next}, if every question got ${step} more reports.`;
}

/** Of a question of which some answer is not shown yet, what is missing: reports, or not. */
export function missingText({
  reports,
  answers,
}: Pick<QuestionStats, 'reports' | 'answers'>): string | null {
  const withheld = answers.filter(({ state }) => state === 'too-few').length;
  if (withheld === 0) return null;
  if (reports < MIN_REPORTS)
    return `about ${count(MIN_REPORTS - reports)} more reports are needed, of ${MIN_REPORTS}`;
  const those = answers.length === 1 ? 'it' : withheld === 1 ? 'one answer' : `${withheld} answers`;
  return `reports are enough; ${those} would stand for fewer than 50 people, or the error is above half of the share`;
}
