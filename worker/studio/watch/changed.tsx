import { changeText } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { day } from './day.ts';
import { fullLabelOf, type Live } from './labels.ts';

/** What changed beyond chance, and what is disputed: what one would want to look at first. */
export function Changed({ stats, live }: { readonly stats: Stats; readonly live: Live }) {
  const all = stats.questions.flatMap((question) =>
    question.answers.map((answer) => ({ answer, label: fullLabelOf(question, answer, live) })),
  );
  const changed = all.filter(({ answer }) => answer.change && answer.change.verdict !== 'none');
  const disputed = all.filter(({ answer }) => answer.state === 'disputed');
  const { compared, from } = stats.baseline;
  if (compared === 0 && disputed.length === 0) return null;
  return (
    <section class="changed" aria-labelledby="changed">
      <h2 id="changed">{`What changed since ${day(from)}`}</h2>
      {compared > 0 && changed.length === 0 && (
        <p>
          {compared === 1
            ? 'One share was compared, and did not change by more than chance explains.'
            : `${compared} shares were compared, and none changed by more than chance explains.`}
        </p>
      )}
      <ul>
        {changed.map(({ answer, label }) => (
          <li key={label}>
            <strong>{label}</strong> {answer.change && changeText(answer.change)}
          </li>
        ))}
        {disputed.map(({ label }) => (
          <li key={label} class="changed__disputed">
            <strong>{label}</strong> is disputed in this period
          </li>
        ))}
      </ul>
    </section>
  );
}
