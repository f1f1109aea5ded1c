import type { Definitions } from '../../shared/definitions/types.ts';
import { compile } from '../../shared/engine/index.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import { Failure, placeText } from '../failure.ts';
import type { Input } from '../input.ts';
import type { Progress } from '../progress.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluate, Evaluation } from './evaluate.ts';
import { readLog } from './log-reader.ts';
import type { Overlap } from './overlaps.ts';
import type { OverTime } from './over-time.ts';
import type { BadRow } from './rows.ts';
import type { OffsetAt } from './time-zone.ts';
import { createVisitorLog } from './visitor-log.ts';

export interface SimulateOptions {
  readonly definitions: Definitions;
  readonly input: Input;
  /** Milliseconds since the epoch; null: 1 ms after the last event. */
  readonly at: number | null;
  /** Length of a step of the sizes over time, milliseconds; null for none. */
  readonly stepMs?: number | null;
  readonly offsetAt: OffsetAt;
  /** Who evaluates: the page's own engine, unless another is opened here. */
  readonly openStore?: () => Promise<Store>;
  /** Leave out rows that cannot be read, instead of stopping at the first. */
  readonly skipBad: boolean;
  /** Told of each visitor and the segments that hold for it. */
  readonly onVisitor?: (visitor: string, segments: readonly string[]) => void;
  readonly startProgress: (title: string, total: number) => Progress;
  /** Bytes that each of 256 parts of the log holds in memory before they go to disk. */
  readonly blockBytes?: number;
}

/** Holds the events of a log, and evaluates segments over them. */
export interface Store {
  add(visitor: string, event: CoveyEvent): void;
  evaluate(asked: Evaluate): Promise<Evaluation>;
  /** Segments that it cannot evaluate, and why: they are unknown for everybody. */
  readonly disabled: ReadonlyMap<string, string>;
  /** Removes what was put on disk. */
  dispose(): void;
}

export interface SimulateResult {
  readonly at: number;
  readonly visitors: number;
  /** Events at or before `at`. */
  readonly events: number;
  /** Events after it, which were left out. */
  readonly later: number;
  /** Rows left out, and the first few of them. */
  readonly bad: number;
  readonly badRows: readonly BadRow[];
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

const BAD_ROWS_KEPT = 3;
/** Signals that end the process, by their numbers: a shell expects 128 and the number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs the engine over every visitor of a log and evaluates it at one instant. A visitor is known
 * from its first event on; one whose events all come later is not there yet.
 * @throws Failure for a log that cannot be read, or that the disk cannot hold.
 */
export async function simulate(options: SimulateOptions): Promise<SimulateResult> {
  const { definitions, input, offsetAt, onVisitor, stepMs = null } = options;
  const plan = compile(definitions);
  const store = (await options.openStore?.()) ?? engineStore(offsetAt, options.blockBytes);
  let shown: Progress | null = null;
  const release = onSignals(() => shown?.stop());
  try {
    shown = options.startProgress('Reading   ', input.size ?? 0);
    const { first, last, ...taken } = await takeIn(options, store, shown).finally(shown.stop);
    const at = options.at ?? last + 1;
    shown = options.startProgress('Evaluating', taken.events);
    const { visitors, sizes, overlaps, overTime } = await store
      .evaluate({ plan, first: Math.min(first, at), at, stepMs, onVisitor, progress: shown })
      .finally(shown.stop);
    const segments = plan.segments.map((id, place) => ({
      id,
      name: definitions.segments[id]?.name ?? id,
      ...(sizes[place] ?? { members: 0, unknown: 0 }),
    }));
    const disabled = new Map([...plan.disabled, ...store.disabled]);
    return { ...taken, at, visitors, segments, overlaps, overTime, disabled };
  } finally {
    release();
    store.dispose();
  }
}

/** The page's own engine, one visitor after the other. */
function engineStore(offsetAt: OffsetAt, blockBytes: number | undefined): Store {
  const log = createVisitorLog(blockBytes);
  return {
    add: log.add,
    evaluate: (asked) => evaluate({ ...asked, log, offsetAt }),
    disabled: new Map(),
    dispose: log.dispose,
  };
}

/** What was read. `first` and `last` are the times of the earliest and the latest event, or infinite. */
interface Taken extends Pick<SimulateResult, 'events' | 'later' | 'bad' | 'badRows'> {
  readonly first: number;
  readonly last: number;
}

/** Reads the events up to the instant asked for. */
async function takeIn(
  { input, at, offsetAt, skipBad }: SimulateOptions,
  store: Store,
  progress: Progress,
): Promise<Taken> {
  const badRows: BadRow[] = [];
  let [events, later, bad, first, last] = [0, 0, 0, Infinity, -Infinity];
  await readLog(input.stream(), {
    name: input.name,
    offsetAt,
    onEvent(visitor, event) {
      if (at !== null && event.time > at) {
        later += 1;
        return;
      }
      events += 1;
      if (event.time < first) first = event.time;
      if (event.time > last) last = event.time;
      store.add(visitor, event);
    },
    onBadRow(row) {
      if (!skipBad) throw badRowFailure(input.name, row);
      bad += 1;
      if (badRows.length < BAD_ROWS_KEPT) badRows.push(row);
    },
    onBytes: (bytes) => progress.update(bytes, `${events.toLocaleString('en-US')} events`),
  });
  if (events === 0 && at === null) {
    throw new Failure(`${input.name} holds no events.`, [
      'Below the headings, each row is an event.',
    ]);
  }
  return { events, later, bad, badRows, first, last };
}

/** On a signal, puts the terminal in order and ends the process; undone by what it gives. */
function onSignals(tidy: () => void): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => {
      tidy();
      process.exit(128 + number);
    };
    process.once(signal, end);
    return () => process.removeListener(signal, end);
  });
  return () => listeners.forEach((remove) => remove());
}

function badRowFailure(file: string, { line, message }: BadRow): Failure {
  return new Failure(`${placeText({ file, line })}: ${message}`, [
    'Mend the row, or leave out such rows with --skip-bad.',
  ]);
}
