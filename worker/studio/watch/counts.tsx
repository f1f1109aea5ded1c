/** The counts: one card a question, an interval for every number. */
import { useEffect, useState } from 'preact/hooks';
import {
  conversionText,
  count,
  DISPUTED,
  liftText,
  notesOf,
  percent,
} from '../../../shared/counting/index.ts';
import { binText } from '../../../shared/histograms/index.ts';
import type { AnswerStats, QuestionStats, Release, Stats } from '../../../shared/wire/index.ts';
import { called } from '../../../shared/reading/called.ts';
import { date, Notice } from '../components/index.ts';
import { type Access, fetchStats, refusalOf } from '../site/index.ts';
import { Interval, type Row } from './interval.tsx';
import { axisFor } from './numbers.ts';
import { mismatch, parseTruth, type Truth, trueShare } from './truth.ts';

/** A release holds for a day; this is for a page that stays open. */
const REFRESH_MS = 600_000;

/** ε as what it does: how often an answer is wrong on purpose. */
function coin(epsilon: number): string {
  return `${Math.round(100 / (1 + Math.exp(epsilon)))} %`;
}

function rowsOf(
  question: QuestionStats,
  truth: Truth | null,
  names: Names,
  together: number,
): readonly Row[] {
  return question.answers.map((answer) => ({
    label: labelOf(question, answer, names),
    answer,
    truth: trueShare(truth, question, answer.id),
    isBar: question.kind === 'histogram',
    together,
  }));
}

function labelOf(
  { kind, values = 'number' }: QuestionStats,
  { id, from = null, to = null }: AnswerStats,
  names: Names,
): string {
  if (kind === 'segment') return 'Members';
  if (kind === 'histogram') {
    const text = id === null ? 'no value, or not known' : binText({ from, to }, values);
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
  return id === null ? 'None of these' : (names[id] ?? id);
}

/** What sort of question it is; nothing where that goes without saying. */
const KINDS: { readonly [kind in QuestionStats['kind']]: string } = {
  segment: '',
  group: ', one of several',
  experience: ', an experience',
  histogram: ', values in bins',
};

/** What an experience did, where it has a goal. */
function ratiosOf({ answers }: QuestionStats): readonly string[] {
  return answers.flatMap(({ id, conversion, lift, isBaseline }) => {
    if (conversion === undefined) return [];
    const said = conversion && conversionText(conversion);
    const converted = said
      ? `${said.value} converted (${said.interval})`
      : 'too few to say how many converted';
    const more = lift ? liftText(lift) : null;
    const above = more ? `, ${more.value} against the baseline (${more.interval})` : '';
    return [`${id}: ${converted}${above}${isBaseline ? ', the baseline' : ''}.`];
  });
}

type Names = { readonly [segment: string]: string };

export function Question({
  question,
  truth,
  names,
  together,
  axis,
}: {
  question: QuestionStats;
  truth: Truth | null;
  names: Names;
  together: number;
  axis: ReturnType<typeof axisFor>;
}) {
  const disputed = question.answers.find(
    (answer): answer is typeof answer & Extract<Release, { state: 'disputed' }> =>
      answer.state === 'disputed',
  );
  return (
    <section class="question" aria-labelledby={`q-${question.id}`}>
      <header>
        <h2 id={`q-${question.id}`}>{called(`${question.kind}s`, question.id, question)}</h2>
        <p class="soft">
          <code>{question.id}</code>
          {KINDS[question.kind]}
          {`, ${count(question.reports)} ${question.reports === 1 ? 'report' : 'reports'}`}
        </p>
      </header>
      {disputed && (
        <p class="notice notice--amber">
          {`Disputed, so no number is shown: ${disputed.reasons.map((reason) => DISPUTED[reason]).join('; ')}.`}
        </p>
      )}
      {ratiosOf(question).map((line) => (
        <p class="soft">{line}</p>
      ))}
      <ul class="rows">
        {rowsOf(question, truth, names, together).map((row) => (
          <Interval key={row.label} {...row} axis={axis} />
        ))}
      </ul>
    </section>
  );
}

function TruthForm({
  stats,
  truth,
  setTruth,
}: {
  stats: Stats;
  truth: Truth | null;
  setTruth: (truth: Truth | null) => void;
}) {
  const [problem, setProblem] = useState('');
  const take = (text: string) => {
    const parsed = parseTruth(text);
    const wrong = parsed.ok ? mismatch(parsed.truth, stats) : parsed.message;
    setProblem(wrong ? `Not used. ${wrong}` : '');
    if (parsed.ok && !wrong) setTruth(parsed.truth);
  };
  const onFile = async (event: Event) => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) take(await file.text());
  };
  const onPaste = (event: Event) => {
    const { value } = event.target as HTMLTextAreaElement;
    if (value.trim() !== '') take(value);
  };
  if (truth)
    return (
      <p class="truth">
        <span class="diamond" aria-hidden="true"></span>
        {`Simulated truth about ${count(truth.visitors)} visitors. In reality nobody knows it. `}
        <button class="plain" type="button" onClick={() => setTruth(null)}>
          Hide it
        </button>
      </p>
    );
  return (
    <details class="truth">
      <summary>Compare with a simulated truth</summary>
      <p class="soft">
        <code>npm run simulate-counts</code> sends simulated reports and writes down what was true
        of them in <code>.covey/simulated-truth.json</code>. The file is read here and goes nowhere.
      </p>
      <div class="pair">
        <label>
          Choose the file <input type="file" accept=".json,application/json" onChange={onFile} />
        </label>
        <label>
          or paste its content <textarea rows={2} spellcheck={false} onInput={onPaste}></textarea>
        </label>
      </div>
      {problem && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
    </details>
  );
}

export function Counts({
  access,
  names,
  onRefused,
}: {
  access: Access;
  names: Names;
  /** `isUnknown`: the Worker knows no such token; else it is good for something else. */
  onRefused: (why: string, isUnknown: boolean) => void;
}) {
  const [period, setPeriod] = useState<number | undefined>(undefined);
  /** The last answer that came. */
  const [stats, setStats] = useState<Stats | null>(null);
  const [problem, setProblem] = useState('');
  const [times, setTimes] = useState(1);

  useEffect(() => {
    let gone = false;
    const load = async () => {
      const next = await fetchStats(access, period);
      if (gone) return;
      const why = next.ok ? null : refusalOf(next.code, access.site);
      if (!next.ok && why !== null) return onRefused(why, next.code === 'unauthorized');
      if (next.ok) setStats(next.value);
      setProblem(next.ok ? '' : next.message);
    };
    void load();
    const timer = setInterval(() => document.hidden || void load(), REFRESH_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [access, period, times]);

  const last = stats?.site === access.site ? stats : null;
  return (
    <>
      {problem !== '' && (
        <Notice amber alert>
          <p>{last ? `${problem} Below is the last answer that came.` : problem}</p>
          <p class="notice__buttons">
            <button class="button" type="button" onClick={() => setTimes(times + 1)}>
              Ask again
            </button>
          </p>
        </Notice>
      )}
      {last ? (
        <Answered stats={last} names={names} setPeriod={setPeriod} />
      ) : (
        problem === '' && (
          <p class="soft" role="status">
            Asking the Worker …
          </p>
        )
      )}
    </>
  );
}

function Answered({
  stats,
  names,
  setPeriod,
}: {
  stats: Stats;
  names: Names;
  setPeriod: (period: number) => void;
}) {
  const [truth, setTruth] = useState<Truth | null>(null);
  const fitting = truth && mismatch(truth, stats) === null ? truth : null;
  const shares = stats.questions.flatMap((question) =>
    question.answers.flatMap((each) => {
      const known = trueShare(fitting, question, each.id);
      return [
        ...(each.state === 'released' ? [each.high] : []),
        ...(known === null ? [] : [known]),
      ];
    }),
  );
  const axis = axisFor(shares);
  const { from, to, open, number } = stats.period;
  // Reports are taken for a day after the period; its last day is the one before `to`.
  const lastDay = new Date(Date.parse(to) - 1).toISOString();
  return (
    <>
      <div class="lede">
        <div>
          <h1>{stats.site}</h1>
          <p>
            {date(from)} to {date(lastDay)}
            {open ? '. Reports are still coming in.' : '. Closed.'}
          </p>
        </div>
        <div class="pager" role="group" aria-label="Period">
          <button class="button" type="button" onClick={() => setPeriod(number - 1)}>
            Earlier
          </button>
          <button
            class="button"
            type="button"
            disabled={open}
            onClick={() => setPeriod(number + 1)}
          >
            Later
          </button>
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>Devices taking part</dt>
          <dd>{count(stats.reports)}</dd>
        </div>
        <div>
          <dt>Questions, one a device</dt>
          <dd>{stats.questions.length}</dd>
        </div>
        <div>
          <dt>Yes or no, wrong on purpose</dt>
          <dd>
            {coin(stats.epsilon)}
            <small> at ε = {stats.epsilon}</small>
          </dd>
        </div>
        <div>
          <dt>Definitions</dt>
          <dd>version {stats.version}</dd>
        </div>
      </dl>
      <p class="soft measure">
        Estimated is the share of the participating devices that were members when first seen in
        this period. The point is the estimate, the band its 95 % interval: of twenty such bands,
        nineteen hold the true share. Grey means too uncertain to build on: such a number is shown
        only where it came out large enough, and is more likely too large than too small.
      </p>
      <TruthForm stats={stats} truth={fitting} setTruth={setTruth} />
      {stats.questions.length > 0 && (
        <div class="scale" aria-hidden="true">
          {axis.ticks.map((tick) => (
            <span key={tick}>{percent(tick, axis.end < 0.1 ? 0.1 : 1)}</span>
          ))}
        </div>
      )}
      {stats.questions.length === 0 && (
        <p class="notice">
          These definitions count nothing: no segment or group has <code>count: true</code>, and
          there is no histogram.
        </p>
      )}
      {stats.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          truth={fitting}
          names={names}
          together={stats.together}
          axis={axis}
        />
      ))}
      {notesOf(stats).map((note) => (
        <p class="soft measure">{note}</p>
      ))}
      <p class="soft">
        {`${stats.released ? `As released on ${date(stats.released)}` : 'Nothing is released yet'}. There is one release a day at most, and only when every question has ${stats.step} more reports; numbers of reports are in whole steps of ${stats.step}. So no two readings tell about one report.`}
      </p>
    </>
  );
}
