/** The page of an answer: what it is of, what changed, a card a question, and what is not there. */
import { useState } from 'preact/hooks';
import { notesOf, releaseNotes } from '../../../shared/counting/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { Notice } from '../components/index.ts';
import { Changed } from './changed.tsx';
import { Compare } from './compare.tsx';
import { Controls } from './controls.tsx';
import { keyOf } from './labels.ts';
import { Lede } from './lede.tsx';
import { NotCounted } from './not-counted.tsx';
import { axisFor } from './numbers.ts';
import { arranged } from './order.ts';
import { OtherVersions } from './other-versions.tsx';
import { Question, sharesOf } from './question.tsx';
import { TruthForm } from './truth-form.tsx';
import { mismatch, type Truth } from './truth.ts';
import { show, type View } from './view.ts';
import { Waiting } from './waiting.tsx';

export function Answered({
  stats,
  definitions,
  view,
}: {
  readonly stats: Stats;
  readonly definitions: Definitions | null;
  readonly view: View;
}) {
  const [truth, setTruth] = useState<Truth | null>(null);
  const fitting = truth && mismatch(truth, stats) === null ? truth : null;
  const live = definitions;
  const questions = arranged(stats.questions, view, live);
  const axis = view.isOneAxis
    ? axisFor(questions.flatMap((question) => sharesOf({ question, truth: fitting })))
    : undefined;
  // Then it is said first why, and what to look at. Who took part under another version is said above.
  const isEmpty = stats.released === null && stats.questions.length > 0 && !stats.elsewhere?.length;
  const fold = (key: string, isFolded: boolean) =>
    show({
      ...view,
      folded: [...view.folded.filter((each) => each !== key), ...(isFolded ? [key] : [])],
    });
  return (
    <>
      <Lede stats={stats} view={view} />
      <OtherVersions stats={stats} view={view} />
      {isEmpty && (
        <Notice>
          {releaseNotes(stats).map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
      {stats.simulated && <TruthForm stats={stats} truth={fitting} setTruth={setTruth} />}
      {stats.questions.length === 0 ? (
        <p class="notice">
          These definitions count nothing: no segment or group has <code>count: true</code>, and
          there is no histogram.
        </p>
      ) : (
        <>
          {!isEmpty && <Changed stats={stats} live={live} />}
          <Controls stats={stats} view={view} shown={questions} />
        </>
      )}
      {questions.map((question) => {
        const key = keyOf(question);
        return (
          <Question
            key={key}
            question={question}
            period={stats.period}
            together={stats.together}
            live={live}
            truth={fitting}
            axis={axis}
            isFolded={view.folded.includes(key)}
            onFold={(isFolded) => fold(key, isFolded)}
          />
        );
      })}
      {stats.questions.length > 0 && questions.length === 0 && (
        <p class="question soft">No question, and no answer of one, is called so.</p>
      )}
      {stats.questions.length > 0 && <Compare stats={stats} view={view} live={live} />}
      <Waiting stats={stats} />
      {definitions && <NotCounted definitions={definitions} />}
      <section class="question" aria-labelledby="how-to-read">
        <h2 id="how-to-read">How to read this</h2>
        <p class="soft measure">
          Estimated is the share of the participating devices that were members when first seen in
          this period. The point is the estimate, the band its interval; grey means too uncertain to
          build on. The small line is the same share in each of the last periods; an upright dash
          stands where there is no number, and “!” where it is disputed.
        </p>
        {[...(isEmpty ? [] : releaseNotes(stats)), ...notesOf(stats)].map((note) => (
          <p key={note} class="soft measure">
            {note}
          </p>
        ))}
        <p class="soft measure">
          {`Numbers of reports are in whole steps of ${stats.step}, so that no two readings tell about one report.`}
        </p>
      </section>
    </>
  );
}
