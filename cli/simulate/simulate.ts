import { count } from '../../shared/counting/index.ts';
import { sessionTimeoutOf } from '../../shared/definitions/durations.ts';
import { compile } from '../../shared/engine/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import type { Unread } from '../../shared/engine/types.ts';
import { createSurvey, stepsIn, untoldIn, withUnknown } from '../../shared/logs/index.ts';
import type { Missing, OverTime, Overlap, Untold } from '../../shared/logs/index.ts';
import { Failure } from '../failure.ts';
import type { Progress } from '../progress.ts';
import { engineStore, threadedStore } from './engine-store.ts';
import type { SimulateOptions, Store } from './options.ts';
import { takeIn } from './take-in.ts';
import type { Taken } from './take-in.ts';

export interface SimulateResult extends Omit<Taken, 'first'> {
  readonly visitors: number;
  /** Rows with the id of an earlier one, which are not among the events. */
  readonly repeated: number;
  /** Visitors with events 395 days and more after their first, where a page begins anew. */
  readonly longHistories: number;
  /** Texts where a number is asked for that are none without doubt, by event and property. */
  readonly unread?: ReadonlyMap<string, Unread>;
  /** What the definitions read and the log lacks; unknown for everybody, unless the log is complete. */
  readonly missing: readonly Missing[];
  /** What is to be said of some of them instead: a table has the column, and nobody has named it. */
  readonly unnamed?: ReadonlyMap<Missing, string>;
  /** What else may change how the answer is to be taken. */
  readonly warnings?: readonly string[];
  /** What they read and no log holds. */
  readonly untold?: readonly Untold[];
  /** In the order of the definitions. */
  readonly segments: readonly SegmentSize[];
  /** All pairs of segments that share visitors, those with the most first. */
  readonly overlaps: readonly Overlap[];
  readonly overTime: OverTime | null;
  /** Segments and metrics that could not be compiled, and why. */
  readonly disabled: ReadonlyMap<string, string>;
}

export interface SegmentSize {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  /** Visitors of whom the log does not say enough. */
  readonly unknown: number;
}

const MAX_STEPS = 10_000;

/** Signals that end the process, by their numbers: a shell expects 128 and the number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs the engine over every visitor of a log and evaluates it at one instant. A visitor is known
 * from its first event on; one whose events all come later is not there yet.
 * @throws Failure for a log that cannot be read, or that the disk cannot hold.
 */
export async function simulate(options: SimulateOptions): Promise<SimulateResult> {
  const { definitions, input, onVisitor, stepMs = null } = options;
  const store = (await options.openStore?.()) ?? storeOf(options);
  const survey = createSurvey(definitions, options.source?.source ?? options.there ?? {});
  let shown: Progress | null = null;
  const release = onSignals(() => shown?.stop());
  try {
    shown = options.startProgress('Reading   ', input.size ?? 0);
    const { first, ...taken } = await takeIn(options, store, survey, shown).finally(shown.stop);
    const { at } = taken;
    if (stepMs !== null) limitSteps(stepsIn({ first: Math.min(first, at), at, stepMs }));
    const missing = survey.missing();
    const unknown = options.complete ? [] : missing.flatMap(({ readBy }) => readBy);
    const answered = withUnknown(definitions, new Set(unknown));
    const plan = compile(answered, kinds);
    shown = options.startProgress('Evaluating', taken.events);
    const { sizes, ...found } = await store
      .evaluate({
        definitions: answered,
        plan,
        first: Math.min(first, at),
        at,
        stepMs,
        pageEvents: survey.pageEvents(),
        sessionTimeoutMs: sessionTimeoutOf(definitions),
        onVisitor,
        progress: shown,
      })
      .finally(shown.stop);
    const segments = plan.segments.map((id, place) => ({
      id,
      name: definitions.segments[id]?.name ?? id,
      ...(sizes[place] ?? { members: 0, unknown: 0 }),
    }));
    const disabled = new Map([...plan.disabled, ...store.disabled(answered)]);
    const events = taken.events - found.repeated;
    const untold = untoldIn(definitions);
    return { ...taken, ...found, events, missing, untold, segments, disabled };
  } finally {
    release();
    await store.dispose();
  }
}

const storeOf = (options: SimulateOptions): Store =>
  options.threads && options.threads.count > 1
    ? threadedStore(options, options.threads)
    : engineStore(options.offsetAt, options.blockBytes);

/** @throws Failure for more steps than anyone looks at. */
export function limitSteps(steps: number): void {
  if (steps <= MAX_STEPS) return;
  throw new Failure(
    'usage',
    `--over-time would make ${count(steps)} steps, and ${count(MAX_STEPS)} is the most.`,
    ['Choose a longer step.'],
  );
}

/** On a signal, puts the terminal in order and ends the process; undone by what it gives. */
function onSignals(tidy: () => void): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => {
      tidy();
      // Whoever else listens has more to put in order, and ends the process.
      if (process.listenerCount(signal) === 0) process.exit(128 + number);
    };
    process.once(signal, end);
    return () => process.removeListener(signal, end);
  });
  return () => listeners.forEach((remove) => remove());
}
