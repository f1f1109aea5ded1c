import { result } from './state.ts';
import { day, whole } from './said.ts';

const HEIGHT = 96;
const WIDTH = 600;

/** Members at the end of each week, or of several where the log is long. */
export function OverTime() {
  const { value: known } = result;
  const steps = known?.overTime;
  const members = steps?.members[0];
  const [first, last] = [steps?.times[0], steps?.times.at(-1)];
  if (!steps || !members || first === undefined || last === undefined || members.length < 2)
    return null;
  const most = Math.max(1, ...members);
  const x = (at: number) => (at / (members.length - 1)) * WIDTH;
  const y = (count: number) => HEIGHT - (count / most) * (HEIGHT - 4) - 2;
  const weeks = Math.round(steps.stepMs / 604_800_000);
  const peak = members.indexOf(Math.max(...members));
  return (
    <section aria-labelledby="preview-over-time">
      <h2 id="preview-over-time">Size over time</h2>
      <p>
        Now {whole(members.at(-1) ?? 0)}; most, {whole(most)}, on {day(steps.times[peak] ?? last)}.
      </p>
      <svg
        class="preview__line"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        aria-hidden="true"
      >
        <polyline
          points={members
            .map((count, at) => `${x(at).toFixed(1)},${y(count).toFixed(1)}`)
            .join(' ')}
        />
      </svg>
      <p class="preview__axis soft">
        <span>{day(first)}</span>
        <span>{day(last)}</span>
      </p>
      <details class="whole">
        <summary>The same as a table</summary>
        <table>
          <caption>Members at the end of each {weeks === 1 ? 'week' : `${weeks} weeks`}</caption>
          <tbody>
            {members.map((count, at) => (
              <tr key={steps.times[at]}>
                <th scope="row">{day(steps.times[at] ?? 0)}</th>
                <td>{whole(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
