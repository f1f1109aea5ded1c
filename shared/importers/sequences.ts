import { LIMITS } from '../definitions/limits.ts';
import type {
  AnyOrderStep,
  Duration,
  EventStep,
  NotStep,
  SequenceDefinition,
  SequenceStep,
  Window,
} from '../definitions/types.ts';
import type { Answer } from './answers.ts';
import type { At, Context } from './context.ts';
import { type Arm, type EventTest, type Scope, armsOf, factsOut, metricIs } from './events.ts';
import { or } from './tree.ts';

interface Gap {
  readonly atLeast?: Duration;
  readonly atMost?: Duration;
}
/** Steps of a sequence with tests that have not been brought into events and conditions yet. */
export type Step =
  | ({ readonly test: EventTest; readonly next?: boolean; readonly times?: number } & Gap)
  | ({ readonly anyOrder: readonly EventTest[] } & Gap)
  | { readonly not: EventTest; readonly for?: Duration };

export interface SequenceOptions {
  readonly span?: Duration;
  readonly scope?: 'session';
  readonly by?: string;
  readonly within?: Window;
  /** How many completions. */
  readonly operand?: { readonly [operator: string]: number };
}

/** A step that two kinds of event can meet makes two sequences; more than this many are refused. */
const MOST_SEQUENCES = 16;

/** Steps in any order; the engine follows each subset of them. */
const MOST_IN_BLOCK = 7;

/** Said of a sequence when one of its steps was refused. */
export const WITHOUT_A_STEP =
  'Without one of its steps the sequence would mean something else, so all of it is left out.';

/** Holds where the steps happened in order. */
export const sequence = (
  ctx: Context,
  scope: Scope,
  at: At,
  steps: readonly Step[],
  { operand = { $gte: 1 }, within, ...options }: SequenceOptions = {},
): Answer | null =>
  stepsOf(ctx, at, steps, (all) => {
    if (all.length > 1 && operand.$gte !== 1)
      return ctx.refuse(
        'too-complex',
        at,
        'Completions of a sequence whose step is one of several kinds of event cannot be counted.',
      );
    return or(
      all.map((list) =>
        metricIs(
          scope.metric('sequence', {
            sequence: list,
            ...options,
            ...(within !== undefined && { within }),
          }),
          operand,
        ),
      ),
    );
  });

/**
 * Gives each way to meet the steps to `render`, once facts are out of them; false where they cannot
 * be met. `others` are tests beside the steps, which `render` may negate.
 */
export const stepsOf = (
  ctx: Context,
  at: At,
  steps: readonly Step[],
  render: (
    all: readonly SequenceDefinition['sequence'][],
    others: readonly EventTest[],
  ) => Answer | null,
  others: readonly EventTest[] = [],
): Answer | null => {
  const size = steps.reduce(
    (n, step) => n + ('anyOrder' in step ? step.anyOrder.length + 1 : 1),
    0,
  );
  const blocks = steps.some((step) => 'anyOrder' in step && step.anyOrder.length > MOST_IN_BLOCK);
  if (size > LIMITS.steps || blocks)
    return ctx.refuse(
      'too-complex',
      at,
      `More than ${LIMITS.steps} steps, or more than ${MOST_IN_BLOCK} in any order.`,
    );
  const tests = steps.flatMap((step) =>
    'anyOrder' in step ? step.anyOrder : ['not' in step ? step.not : step.test],
  );
  // A `not` step falls with its test, so that no fact can be taken to rise only.
  const rises = others.length === 0 && !steps.some((step) => 'not' in step);
  return factsOut(ctx, at, [...tests, ...others], rises, (plain) => {
    let n = 0;
    const next = (): EventTest => plain[n++] ?? false;
    const ways: (readonly (readonly SequenceStep[])[] | null)[] = steps.map((step) => {
      if ('anyOrder' in step) return anyOrder(ctx, at, step, step.anyOrder.map(next));
      return 'not' in step ? notStep(ctx, at, step, next()) : eventStep(ctx, at, step, next());
    });
    let all: readonly (readonly SequenceStep[])[] = [[]];
    for (const way of ways) {
      if (way === null) return null;
      all = all.flatMap((list) => way.map((more) => [...list, ...more]));
      if (all.length > MOST_SEQUENCES)
        return ctx.refuse(
          'too-complex',
          at,
          `The steps can be met in more than ${MOST_SEQUENCES} ways. Name fewer events in a step.`,
        );
    }
    return all.length === 0 ? false : render(all, plain.slice(tests.length));
  });
};

const eventStep = (
  ctx: Context,
  at: At,
  step: Extract<Step, { test: unknown }>,
  test: EventTest,
): readonly (readonly [EventStep])[] | null => {
  const arms = plainArms(ctx, at, test);
  if (arms !== null && arms.length > 1 && step.times !== undefined)
    return ctx.refuse(
      'too-complex',
      at,
      'A step that has to happen several times must be one kind of event with one condition.',
    );
  const { next, times, atLeast, atMost } = step;
  return (
    arms?.map((arm) => [
      {
        ...arm,
        ...(next && { after: 'next' as const }),
        ...(atLeast !== undefined && { atLeast }),
        ...(atMost !== undefined && { atMost }),
        ...(times !== undefined && { times }),
      },
    ]) ?? null
  );
};

const notStep = (
  ctx: Context,
  at: At,
  step: Extract<Step, { not: unknown }>,
  test: EventTest,
): readonly (readonly NotStep[])[] | null => {
  const arms = plainArms(ctx, at, test);
  if (arms === null) return null;
  if (arms.length > 1 && step.for !== undefined)
    return ctx.refuse(
      'too-complex',
      at,
      'Different kinds of event that must not happen for some time after. Exclude one of them.',
    );
  return [
    arms.map(({ event, where }) => ({
      not: event,
      ...(where && { where }),
      ...(step.for !== undefined && { for: step.for }),
    })),
  ];
};

const anyOrder = (
  ctx: Context,
  at: At,
  { atLeast, atMost }: Gap,
  tests: readonly EventTest[],
): readonly (readonly [AnyOrderStep])[] | null => {
  let ways: readonly (readonly EventStep[])[] = [[]];
  for (const test of tests) {
    const arms = plainArms(ctx, at, test);
    if (arms === null) return null;
    ways = ways.flatMap((way) => arms.map((arm) => [...way, arm]));
    if (ways.length > MOST_SEQUENCES) break;
  }
  return ways.map((way) => [
    {
      anyOrder: way,
      ...(atLeast !== undefined && { atLeast }),
      ...(atMost !== undefined && { atMost }),
    },
  ]);
};

/** Arms that can be named: "every event but these" is not among them. */
export const plainArms = (ctx: Context, at: At, test: EventTest): readonly Arm[] | null => {
  const arms = armsOf(test);
  return arms.some(({ except }) => except !== undefined)
    ? ctx.refuse(
        'unsupported',
        at,
        'A step of a sequence cannot be "any event but these". Name the events that count.',
      )
    : arms;
};
