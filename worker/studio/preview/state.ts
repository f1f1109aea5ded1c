import type { MetricValues } from '../../../shared/analysis/index.ts';
import { batch, computed, effect, signal } from '@preact/signals';
import { writeOut } from '../../../shared/experiences/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Missing, OverTime } from '../../../shared/logs/index.ts';
import { draft } from '../draft/index.ts';
import { route } from '../routes/index.ts';
import type {
  Answer,
  Figure,
  Head,
  Member,
  SeenInPeriod,
  SharedWith,
  Summary,
} from './messages.ts';
import { startWorker, type WorkerPort } from './start-worker.ts';
import type { Asked } from './work/read-log.ts';

/** The log that is looked at: a file of the owner's, or a generated one. */
export type Source =
  { readonly kind: 'file'; readonly file: File } | { readonly kind: 'generated' };

/** What is known so far of the segment; what is being computed anew stays until it is there. */
export interface Result {
  readonly segment: string;
  readonly figure: Figure | null;
  readonly isExact: boolean;
  readonly overTime: OverTime | null;
  readonly seenInPeriod: SeenInPeriod | null;
  readonly missing: readonly Missing[];
  readonly disabled: string | null;
  readonly values: { readonly [metric: string]: MetricValues };
  readonly members: readonly Member[] | null;
  readonly overlaps: readonly SharedWith[] | null;
}

export const source = signal<Source | null>(null);
export const head = signal<Head | null>(null);
export const asked = signal<Asked>({
  columns: {},
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
export const reading = signal<{ readonly bytes: number; readonly events: number } | null>(null);
export const summary = signal<Summary | null>(null);
export const refused = signal<{
  readonly message: string;
  readonly hints: readonly string[];
} | null>(null);
/** What the log lacks did not happen, instead of being unknown. */
export const complete = signal(false);
export const result = signal<Result | null>(null);
/** Whether an evaluation is under way. */
export const isWorking = signal(false);

/** The newest draft without errors: while one types, what was is shown on. */
const sound = signal<Definitions | null>(null);
effect(() => {
  const { value } = draft.definitions;
  if (value) sound.value = value;
  if (draft.id.value === null) sound.value = null;
});
export const drafted = computed(() => sound.value);
/** The same, in which the bins of histograms are segments like others. */
export const definitions = computed(
  () => sound.value && writeOut({ ...sound.value, experiences: {} }),
);

/** The segment that the address names, or the first. */
export const segment = computed(() => {
  const ids = Object.keys(draft.definitions.value?.segments ?? sound.value?.segments ?? {});
  const [named] = route.value.page === 'preview' ? route.value.inside : [];
  return named !== undefined && ids.includes(named) ? named : (ids[0] ?? null);
});

let job = 0;
let port: WorkerPort | null = null;
const worker = (): WorkerPort =>
  (port ??= startWorker(hear, () => {
    port = null;
    fail('What reads the log could not be started, or has run out of memory.', [
      'Load the page anew; take a smaller log.',
    ]);
  }));

function fail(message: string, hints: readonly string[]): void {
  batch(() => {
    reading.value = null;
    isWorking.value = false;
    refused.value = { message, hints };
  });
}

/** Looks at a file's columns, and reads it at once where they leave no doubt. */
export function open(file: File): void {
  batch(() => {
    forget();
    source.value = { kind: 'file', file };
    asked.value = { columns: {}, zone: asked.peek().zone };
  });
  worker().ask({ type: 'look', job: (job += 1), file });
}

export function openGenerated(): void {
  batch(() => {
    forget();
    source.value = { kind: 'generated' };
    reading.value = { bytes: 0, events: 0 };
  });
  worker().ask({ type: 'generate', job: (job += 1), zone: asked.peek().zone });
}

/** Reads the file by what the form says. */
export function read(): void {
  const { value } = source;
  if (value?.kind !== 'file') return;
  batch(() => {
    summary.value = refused.value = result.value = null;
    reading.value = { bytes: 0, events: 0 };
  });
  worker().ask({ type: 'read', job: (job += 1), file: value.file, asked: asked.value });
}

function forget(): void {
  head.value = summary.value = refused.value = reading.value = result.value = null;
}

function hear(answer: Answer): void {
  if (answer.job !== job) return;
  batch(() => take(answer));
}

function take(answer: Answer): void {
  const known = result.peek();
  const learn = (what: Partial<Result>) => {
    if (known) result.value = { ...known, ...what };
  };
  switch (answer.type) {
    case 'head': {
      const { guess } = answer.head;
      head.value = answer.head;
      const { visitor, time, event, id } = guess;
      asked.value = {
        ...asked.peek(),
        columns: {
          ...(visitor !== null && { visitor }),
          ...(time !== null && { time }),
          ...(event !== null && { event }),
          ...(id !== null && { id }),
        },
      };
      if (visitor !== null && time !== null && event !== null) read();
      return;
    }
    case 'reading':
      reading.value = answer;
      return;
    case 'read':
      reading.value = null;
      summary.value = answer.summary;
      return;
    case 'refused':
      fail(answer.message, answer.hints);
      return;
    case 'figure':
      return learn({ figure: answer.figure, isExact: false });
    case 'exact': {
      const { figure, overTime, seenInPeriod, missing, disabled } = answer;
      return learn({ figure, isExact: true, overTime, seenInPeriod, missing, disabled });
    }
    case 'values':
      return learn({ values: { ...known?.values, [answer.values.metric]: answer.values } });
    case 'members':
      return learn({ members: answer.members });
    case 'overlaps':
      return learn({ overlaps: answer.overlaps });
    case 'done':
      isWorking.value = false;
      // Whatever an evaluation before this one failed by is over.
      refused.value = null;
  }
}

/** Each change of the draft, of the segment or of the log is evaluated; what was under way ends. */
effect(() => {
  const [of, id, log] = [definitions.value, segment.value, summary.value];
  const isComplete = complete.value;
  if (!of || id === null || !log || !Object.hasOwn(of.segments, id)) return;
  const known = result.peek();
  if (known?.segment !== id)
    result.value = {
      segment: id,
      figure: null,
      isExact: false,
      overTime: null,
      seenInPeriod: null,
      missing: [],
      disabled: null,
      values: {},
      members: null,
      overlaps: null,
    };
  isWorking.value = true;
  worker().ask({
    type: 'evaluate',
    job: (job += 1),
    definitions: of,
    segment: id,
    complete: isComplete,
  });
});
