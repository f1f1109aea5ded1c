import type { Definitions } from '../../shared/definitions/types.ts';
import { compile, createEngine } from '../../shared/engine/index.ts';
import { Failure, placeText } from '../failure.ts';
import type { Input } from '../input.ts';
import type { Progress } from '../progress.ts';
import { readLog } from './log-reader.ts';
import type { BadRow } from './rows.ts';
import type { OffsetAt } from './time-zone.ts';
import { createVisitorLog } from './visitor-log.ts';

export interface SimulateOptions {
  readonly definitions: Definitions;
  readonly input: Input;
  /** Milliseconds since the epoch; null: 1 ms after the last event. */
  readonly at: number | null;
  readonly offsetAt: OffsetAt;
  /** Leave out rows that cannot be read, instead of stopping at the first. */
  readonly skipBad: boolean;
  /** Told of each visitor and the segments that hold for it. */
  readonly onVisitor?: (visitor: string, segments: readonly string[]) => void;
  readonly startProgress: (title: string, total: number) => Progress;
  /** Events held in memory before the rest goes to disk. */
  readonly inMemory?: number;
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
  readonly segments: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: number;
    /** Visitors of whom the log does not say enough. */
    readonly unknown: number;
  }[];
  /** Segments and metrics that could not be compiled, and why. */
  readonly disabled: ReadonlyMap<string, string>;
}

const IN_MEMORY = 200_000;
const BAD_ROWS_KEPT = 3;
/** Visitors between two updates of the progress bar. */
const STEP = 512;

/**
 * Runs the engine over every visitor of a log and evaluates it at one instant. A visitor is known
 * from its first event on; one whose events all come later is not there yet.
 * @throws Failure for a log that cannot be read.
 */
export async function simulate(options: SimulateOptions): Promise<SimulateResult> {
  const { definitions, input, offsetAt } = options;
  const plan = compile(definitions);
  const log = createVisitorLog(options.inMemory ?? IN_MEMORY);
  const badRows: BadRow[] = [];
  let [events, later, bad, last] = [0, 0, 0, -Infinity];
  const stopCleanly = () => {
    log.dispose();
    process.exit(130);
  };
  process.once('SIGINT', stopCleanly);

  try {
    const reading = options.startProgress('Reading   ', input.size ?? 0);
    try {
      await readLog(input.stream(), {
        name: input.name,
        offsetAt,
        onEvent(visitor, event) {
          if (options.at !== null && event.time > options.at) {
            later += 1;
            return;
          }
          events += 1;
          if (event.time > last) last = event.time;
          log.add(visitor, event);
        },
        onBadRow(row) {
          if (!options.skipBad) throw badRowFailure(input.name, row);
          bad += 1;
          if (badRows.length < BAD_ROWS_KEPT) badRows.push(row);
        },
        onBytes: (bytes) => reading.update(bytes, `${events.toLocaleString('en-US')} events`),
      });
    } finally {
      reading.stop();
    }
    if (events === 0 && options.at === null) {
      throw new Failure(`${input.name} holds no events.`, [
        'Below the headings, each row is an event.',
      ]);
    }

    const at = options.at ?? last + 1;
    const counts = plan.segments.map((id) => ({ id, members: 0, unknown: 0 }));
    const evaluating = options.startProgress('Evaluating', events);
    let [visitors, done] = [0, 0];
    try {
      for (const [visitor, history] of log.visitors()) {
        const engine = createEngine(plan, { offsetAt }, { now: history[0]?.time ?? at });
        for (const event of history) engine.apply(event);
        engine.advance(at);
        const held: string[] = [];
        for (const segment of counts) {
          const member = engine.member(segment.id);
          if (member === null) segment.unknown += 1;
          else if (member) {
            segment.members += 1;
            held.push(segment.id);
          }
        }
        options.onVisitor?.(visitor, held);
        visitors += 1;
        done += history.length;
        if (visitors % STEP === 0) {
          evaluating.update(done, `${visitors.toLocaleString('en-US')} visitors`);
        }
      }
    } finally {
      evaluating.stop();
    }
    const segments = counts.map((segment) => ({
      ...segment,
      name: definitions.segments[segment.id]?.name ?? segment.id,
    }));
    return { at, visitors, events, later, bad, badRows, segments, disabled: plan.disabled };
  } finally {
    process.removeListener('SIGINT', stopCleanly);
    log.dispose();
  }
}

function badRowFailure(file: string, { line, message }: BadRow): Failure {
  return new Failure(`${placeText({ file, line })}: ${message}`, [
    'Mend the row, or leave out such rows with --skip-bad.',
  ]);
}
