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
  const shown = all.filter(({ answer }) => answer.state === 'released').length;
  const { compared, from } = stats.baseline;
  return (
    <section class="changed" aria-labelledby="changed">
      <h2 id="changed">{`What changed since ${day(from)}`}</h2>
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
      <p class="soft">{comparedText(compared, shown, changed.length)}</p>
    </section>
  );
}

/** How many were compared, of those that are shown. */
export function comparedText(compared: number, shown: number, changed: number): string {
  if (compared === 0)
    return 'Nothing can be compared: no share is shown in both periods. Another one can be chosen below.';
  const of =
    compared === shown
      ? `${compared === 1 ? 'One share was' : `${compared} shares were`} compared`
      : `${compared} of ${shown} shares were compared, as the others are not shown in both periods`;
  const rest = changed === 0 ? 'none' : 'no other one';
  return `${of}; ${compared === 1 && changed === 0 ? 'it did not change' : compared === changed ? 'each changed' : `${rest} changed`} by more than chance explains.`;
}
