/** What an experience did: how many converted with each variant, and how that stands to the baseline. */
import { conversionText, liftText } from '../../../shared/counting/index.ts';
import type { AnswerStats, QuestionStats, WireRatio } from '../../../shared/wire/index.ts';
import { Band } from './band.tsx';
import { labelOf, type Live } from './labels.ts';
import { type Axis, axisFor, rangeFor } from './numbers.ts';
import { Scale } from './scale.tsx';

const bandOf = ({ value, low, high }: WireRatio) => ({ share: value, low, high });

export function Arms({
  question,
  live,
}: {
  readonly question: QuestionStats;
  readonly live: Live;
}) {
  const arms = question.answers.filter(({ conversion }) => conversion !== undefined);
  if (arms.length === 0) return null;
  const rates = arms.flatMap(({ conversion }) => (conversion ? [conversion] : []));
  const lifts = arms.flatMap(({ lift }) => (lift ? [lift] : []));
  const label = (answer: AnswerStats) => labelOf(question, answer, live);
  const baseline = arms.find(({ isBaseline }) => isBaseline);
  const conversionAxis = axisFor(rates.map(({ high }) => Math.min(1, high)));
  const liftAxis = rangeFor([0, ...lifts.flatMap(({ low, high }) => [low, high])]);
  return (
    <>
      <h3>Converted, of those with the variant</h3>
      {rates.length > 0 && <Scale axis={conversionAxis} />}
      <ul class="rows">
        {arms.map((answer) => (
          <Ratio
            key={answer.id}
            label={`${label(answer)}${answer.isBaseline ? ', the baseline' : ''}`}
            ratio={answer.conversion ?? null}
            axis={conversionAxis}
            text={answer.conversion ? conversionText(answer.conversion) : null}
            more={answer.conversion ? 'converted' : 'too few to say how many converted'}
          />
        ))}
      </ul>
      {baseline && arms.length > 1 && (
        <>
          <h3>Lift: how many more, beside {label(baseline)}</h3>
          {lifts.length > 0 && <Scale axis={liftAxis} />}
          <ul class="rows">
            {arms
              .filter((answer) => answer !== baseline)
              .map((answer) => (
                <Ratio
                  key={answer.id}
                  label={label(answer)}
                  ratio={answer.lift ?? null}
                  axis={liftAxis}
                  text={answer.lift ? liftText(answer.lift) : null}
                  more={liftWords(answer.lift ?? null)}
                />
              ))}
          </ul>
        </>
      )}
    </>
  );
}

function liftWords(lift: WireRatio | null): string {
  if (!lift) return 'too few to say against the baseline';
  const isTold = lift.low > 0 || lift.high < 0;
  return isTold
    ? 'against the baseline: more than chance explains'
    : 'against the baseline: chance may explain it';
}

function Ratio({
  label,
  ratio,
  axis,
  text,
  more,
}: {
  readonly label: string;
  readonly ratio: WireRatio | null;
  readonly axis: Axis;
  readonly text: ReturnType<typeof liftText> | null;
  readonly more: string;
}) {
  return (
    <li class={`row row--ratio${ratio ? '' : ' row--too-few'}`}>
      <span class="row__label">{label}</span>
      <Band of={ratio && bandOf(ratio)} axis={axis} />
      <span class="row__text">
        {text && <strong>{`${text.value} (${text.interval})`}</strong>}
        <span class="soft row__more">{more}</span>
      </span>
    </li>
  );
}
