import type { WireTrendPoint } from '../../../shared/wire/index.ts';
import { type Axis, place, tickText } from './numbers.ts';
import { type TrendPoint, trendShape } from './trend.ts';

const HEIGHT = 48;

/** A small line with its band, a point for each period. The same stands in a table as text. */
export function Trend({
  trend,
  axis,
}: {
  readonly trend: readonly WireTrendPoint[];
  readonly axis?: Axis;
}) {
  const shape = trendShape(trend, axis);
  if (!shape) return <span class="trend" />;
  const { length, runs, gaps } = shape;
  const x = (at: number) => ((at + 0.5) / length) * 100;
  const y = (share: number) => (1 - Number.parseFloat(place(share, shape.axis)) / 100) * HEIGHT;
  const [bottom, top] = [shape.axis.ticks[0] ?? 0, shape.axis.ticks.at(-1) ?? 1];
  return (
    <span class="trend" aria-hidden="true">
      <svg class="trend__line" height={HEIGHT}>
        <line class="axis" x1="0" x2="100%" y1="0.5" y2="0.5" />
        <line class="axis" x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        <svg width="100%" height={HEIGHT} viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
          {runs.map((run) => (
            <Run key={run[0]?.at} run={run} x={x} y={y} />
          ))}
        </svg>
        {gaps.map(({ at, isDisputed }) => (
          <svg key={at} x={`${x(at)}%`} overflow="visible">
            {isDisputed ? (
              <text class="trend__disputed" y={HEIGHT / 2 + 5} text-anchor="middle">
                !
              </text>
            ) : (
              <line class="trend__gap" y1="4" y2={HEIGHT - 4} />
            )}
          </svg>
        ))}
        {runs.flat().map(({ at, point }) => (
          <g key={at}>
            <line
              class="trend__interval"
              x1={`${x(at)}%`}
              x2={`${x(at)}%`}
              y1={y(point.high)}
              y2={y(point.low)}
            />
            <circle
              class="point"
              cx={`${x(at)}%`}
              cy={y(point.share)}
              r={at === length - 1 ? 4 : 2.5}
            />
          </g>
        ))}
      </svg>
      <span class="trend__ends">
        <span>{tickText(top, shape.axis)}</span>
        <span>{tickText(bottom, shape.axis)}</span>
      </span>
    </span>
  );
}

/** Periods that follow each other. */
function Run({
  run,
  x,
  y,
}: {
  readonly run: readonly TrendPoint[];
  readonly x: (at: number) => number;
  readonly y: (share: number) => number;
}) {
  const line = (of: readonly TrendPoint[], end: 'share' | 'low' | 'high') =>
    of.map(({ at, point }) => `${x(at).toFixed(2)},${y(point[end]).toFixed(1)}`).join(' ');
  return (
    <>
      <polygon class="band" points={`${line(run, 'high')} ${line(run.toReversed(), 'low')}`} />
      <polyline class="trend__share" points={line(run, 'share')} />
    </>
  );
}
