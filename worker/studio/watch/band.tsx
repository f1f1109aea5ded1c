/** One number on an axis: point and band. What it says stands beside it, as text. */
import { type Axis, place } from './numbers.ts';

const HEIGHT = 40;
const MIDDLE = 24;

interface Shown {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function Band({
  of,
  axis,
  isBar = false,
  truth = null,
}: {
  /** Null: no number is shown. */
  readonly of: Shown | null;
  readonly axis: Axis;
  /** Whether it is drawn as a bar, too, to be seen beside others: bins of a histogram. */
  readonly isBar?: boolean;
  readonly truth?: number | null;
}) {
  const at = (value: number) => place(value, axis);
  const width = (low: number, high: number) =>
    `${Math.max(0, Number.parseFloat(at(high)) - Number.parseFloat(at(low))).toFixed(2)}%`;
  const hasZero = axis.from < 0 && axis.end >= 0;
  return (
    <svg class="row__chart" height={HEIGHT} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <line key={tick} class="tick" x1={at(tick)} x2={at(tick)} y1={MIDDLE - 8} y2={MIDDLE + 8} />
      ))}
      <line class="axis" x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      {hasZero && <line class="zero" x1={at(0)} x2={at(0)} y1={MIDDLE - 14} y2={MIDDLE + 14} />}
      {of && isBar && (
        <rect class="bar" x={at(0)} width={width(0, of.share)} y={MIDDLE - 10} height="20" />
      )}
      {of && (
        <>
          <rect
            class="band"
            x={at(of.low)}
            width={width(of.low, of.high)}
            y={MIDDLE - 6}
            height="12"
            rx="3"
          />
          <circle class="point" cx={at(of.share)} cy={MIDDLE} r="5" />
        </>
      )}
      {truth !== null && (
        <svg x={at(truth)} y={MIDDLE} overflow="visible">
          <path class="true" d="M0 -7V9M0 -20 5.5 -13.5 0 -7 -5.5 -13.5Z" />
        </svg>
      )}
    </svg>
  );
}
