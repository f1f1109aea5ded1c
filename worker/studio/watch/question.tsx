/** A question's card: its numbers, each with an interval; folded, the one that matters most. */
import { count, DISPUTED, firstDayOf, shareText } from '../../../shared/counting/index.ts';
import type { QuestionStats, Release, Stats } from '../../../shared/wire/index.ts';
import { Arms } from './arms.tsx';
import { shortDay } from './day.ts';
import { Interval, type Row } from './interval.tsx';
import { keyOf, labelOf, type Live, titleOf } from './labels.ts';
import { type Axis, axisFor } from './numbers.ts';
import { PeriodsTable } from './periods-table.tsx';
import { Scale } from './scale.tsx';
import { Stacked } from './stack.tsx';
import { type Truth, trueShare } from './truth.ts';

/** What sort of question it is; nothing where that goes without saying. */
const KINDS: { readonly [kind in QuestionStats['kind']]: string } = {
  segment: '',
  group: ', one of several',
  experience: ', an experience',
  histogram: ', values in bins',
};

export interface Shown {
  readonly question: QuestionStats;
  readonly period: Stats['period'];
  readonly together: number;
  readonly live: Live;
  readonly truth: Truth | null;
}

/** All that is to stand on the axis of a question. */
export function sharesOf({ question, truth }: Pick<Shown, 'question' | 'truth'>) {
  return question.answers.flatMap((answer) => {
    const known = trueShare(truth, question, answer.id);
    return [
      ...(answer.state === 'released' ? [Math.min(1, answer.high)] : []),
      ...(known === null ? [] : [known]),
    ];
  });
}

/** What a folded card says: the share of a segment, or the largest of several. */
function headlineOf(question: QuestionStats, live: Live): string {
  const released = question.answers.flatMap((answer) =>
    answer.state === 'released' && answer.id !== null ? [answer] : [],
  );
  const [most] = released.toSorted((a, b) => b.share - a.share);
  if (!most)
    return question.answers.some(({ state }) => state === 'disputed')
      ? 'disputed'
      : 'too few to say';
  const { value, interval } = shareText(most);
  const of = question.kind === 'segment' ? '' : `${labelOf(question, most, live)}: `;
  return `${of}${value} (${interval})`;
}

/** The first day that the small lines are of. */
function sinceOf({ answers }: QuestionStats, period: Stats['period']): string {
  const first = answers[0]?.trend?.[0];
  return first ? shortDay(firstDayOf(first.period, period)) : '';
}

export function Question({
  axis: given,
  isFolded,
  onFold,
  ...shown
}: Shown & {
  /** Of all questions, where they are to be on one. */
  readonly axis?: Axis | undefined;
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
}) {
  const { question, together, live, truth } = shown;
  const id = `q-${keyOf(question)}`;
  const axis = given ?? axisFor(sharesOf(shown));
  const disputed = question.answers.find(
    (answer): answer is typeof answer & Extract<Release, { state: 'disputed' }> =>
      answer.state === 'disputed',
  );
  const isGroup = question.kind === 'group';
  const rows = question.answers.map((answer, at): Row => ({
    label: `${isGroup ? `${at + 1} ` : ''}${labelOf(question, answer, live)}`,
    answer,
    truth: trueShare(truth, question, answer.id),
    isBar: question.kind === 'histogram',
    together,
  }));
  return (
    <section class="question" aria-labelledby={id}>
      <details
        open={!isFolded}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open === isFolded) onFold(!currentTarget.open);
        }}
      >
        <summary class="question__head">
          <h2 id={id}>{titleOf(question)}</h2>
          {isFolded && <span>{headlineOf(question, live)}</span>}
          <span class="soft">
            <code>{question.id}</code>
            {KINDS[question.kind]}
            {`, ${count(question.reports)} ${question.reports === 1 ? 'report' : 'reports'}`}
          </span>
        </summary>
        {disputed && (
          <p class="notice notice--amber">
            {`Disputed, so no number is shown: ${disputed.reasons.map((reason) => DISPUTED[reason]).join('; ')}.`}
          </p>
        )}
        {isGroup && <Stacked question={question} live={live} />}
        <Scale axis={axis} since={sinceOf(question, shown.period)} />
        <ul class="rows">
          {rows.map((row) => (
            <Interval key={row.label} {...row} axis={axis} />
          ))}
        </ul>
        <Arms question={question} live={live} />
        <PeriodsTable question={question} period={shown.period} live={live} />
      </details>
    </section>
  );
}
