import type { QuestionStats } from '../../../shared/wire/index.ts';
import { labelOf, type Live } from './labels.ts';
import { stackOf } from './stack.ts';

/** Wide enough for a name. */
const NAMED = 0.16;
/** Wide enough for its number. */
const NUMBERED = 0.025;

/** A group's answers as one bar, in the order of the rows, whose numbers stand on it. */
export function Stacked({
  question,
  live,
}: {
  readonly question: QuestionStats;
  readonly live: Live;
}) {
  const stack = stackOf(question);
  if (!stack) return null;
  const { parts, rest } = stack;
  return (
    <figure class="stack">
      <div class="stack__bar" aria-hidden="true">
        {parts.map(({ at, share }) => {
          const answer = question.answers[at];
          const isNone = answer?.id === null;
          return (
            <span
              key={at}
              class={`stack__part${isNone ? ' stack__part--none' : ''}`}
              style={{ flexGrow: share }}
            >
              {share >= NUMBERED && at + 1}
              {share >= NAMED && answer && ` ${labelOf(question, answer, live)}`}
            </span>
          );
        })}
        {rest > 0.001 && <span class="stack__part stack__part--rest" style={{ flexGrow: rest }} />}
      </div>
      <figcaption class="soft">
        All devices, by the shares that fit each other; the numbers are those of the rows.
        {rest > 0.001 && ' Hatched: answers of which too little is known.'}
      </figcaption>
    </figure>
  );
}
