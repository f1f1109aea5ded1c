import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { useCommitted } from '../components/index.ts';
import { draft, type Path } from '../draft/index.ts';
import {
  type Amounts,
  type MetricValues,
  PARTS,
  binsOf,
  lowestEnd,
  meeting,
  some,
  stepOf,
  topBegins,
} from '../../../shared/analysis/index.ts';
import type { Threshold } from './metrics-in.ts';
import { part, whole } from './said.ts';

const HEIGHT = 120;
const SIGNS = { $gte: 'at least', $gt: 'more than', $lt: 'less than', $lte: 'at most' } as const;

interface Props {
  readonly name: string;
  readonly threshold: Threshold;
  /** Of the threshold in the draft. */
  readonly path: Path;
  readonly values: MetricValues;
  readonly amounts: Amounts;
}

/** The values of a metric, and the threshold on them: dragged, by keys, typed, or taken from a part of the visitors. */
export function Histogram({ name, threshold, path, values: all, amounts }: Props) {
  const id = useId();
  const { values } = all;
  const { isDuration, zeroIsNone } = amounts;
  const { bins, shown, step } = useMemo(() => {
    const those = some(values, { zeroIsNone });
    const made = binsOf(those, isDuration);
    return { bins: made, shown: those, step: stepOf(made, those, isDuration) };
  }, [values, isDuration, zeroIsNone]);
  /** While it is dragged, where it is; the draft follows when it is let go. */
  const dragged = useSignal<number | null>(null);
  const now = dragged.value ?? amounts.read(threshold.value) ?? 0;
  const visitors = values.length + all.none + all.other;
  const isUpper = threshold.operator === '$gte' || threshold.operator === '$gt';
  const met = meeting(values, threshold.operator, now);
  const metOfShown = meeting(shown, threshold.operator, now);
  const write = (value: number) => {
    dragged.value = null;
    draft.edit(path, amounts.write(value));
  };
  const typed = useCommitted(
    String(dragged.value === null ? threshold.value : amounts.write(dragged.value)),
    (text) => write(amounts.read(text) ?? now),
    (text) => amounts.read(text) !== null,
  );
  const end = bins.from + bins.width * bins.counts.length;
  const most = Math.max(1, ...bins.counts);
  const place = (value: number) =>
    `${(100 * Math.min(1, Math.max(0, (value - bins.from) / (end - bins.from)))).toFixed(2)}%`;
  const isMet = (value: number) => (isUpper ? value >= now : value < now);
  const said = `${SIGNS[threshold.operator]} ${amounts.say(now)}`;
  const isCount = bins.width === 1 && !isDuration;
  const without = visitors - shown.length;
  return (
    <section aria-labelledby={`${id}-title`} class="preview__metric">
      <h2 id={`${id}-title`}>{name}</h2>
      <p>
        <strong>{part(met, visitors)}</strong> of all visitors have {said}
        {without > 0 &&
          `; ${part(metOfShown, shown.length)} of the ${whole(shown.length)} who have any`}
        .
      </p>
      <div class="preview__histogram">
        <svg width="100%" height={HEIGHT} aria-hidden="true">
          {bins.counts.map((count, at) => {
            const from = bins.from + at * bins.width;
            const height = count === 0 ? 0 : Math.max(1, (count / most) * (HEIGHT - 4));
            return (
              <rect
                key={from}
                class={
                  isMet(from + bins.width / 2) ? 'preview__bar preview__bar--met' : 'preview__bar'
                }
                x={place(from)}
                width={`${(92 / bins.counts.length).toFixed(2)}%`}
                y={HEIGHT - height}
                height={height}
              />
            );
          })}
          <line class="preview__threshold" x1={place(now)} x2={place(now)} y1="0" y2={HEIGHT} />
        </svg>
        <input
          type="range"
          class="preview__range"
          aria-label={`Threshold of ${name}`}
          aria-valuetext={`${said}: ${part(met, visitors)} of all visitors`}
          min={bins.from}
          max={end}
          step={step}
          value={now}
          onInput={({ currentTarget }) => (dragged.value = Number(currentTarget.value))}
          onChange={({ currentTarget }) => write(Number(currentTarget.value))}
        />
        <p class="preview__axis soft">
          <span>{amounts.say(bins.from)}</span>
          <span>{amounts.say(end - bins.width)} and more</span>
        </p>
      </div>
      <label class="preview__field">
        Threshold
        <input inputMode={isDuration ? 'text' : 'decimal'} {...typed} />
      </label>
      <details class="whole">
        <summary>Parts of the visitors, and the numbers of the picture</summary>
        <div class="pair">
          <table>
            <caption>
              {without > 0 ? 'Of visitors who have any' : 'Of visitors'}, the{' '}
              {isUpper ? 'top' : 'lowest'}
            </caption>
            <tbody>
              {PARTS.map((top) => {
                const value = isUpper ? topBegins(shown, top) : lowestEnd(shown, top);
                if (value === null) return null;
                return (
                  <tr key={top}>
                    <th scope="row">{top * 100} %</th>
                    <td>
                      {isUpper ? 'from' : 'up to'} {amounts.say(value)}
                    </td>
                    <td>
                      <button class="plain" type="button" onClick={() => write(value)}>
                        Take it
                        <span class="preview__hidden"> as the threshold: {amounts.say(value)}</span>
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <table>
            <caption>
              Visitors by value{without > 0 && `; ${whole(without)} more have none`}
            </caption>
            <tbody>
              {bins.counts.map((count, at) => {
                const from = bins.from + at * bins.width;
                const isLast = at === bins.counts.length - 1;
                return (
                  <tr key={from}>
                    <th scope="row">
                      {amounts.say(from)}
                      {isLast && ' and more'}
                      {!isLast && !isCount && ` to below ${amounts.say(from + bins.width)}`}
                    </th>
                    <td>{whole(count)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
