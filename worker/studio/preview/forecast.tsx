import { useSignal } from '@preact/signals';
import { countingOf, JUDGED_SHARE, percent, planCounts } from '../../../shared/counting/index.ts';
import { askedWith } from '../../../shared/experiences/index.ts';
import { sampled } from './sample.ts';
import { drafted, result, source, summary } from './state.ts';

/** How exact a randomised count of the segment would be, at this traffic. */
export function Forecast({ id }: { readonly id: string }) {
  const own = useSignal<number | null>(null);
  const [of, known, log] = [drafted.value, result.value, summary.value];
  const counting = of && countingOf(of);
  if (!of || !counting || !known?.figure || !log) return null;
  const { share } = sampled(known.figure);
  const daily = own.value ?? Math.round(log.daily);
  const asked = askedWith(of, id);
  const { epsilon, period } = counting;
  const plan =
    daily > 0
      ? planCounts({
          questions: asked.map((one) => ({
            id: one.id,
            answers: one.answers,
            ...(one.id === id && share > 0 && { share }),
          })),
          dailyVisitors: daily,
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
        <input
          inputMode="numeric"
          value={String(daily)}
          onChange={({ currentTarget }) => {
            const typed = Number(currentTarget.value.replaceAll(/[ ,]/g, ''));
            if (Number.isFinite(typed) && typed > 0) own.value = Math.round(typed);
            else currentTarget.value = String(daily);
          }}
        />
      </label>
      {plan && (
        <p>
          {share > 0
            ? `A count of ${percent(share, 0.1)}`
            : `The log has no member; a count of ${percent(JUDGED_SHARE, 0.1)}`}{' '}
          would be off by <strong>{percent(plan.error)}</strong> of itself, as a standard error:{' '}
          {plan.refused
            ? 'too much to ask for.'
            : plan.error > 0.2
              ? 'uncertain.'
              : 'good to build on.'}
        </p>
      )}
      <p class="soft">
        With ε = {epsilon} over {period}, as {among}.{' '}
        {!isCounted && 'The draft does not count it yet. '}
        {own.value === null &&
          (source.value?.kind === 'generated'
            ? 'The visitors of a day are those of the generated log: put in your own.'
            : 'The visitors of a day are the log’s own, on average of its last four weeks.')}
      </p>
    </section>
  );
}
