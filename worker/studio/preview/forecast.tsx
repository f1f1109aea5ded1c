import { useSignal } from '@preact/signals';
import {
  countingOf,
  JUDGED_SHARE,
  percent,
  type Period,
  planCounts,
} from '../../../shared/counting/index.ts';
import { askedWith } from '../../../shared/experiences/index.ts';
import { useCommitted } from '../components/index.ts';
import { sampled } from './sample.ts';
import { whole } from './said.ts';
import { drafted, result, type Result, source, summary } from './state.ts';

/** The share that a count is to be of, from how many devices if the log tells, and what it is the share of. */
function expected({ figure, seenInPeriod }: Result, period: Period) {
  const days = parseInt(period);
  if (seenInPeriod && seenInPeriod.visitors > seenInPeriod.unknown) {
    const { visitors, members, unknown } = seenInPeriod;
    const more = unknown > 0 ? ` Of ${whole(unknown)} more the log does not say enough.` : '';
    return {
      share: members / (visitors - unknown),
      participants: visitors,
      said: `Of the ${whole(visitors - unknown)} visitors seen in the last ${days} days of the log, ${whole(members)} were members when first seen in them: that is what a count asks.${more}`,
    };
  }
  return {
    share: figure ? sampled(figure).share : 0,
    participants: null,
    said: `The share is that of all visitors of the log, at its end. A count asks only those who come within ${days} days, as they are when they come: where members come more often than others, or less, it will differ. A log of ${days} days and more tells.`,
  };
}

function Daily({
  value,
  onValue,
}: {
  readonly value: number;
  readonly onValue: (value: number) => void;
}) {
  const read = (text: string) => Math.round(Number(text.replaceAll(/[ ,]/g, '')));
  const typed = useCommitted(
    String(value),
    (text) => onValue(read(text)),
    (text) => Number.isFinite(read(text)) && read(text) > 0,
  );
  return <input inputMode="numeric" {...typed} />;
}

/** How exact a randomised count of the segment would be, at this traffic. */
export function Forecast({ id }: { readonly id: string }) {
  const own = useSignal<number | null>(null);
  const [of, known, log] = [drafted.value, result.value, summary.value];
  const counting = of && countingOf(of);
  if (!of || !counting || !known?.figure || !log) return null;
  const { epsilon, period } = counting;
  const { share, participants, said } = expected(known, period);
  const daily = own.value ?? Math.round(log.daily);
  const asked = askedWith(of, id);
  const plan =
    daily > 0
      ? planCounts({
          questions: asked.map((one) => ({
            id: one.id,
            answers: one.answers,
            ...(one.id === id && share > 0 && { share }),
          })),
          dailyVisitors: daily,
          // As many times a day's visitors as in the log.
          ...(participants !== null &&
            log.daily > 0 && { participants: (participants * daily) / log.daily }),
          period,
          epsilon,
        }).questions.find((one) => one.id === id)
      : undefined;
  const isCounted = of.segments[id]?.count === true;
  const among = asked.length === 1 ? 'the only one counted' : `one of ${asked.length} counted`;
  return (
    <section aria-labelledby="preview-forecast">
      <h2 id="preview-forecast">How well it could be counted</h2>
      <label class="preview__field">
        Visitors of a day
        <Daily value={daily} onValue={(typed) => (own.value = typed)} />
      </label>
      {plan && (
        <p>
          {share > 0
            ? `A count of ${percent(share, 0.1)}`
            : `The log has no such member; a count of ${percent(JUDGED_SHARE, 0.1)}`}{' '}
          would be off by <strong>{percent(plan.error)}</strong> of itself, as a standard error:{' '}
          {plan.refused
            ? 'too much to ask for.'
            : plan.error > 0.2
              ? 'uncertain.'
              : 'good to build on.'}
        </p>
      )}
      <p class="soft">{said}</p>
      <p class="soft">
        With ε = {epsilon} over {parseInt(period)} days, as {among}.{' '}
        {!isCounted && 'The draft does not count it yet. '}
        {own.value === null &&
          (source.value?.kind === 'generated'
            ? 'The visitors of a day are those of the generated log: put in your own.'
            : 'The visitors of a day are the log’s own, on average of its last four weeks.')}
      </p>
    </section>
  );
}
