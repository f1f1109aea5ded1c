import { countingOf } from '../../../../shared/counting/index.ts';
import { DAY_MS, WEEK_MS } from '../../../../shared/definitions/durations.ts';
import type { Definitions } from '../../../../shared/definitions/types.ts';
import { explain } from '../../../../shared/engine/explain/index.ts';
import { stepsIn } from '../../../../shared/logs/index.ts';
import { metricsIn } from '../metrics-in.ts';
import type { Answer, Figure, Member } from '../messages.ts';
import {
  cutDown,
  IN,
  kindOfValue,
  type MetricValues,
  sharedBy,
} from '../../../../shared/analysis/index.ts';
import { evaluate, type Evaluation, prepare, type Prepared, type Read } from './evaluation.ts';

/** What an evaluation takes from its host. */
export interface Host {
  readonly tell: (answer: DistributiveOmit<Answer, 'job'>) => void;
  /** Lets the host look whether something else is asked for; false ends the job. */
  readonly pause: () => Promise<boolean>;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Milliseconds: how long a keystroke may have to wait; after how long there is a first figure, and then another one. */
const SLICE_MS = 24;
const FIRST_MS = 48;
const NEXT_MS = 240;
const MEMBERS_SHOWN = 5;
/** Weeks, until these would be too many to draw; then more of them at once. */
const MOST_STEPS = 120;

/** What is known of a log: nothing is evaluated twice. */
export interface Known {
  readonly answers: Map<string, Uint8Array>;
  readonly values: Map<string, MetricValues>;
}
export const nothingKnown = (): Known => ({ answers: new Map(), values: new Map() });
/** Kept of each log: answers of this many texts of segments. */
const MOST_KNOWN = 400;

/**
 * What a segment comes to in a log, in the order of what is asked first: its size from a sample, and then of all; its
 * metrics' values; some members; whom it shares with the other segments. True when nothing stopped it.
 */
export async function evaluateSegment(
  read: Read,
  definitions: Definitions,
  segment: string,
  known: Known,
  host: Host,
): Promise<boolean> {
  if (!Object.hasOwn(definitions.segments, segment)) return true;
  const { definitions: part, meaning } = cutDown(definitions, `segment.${segment}`);
  const prepared = prepare(part, read);
  const periodMs = countingOf(definitions)?.periodMs ?? null;
  const evaluation = evaluate(prepared, [segment], read, stepFor(read), periodMs);
  const told = { last: host.clock() - NEXT_MS + FIRST_MS };
  const isWhole = await run(evaluation, host, () => {
    if (host.clock() - told.last < NEXT_MS || evaluation.visitors() === 0) return;
    told.last = host.clock();
    host.tell({ type: 'figure', figure: figureOf(evaluation, read) });
  });
  const overTime = evaluation.overTime();
  const [own] = evaluation.answers;
  if (!isWhole || !overTime || !own) return false;
  remember(known.answers, meaning, own);
  host.tell({
    type: 'exact',
    figure: figureOf(evaluation, read),
    overTime,
    seenInPeriod: evaluation.seenInPeriod(),
    missing: prepared.missing,
    disabled: prepared.plan.disabled.get(segment) ?? null,
  });
  for (const metric of metricsIn(definitions.segments[segment]?.when ?? {})) {
    if (!Object.hasOwn(definitions.metrics ?? {}, metric)) continue;
    const values = await valuesOf(metric, definitions, read, known, host);
    if (!values) return false;
    host.tell({ type: 'values', values });
  }
  host.tell({ type: 'members', members: membersOf(own, segment, read, prepared) });
  const others = await answersOf(definitions, segment, read, known, host);
  if (!others) return false;
  host.tell({
    type: 'overlaps',
    overlaps: others.map(([id, answers]) => ({ segment: id, ...sharedBy(own, answers) })),
  });
  host.tell({ type: 'done' });
  return true;
}

async function run(evaluation: Evaluation, host: Host, onSlice = () => {}): Promise<boolean> {
  for (;;) {
    const began = host.clock();
    const isDone = evaluation.go(() => host.clock() - began >= SLICE_MS);
    if (!isDone) onSlice();
    if (!(await host.pause())) return false;
    if (isDone) return true;
  }
}

function figureOf(evaluation: Evaluation, { log }: Read): Figure {
  const [done, visitors] = [evaluation.done(), evaluation.visitors()];
  // Some of the others may not be there yet, too.
  const of = done === 0 ? 0 : Math.round((log.ids.length * visitors) / done);
  return { visitors, of, ...evaluation.size(0) };
}

function stepFor({ first, at }: Read): number {
  const weeks = stepsIn({ first: Math.min(first, at), at, stepMs: WEEK_MS });
  return WEEK_MS * Math.ceil(weeks / MOST_STEPS);
}

/** Every visitor's value of a metric, exactly: nothing depends on it there, so the engine leaves nothing of it out. */
async function valuesOf(
  metric: string,
  definitions: Definitions,
  read: Read,
  known: Known,
  host: Host,
): Promise<MetricValues | null> {
  const { definitions: part, meaning } = cutDown(definitions, `metric.${metric}`);
  const found = known.values.get(meaning);
  if (found) return { ...found, metric };
  const prepared = prepare(part, read);
  const numbers: number[] = [];
  const counts = { none: 0, unknown: 0, other: 0 };
  const take = (visitor: number) => {
    const engine = prepared.engineOf(visitor);
    if (!engine) return;
    const value = engine.metricValues()[metric] ?? null;
    const kind = kindOfValue(value);
    if (kind === 'number') numbers.push(Number(value));
    else counts[kind] += 1;
  };
  let visitor = 0;
  while (visitor < read.log.ids.length) {
    const began = host.clock();
    while (visitor < read.log.ids.length && (visitor % 32 > 0 || host.clock() - began < SLICE_MS))
      take(visitor++);
    if (!(await host.pause())) return null;
  }
  const values = { metric, values: Float64Array.from(numbers).toSorted(), ...counts };
  remember(known.values, meaning, values);
  return values;
}

/** Some members, by chance, and the reasons that the page would give them. */
function membersOf(
  answers: Uint8Array,
  segment: string,
  { log }: Read,
  { engineOf }: Prepared,
): readonly Member[] {
  const members: Member[] = [];
  for (let visitor = 0; visitor < answers.length && members.length < MEMBERS_SHOWN; visitor++) {
    if (answers[visitor] !== IN) continue;
    const engine = engineOf(visitor);
    const explanation = engine && explain(engine, segment);
    if (explanation) members.push({ visitor: log.ids[visitor] ?? '', text: explanation.text });
  }
  return members;
}

/** The answers of all other segments; those that nobody knows yet are evaluated together. */
async function answersOf(
  definitions: Definitions,
  segment: string,
  read: Read,
  known: Known,
  host: Host,
): Promise<readonly (readonly [id: string, answers: Uint8Array])[] | null> {
  const others = Object.keys(definitions.segments).filter((id) => id !== segment);
  const parts = others.map((id) => [id, cutDown(definitions, `segment.${id}`).meaning] as const);
  const open = parts.filter(([, meaning]) => !known.answers.has(meaning));
  if (open.length > 0) {
    const ids = open.map(([id]) => id);
    const evaluation = evaluate(prepare(definitions, read), ids, read, null);
    if (!(await run(evaluation, host))) return null;
    for (const [place, [, meaning]] of open.entries())
      remember(known.answers, meaning, evaluation.answers[place] ?? new Uint8Array());
  }
  return parts.map(([id, meaning]) => [id, known.answers.get(meaning) ?? new Uint8Array()]);
}

function remember<T>(known: Map<string, T>, meaning: string, what: T): void {
  known.delete(meaning);
  known.set(meaning, what);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}

/** Visitors of a day, on average of the last four weeks that the log has. */
export function dailyVisitors({ log, first, at, offsetAt }: Read): number {
  const from = Math.max(first, at - 28 * DAY_MS);
  let visits = 0;
  for (let visitor = 0; visitor < log.ids.length; visitor++) {
    let last = -1;
    for (let one = log.starts[visitor] ?? 0; one < (log.starts[visitor + 1] ?? 0); one++) {
      const time = log.times[one] ?? 0;
      if (time < from || time > at) continue;
      const day = Math.floor((time + offsetAt(time) * 60_000) / DAY_MS);
      if (day !== last) visits += 1;
      last = day;
    }
  }
  return visits / Math.max(1, (at - from) / DAY_MS);
}
