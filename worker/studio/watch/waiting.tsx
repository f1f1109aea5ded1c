import { missingText, nextRelease } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { keyOf, titleOf } from './labels.ts';

/** What is asked and not shown yet, what that lacks, and when there is more. */
export function Waiting({ stats }: { readonly stats: Stats }) {
  const waiting = stats.questions.flatMap((question) => {
    const missing = missingText(question);
    return missing === null ? [] : [{ question, missing }];
  });
  return (
    <section class="question" aria-labelledby="waiting">
      <h2 id="waiting">Asked, and not shown yet</h2>
      <p>{`Next release: ${nextRelease(stats)}`}</p>
      {waiting.length === 0 ? (
        <p class="soft">Nothing waits: each number is shown, or disputed.</p>
      ) : (
        <ul class="plain-list">
          {waiting.map(({ question, missing }) => (
            <li key={keyOf(question)}>
              <strong>{titleOf(question)}</strong>: {missing}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
