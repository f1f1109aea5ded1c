// Figures as they are said, in the command line and in the studio alike: never without their interval, and never more
// exact than they are.
import type {
  AnswerStats,
  DisputeReason,
  Stats,
  WireChange,
  WireCombined,
  WireRatio,
} from '../wire/index.ts';
import type { Difference } from './difference.ts';

/** 12,345 */
export const count = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: 0 });

/** "12.3 %": a share that is known exactly, as of the visitors of a log; one that is very small is not said to be none. */
export function exactPercent(share: number): string {
  if (!Number.isFinite(share)) return '';
  const value = share * 100;
  return value > 0 && value < 0.05 ? '< 0.1 %' : `${value.toFixed(1)} %`;
}

const MINUS = '−';

/** Digits after the point, in hundredths: two where the width is below two points, one below twenty, else none. */
const digitsOf = (width: number): number => (width < 0.02 ? 2 : width < 0.2 ? 1 : 0);

const clipped = (share: number): number => Math.min(1, Math.max(0, share));

/** "6 %"; "6.2 %" and "6.20 %" where the width is below 20 and below 2 points. */
export function percent(share: number, width = 1): string {
  return `${(clipped(share) * 100).toFixed(digitsOf(width))} %`;
}

export interface FigureText {
  readonly value: string;
  /** 95 %, where nothing else is said. */
  readonly interval: string;
}

/** "6.20 %", "5.40 to 7.00 %" */
export function shareText(estimate: {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}): FigureText {
  const width = estimate.high - estimate.low;
  return {
    value: percent(estimate.share, width),
    interval: `${percent(estimate.low, width).replace(' %', '')} to ${percent(estimate.high, width)}`,
  };
}

/** "about 1,240 (1,080 to 1,400)" */
export function peopleText(people: {
  readonly about: number;
  readonly low: number;
  readonly high: number;
}): string {
  // So that the last digit shown is about a tenth of what is uncertain.
  const spread = Math.max(people.high - people.low, 1);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(spread)) - 1);
  const [about, low, high] = [people.about, people.low, people.high].map((value) =>
    count(Math.round(value / step) * step),
  );
  return `about ${about} (${low} to ${high})`;
}

/** A standard error above this part of the share leaves too much open to build on. */
const UNCERTAIN = 0.2;

/** What may be claimed of an interval; more is not true of the numbers that are shown. */
export const INTERVAL_MEANING =
  'The interval is one of 95 %: where a share is large enough to be shown in nearly every period, nineteen of twenty such intervals hold it.';

/** Of numbers for which that does not hold. */
export const UNCERTAIN_MEANING =
  'Uncertain, and grey in the studio: the error is above a fifth of the share. Such a number is shown only in periods in which it came out large enough, so it is more likely too large than too small, and fewer than nineteen of twenty such intervals hold the share.';

/** Whether a number is shown that should not be built on: grey in the studio. */
export const isUncertain = (estimate: {
  readonly share: number;
  readonly standardError: number;
}): boolean => estimate.standardError > UNCERTAIN * Math.max(0, estimate.share);

const signed = (share: number, digits: number, plus = ''): string => {
  const text = (Math.abs(share) * 100).toFixed(digits);
  return `${Number(text) === 0 ? '' : share < 0 ? MINUS : plus}${text}`;
};

/** The part that converted: "30.1 %", "27.0 to 33.2 %". */
export function conversionText({ value, low, high }: WireRatio): FigureText {
  return shareText({ share: value, low, high });
}

/** How much more: "+12 %", "−3 to +28 %". */
export function liftText({ value, low, high }: WireRatio): FigureText {
  const digits = digitsOf(high - low);
  return {
    value: `${signed(value, digits, '+')} %`,
    interval: `${signed(low, digits, '+')} to ${signed(high, digits, '+')} %`,
  };
}

/** "5.1 %", "3.9 to 6.3 %", "5 of 6" */
export function combinedText(
  combined: WireCombined,
  together: number,
): FigureText & { readonly periods: string } {
  return { ...shareText(combined), periods: `${combined.periods} of ${together}` };
}

/** "rose by 2.1 points (0.9 to 3.3)"; "no change that can be told (−1.1 to 0.8 points)" */
export function changeText({ verdict, difference, low, high }: WireChange): string {
  const digits = digitsOf(high - low);
  if (verdict === 'none')
    return `no change that can be told (${signed(low, digits)} to ${signed(high, digits)} points)`;
  // A fall is told by how far down it goes, at least and at most.
  const [by, least, most] =
    verdict === 'rose' ? [difference, low, high] : [-difference, -high, -low];
  return `${verdict} by ${signed(by, digits)} points (${signed(least, digits)} to ${signed(most, digits)})`;
}

/** "2.1 points more (0.9 to 3.3)"; "no difference that can be told (−1.1 to 0.8 points)" */
export function differenceText({ difference, low, high }: Difference): string {
  const digits = digitsOf(high - low);
  if (low <= 0 && high >= 0)
    return `no difference that can be told (${signed(low, digits)} to ${signed(high, digits)} points)`;
  const [by, least, most] = low > 0 ? [difference, low, high] : [-difference, -high, -low];
  return `${signed(by, digits)} points ${low > 0 ? 'more' : 'less'} (${signed(least, digits)} to ${signed(most, digits)})`;
}

/** "12.0 %", where it is another than the estimate as that is said; null elsewhere. */
export function consistentText(answer: AnswerStats): string | null {
  if (answer.state !== 'released' || answer.consistent === undefined) return null;
  const width = answer.high - answer.low;
  const text = percent(answer.consistent, width);
  return text === percent(answer.share, width) ? null : text;
}

/** Why a number is disputed. */
export const DISPUTED: { readonly [reason in DisputeReason]: string } = {
  'question-frequency': 'some questions were answered far more or less often than they are asked',
  'answer-range': 'one answer came more often than the mechanism can give',
  jump: 'it is further from the period before than chance explains',
  median: 'parts of the reports differ by more than chance explains',
};

/** Of a Worker whose visitors are made up. */
export const SIMULATED =
  'Simulated: these visitors are made up. Their reports came by the same code and the same requests as those of pages.';

/** What is added to a period by those around it. A Worker of an earlier release does not say it. */
export type Around = Partial<Pick<Stats, 'together' | 'baseline'>>;

/** What must be known to read the figures that are there. */
export function notesOf({
  together,
  baseline,
  questions,
}: Pick<Stats, 'questions'> & Around): readonly string[] {
  const answers = questions.flatMap((question) => question.answers);
  const notes: string[] = [];
  if (answers.some((answer) => answer.state === 'released')) notes.push(INTERVAL_MEANING);
  if (answers.some((answer) => answer.state === 'released' && isUncertain(answer)))
    notes.push(UNCERTAIN_MEANING);
  if (together !== undefined && answers.some(({ combined }) => combined))
    notes.push(
      `Together: the mean over the last ${together} periods, without those that are disputed or have too few reports. A device that came to a question again counts once in the interval, as far as the schedule lets it come again.`,
    );
  if (baseline && baseline.compared > 0) {
    const compared =
      baseline.compared === 1
        ? 'One share was compared'
        : `${baseline.compared} shares were compared, and the intervals are wide enough for that many`;
    notes.push(
      `Changes are since period ${baseline.number}, from ${baseline.from.slice(0, 10)}. ${compared}: one reading in twenty, at most, calls any share changed that stayed.`,
    );
  }
  if (answers.some((answer) => consistentText(answer) !== null))
    notes.push(
      'Consistent: the nearest shares that are 100 % together at most, and where one segment is within another not the larger. For reading, not for adding up: they are biased, and the intervals are those of the estimates.',
    );
  return notes;
}
