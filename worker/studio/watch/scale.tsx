import { type Axis, tickText } from './numbers.ts';

/** The numbers of an axis, above the rows that are drawn on it, and since when their small lines run. */
export function Scale({
  axis,
  since = '',
  unit,
}: {
  readonly axis: Axis;
  readonly since?: string;
  readonly unit?: string;
}) {
  return (
    <div class="row row--scale" aria-hidden="true">
      <div class="scale">
        {axis.ticks.map((tick) => (
          <span key={tick}>{tickText(tick, axis, unit)}</span>
        ))}
      </div>
      {since !== '' && <span class="scale__since">since {since}</span>}
    </div>
  );
}
