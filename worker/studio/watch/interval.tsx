/** One estimate: point and band, labelled directly, with the simulated truth where there is one. */
import {
  changeText,
  combinedText,
  consistentText,
  isUncertain,
  peopleText,
  percent,
  shareText,
} from '../../../shared/counting/index.ts';
import type { AnswerStats } from '../../../shared/wire/index.ts';
import { Band } from './band.tsx';
import { day } from './day.ts';
import type { Axis } from './numbers.ts';
import { Trend } from './trend.tsx';

export interface Row {
  readonly label: string;
  readonly answer: AnswerStats;
  readonly truth: number | null;
  /** Whether the share is drawn as a bar, to be seen beside others: bins of a histogram. */
  readonly isBar: boolean;
  /** How many periods are put together. */
  readonly together: number;
}

/** "6.2 % (5.4 to 7.0 %)" */
const whole = ({ value, interval }: ReturnType<typeof shareText>) => `${value} (${interval})`;

/** What other periods and other answers add to a number. */
function aroundOf(answer: AnswerStats, together: number): readonly string[] {
  const consistent = consistentText(answer);
  const combined = answer.combined ? combinedText(answer.combined, together) : null;
  return [
    ...(consistent === null ? [] : [`consistent: ${consistent}`]),
    ...(answer.change ? [changeText(answer.change)] : []),
    ...(combined
      ? [
          `last ${together} periods together: ${whole(combined)}${answer.combined?.periods === together ? '' : `, ${combined.periods}`}`,
        ]
      : []),
  ];
}

export function Interval({
  label,
  answer,
  truth,
  isBar,
  together,
  axis,
  trendAxis,
}: Row & { readonly axis: Axis; readonly trendAxis?: Axis }) {
  const released = answer.state === 'released' ? answer : null;
  const uncertain = released !== null && isUncertain(released);
  const around = aroundOf(answer, together);
  const changed = answer.change && answer.change.verdict !== 'none' ? ' row--changed' : '';
  const held =
    released !== null && truth !== null && released.low <= truth && truth <= released.high;
  return (
    <li class={`row row--${answer.state}${uncertain ? ' row--uncertain' : ''}${changed}`}>
      <span class="row__label">{label}</span>
      <Band of={released} axis={axis} isBar={isBar} truth={truth} />
      <Trend trend={answer.trend ?? []} {...(trendAxis && { axis: trendAxis })} />
      <span class="row__text">
        {released && (
          <>
            <strong>{whole(shareText(released))}</strong>
            <br />
            <span class="soft">
              {peopleText(released.people)}
              {uncertain ? ', uncertain' : ''}
            </span>
          </>
        )}
        {answer.state === 'too-few' && (
          <>
            <span>Too few to say</span>
            <br />
            <span class="soft">
              {answer.enoughAt ? `enough reports around ${day(answer.enoughAt)}, at this pace` : ''}
            </span>
          </>
        )}
        {answer.state === 'disputed' && <span>Disputed</span>}
        {truth !== null && (
          <span class="row__truth">{`simulated truth ${percent(truth, released ? released.high - released.low : 0.1)}${released ? (held ? ', inside' : ', outside') : ''}`}</span>
        )}
      </span>
      {around.length > 0 && (
        <span class="row__around soft">
          {around.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      )}
    </li>
  );
}
