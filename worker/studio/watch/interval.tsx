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
import { date } from '../components/index.ts';

export interface Row {
  readonly label: string;
  readonly answer: AnswerStats;
  readonly truth: number | null;
  /** Whether the share is drawn as a bar, to be seen beside others: bins of a histogram. */
  readonly isBar: boolean;
  /** How many periods are put together. */
  readonly together: number;
}

const HEIGHT = 40;
const MIDDLE = 24;

/** Position on a 100-unit wide picture, as a percentage. */
const place = (share: number, end: number) =>
  `${(Math.min(1, Math.max(0, share / end)) * 100).toFixed(2)}%`;

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
}: Row & { axis: { readonly end: number; readonly ticks: readonly number[] } }) {
  const { end, ticks } = axis;
  const released = answer.state === 'released' ? answer : null;
  const uncertain = released !== null && isUncertain(released);
  const held =
    released !== null && truth !== null && released.low <= truth && truth <= released.high;
  const low = released ? Math.max(0, released.low) : 0;
  return (
    <li class={`row row--${answer.state}${uncertain ? ' row--uncertain' : ''}`}>
      <span class="row__label">{label}</span>
      <svg class="row__chart" height={HEIGHT} aria-hidden="true">
        {ticks.map((tick) => (
          <line
            class="tick"
            x1={place(tick, end)}
            x2={place(tick, end)}
            y1={MIDDLE - 8}
            y2={MIDDLE + 8}
          />
        ))}
        <line class="axis" x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
        {released && isBar && (
          <rect class="bar" x="0" width={place(released.share, end)} y={MIDDLE - 10} height="20" />
        )}
        {released && (
          <>
            <rect
              class="band"
              x={place(low, end)}
              width={place(released.high - low, end)}
              y={MIDDLE - 6}
              height="12"
              rx="3"
            />
            <circle class="point" cx={place(released.share, end)} cy={MIDDLE} r="5" />
          </>
        )}
        {truth !== null && (
          <svg x={place(truth, end)} y={MIDDLE} overflow="visible">
            <path class="true" d="M0 -7V9M0 -20 5.5 -13.5 0 -7 -5.5 -13.5Z" />
          </svg>
        )}
      </svg>
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
              {answer.enoughAt
                ? `enough reports around ${date(answer.enoughAt)}, at this pace`
                : ''}
            </span>
          </>
        )}
        {answer.state === 'disputed' && <span>Disputed</span>}
        {aroundOf(answer, together).map((line) => (
          <>
            <br />
            <span class="soft">{line}</span>
          </>
        ))}
        {truth !== null && (
          <>
            <br />
            <span class="row__truth">{`simulated truth ${percent(truth, released ? released.high - released.low : 0.1)}${released ? (held ? ', inside' : ', outside') : ''}`}</span>
          </>
        )}
      </span>
    </li>
  );
}
