import { differenceText, type Difference } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { SelectField } from '../components/index.ts';
import { Band } from './band.tsx';
import { differenceOf, numberAt, numbersOf, type Figure } from './compared.ts';
import { Interval } from './interval.tsx';
import { answerKeyOf, fullLabelOf, type Live } from './labels.ts';
import { axisFor, rangeFor } from './numbers.ts';
import { Scale } from './scale.tsx';
import { axisOf } from './trend.ts';
import { show, type View } from './view.ts';

/** Two segments side by side: on one axis, with their difference. */
export function Compare({
  stats,
  view,
  live,
}: {
  readonly stats: Stats;
  readonly view: View;
  readonly live: Live;
}) {
  const [first, second] = view.compared.map((key) => numberAt(stats, key));
  const options = [
    ['', 'Choose one'] as const,
    ...numbersOf(stats).map(
      ({ question, answer }) =>
        [answerKeyOf(question, answer), fullLabelOf(question, answer, live)] as const,
    ),
  ];
  const choose = (at: 0 | 1, key: string) => {
    const [one, other] = view.compared;
    show({ ...view, compared: at === 0 ? [key, other] : [one, key] });
  };
  return (
    <section class="question" aria-labelledby="compare">
      <h2 id="compare">Compare two</h2>
      <div class="pair">
        {([0, 1] as const).map((at) => (
          <SelectField
            key={at}
            label={at === 0 ? 'This' : 'with this'}
            value={view.compared[at]}
            options={options}
            onValue={(key) => choose(at, key)}
          />
        ))}
      </div>
      {first && second && <Pair stats={stats} first={first} second={second} live={live} />}
    </section>
  );
}

function Pair({
  stats,
  first,
  second,
  live,
}: {
  readonly stats: Stats;
  readonly first: Figure;
  readonly second: Figure;
  readonly live: Live;
}) {
  const both = [first, second];
  const label = ({ question, answer }: Figure) => fullLabelOf(question, answer, live);
  const axis = axisFor(
    both.flatMap(({ answer }) => (answer.state === 'released' ? [Math.min(1, answer.high)] : [])),
  );
  const trendAxis = axisOf(both.map(({ answer }) => answer.trend ?? []));
  const difference = differenceOf(stats, first, second);
  const isSame = first.answer === second.answer;
  return (
    <>
      <Scale axis={axis} />
      <ul class="rows">
        {both.map((each, at) => (
          <Interval
            key={at}
            label={label(each)}
            answer={each.answer}
            truth={null}
            isBar={false}
            together={stats.together}
            axis={axis}
            trendAxis={trendAxis}
          />
        ))}
      </ul>
      {difference ? (
        <Told difference={difference} name={label(second)} than={label(first)} />
      ) : (
        <p class="soft">
          {isSame
            ? 'These are one number: choose another.'
            : 'There is no difference to tell: one of the two is not shown.'}
        </p>
      )}
      {difference && (
        <p class="soft measure">
          {first.question === second.question
            ? 'Both are answers of one question, given by the same devices; the interval takes into account that who gave one did not give the other.'
            : 'Other devices answered the one than the other, as each answers one question in a period: so the two are independent of each other, and nothing is said of how many are in both.'}
          {
            ' The interval is Newcombe’s, 95 %, for this one pair: of twenty pairs that do not differ, one will seem to.'
          }
        </p>
      )}
    </>
  );
}

function Told({
  difference,
  name,
  than,
}: {
  readonly difference: Difference;
  readonly name: string;
  readonly than: string;
}) {
  const axis = rangeFor([0, difference.low, difference.high]);
  const isTold = difference.low > 0 || difference.high < 0;
  return (
    <>
      <Scale axis={axis} unit="points" />
      <div class="row row--ratio">
        <span class="row__label">Difference</span>
        <Band of={{ ...difference, share: difference.difference }} axis={axis} />
        <span class="row__text">
          <strong>{`${name}: ${differenceText(difference)}`}</strong>
          <span class="soft row__more">
            {isTold
              ? `than ${than}. That is more than chance explains.`
              : `beside ${than}. Chance may explain it.`}
          </span>
        </span>
      </div>
    </>
  );
}
