import { parseDuration } from '../../definitions/durations.ts';
import type {
  Duration,
  EventStep,
  SequenceDefinition,
  SequenceStep,
} from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type Arm, type EventTest, type Scope, metricIs } from '../events.ts';
import { durationOf } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';
import { type Step, WITHOUT_A_STEP, plainArms, sequence, stepsOf } from '../sequences.ts';
import { and, not, or, someOf } from '../tree.ts';
import { type Hits, plainTest } from './hits.ts';

/** Reads a node as what is asked of one hit. */
export type ReadHits = (node: Reader) => Hits | null;

/** The checkpoints of a sequence, and what must not come after the last, for ever. */
export interface Stream {
  readonly steps: readonly Step[];
  readonly trailing?: EventTest;
}

interface Limits {
  atLeast?: Duration;
  atMost?: Duration;
  next?: true;
}

/** Whether the steps of a sequence are those of one visit. Null where it says something else. */
export const sequenceContext = (node: Reader): 'visitors' | 'visits' | null =>
  node.oneOf('context', ['visitors', 'visits'] as const) ??
  (node.get('context') === undefined ? 'visitors' : null);

/** `stream`: containers, with restrictions and exclusions between them. */
export const readStream = (ctx: Context, node: Reader, hitsOf: ReadHits): Stream | null => {
  const func = node.string('func') ?? '';
  const at = { path: node.path, construct: func };
  const items = node.objects('stream');
  node.done(func, ['context', 'description']);
  if (!items || items.length === 0)
    return ctx.refuse('invalid', at, 'A sequence needs a "stream" of containers.');
  const steps: Step[] = [];
  let trailing: EventTest | undefined;
  let limits: Limits = {};
  let excludes = false;
  let refused = false;
  items.forEach((item, i) => {
    const kind = item.string('func') ?? '';
    const here = { path: item.path, construct: kind };
    if (kind === 'exclude-next-checkpoint') {
      excludes = true;
      item.done(kind, ['description']);
      return;
    }
    if (kind.endsWith('-restriction')) {
      const found = readRestriction(ctx, item, here);
      limits = { ...limits, ...found };
      const { atLeast, atMost } = limits;
      const isEmpty =
        atLeast !== undefined &&
        atMost !== undefined &&
        (parseDuration(atLeast) ?? 0) >= (parseDuration(atMost) ?? 0);
      if (isEmpty)
        ctx.refuse('invalid', here, `After ${atLeast} and within ${atMost}: no time is left.`);
      refused ||= found === null || isEmpty;
      return;
    }
    const test = checkpoint(ctx, item, excludes, hitsOf);
    if (test === null) {
      refused = true;
      return;
    }
    const isLast = i === items.length - 1;
    const hasLimits = Object.keys(limits).length > 0;
    if (excludes) {
      const none = 'all' in test ? or(test.all) : test.test;
      const { atMost, ...others } = limits;
      const forATime = isLast && atMost !== undefined && Object.keys(others).length === 0;
      if (hasLimits && !forATime) {
        ctx.refuse(
          'unsupported',
          here,
          'An exclusion between checkpoints with a time of its own. Only one that ends the sequence can have one: "within".',
        );
        refused = true;
      } else if (isLast && !forATime && steps.some((step) => !('not' in step))) trailing = none;
      else steps.push({ not: none, ...(forATime && { for: atMost }) });
    } else if (hasLimits && steps.every((step) => 'not' in step)) {
      ctx.refuse('invalid', here, 'The first checkpoint has none before it to be near to.');
      refused = true;
    } else if ('all' in test) {
      const { next, ...gap } = limits;
      if (next) {
        ctx.refuse(
          'unsupported',
          here,
          'A logic group that several hits meet cannot be the very next hit.',
        );
        refused = true;
      } else {
        ctx.differs(
          'separate-events',
          here,
          'A logic group takes a different hit for each of its checkpoints. In Adobe Analytics one hit can meet several.',
        );
        steps.push({ anyOrder: test.all, ...gap });
      }
    } else steps.push({ test: test.test, ...limits });
    limits = {};
    excludes = false;
  });
  if (refused) return ctx.refuse('unsupported', at, WITHOUT_A_STEP);
  if (excludes || Object.keys(limits).length > 0)
    return ctx.refuse('invalid', at, 'A sequence ends with a checkpoint.');
  if (steps.every((step) => 'not' in step))
    return ctx.refuse('invalid', at, 'A sequence needs a checkpoint that happens.');
  return { steps, ...(trailing !== undefined && { trailing }) };
};

/** One hit, or several in any order (a logic group). */
const checkpoint = (
  ctx: Context,
  item: Reader,
  excludes: boolean,
  hitsOf: ReadHits,
): { readonly test: EventTest } | { readonly all: readonly EventTest[] } | null => {
  const at = { path: item.path, construct: item.string('func') ?? '' };
  const group = item.string('func') === 'container' ? item.object('pred') : item;
  const isGroup = group?.string('func') === 'sequence-and';
  const context = item.string('context');
  if (context === 'visits' || context === 'visitors')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: `container ${context}` },
      'A checkpoint that is a whole visit: steps of a sequence are events here. Use hit containers.',
    );
  if (context !== undefined && context !== 'hits' && context !== 'logicgroup')
    return ctx.refuse('invalid', at, 'The context is visitors, visits or hits.');
  if (group && (isGroup || group.string('func') === 'sequence-or')) {
    const parts =
      group.objects('checkpoints') ?? group.objects('preds') ?? group.objects('stream') ?? [];
    group.done(String(group.string('func')), ['description']);
    if (group !== item) item.done('container', ['description']);
    if (parts.length === 0) return ctx.refuse('invalid', at, 'A logic group needs checkpoints.');
    const tests = parts.map((part) => hitTest(ctx, part, hitsOf));
    if (!isGroup) {
      const test = someOf(tests);
      return test === null ? null : { test };
    }
    if (tests.includes(null)) return null;
    if (excludes && parts.length > 1)
      return ctx.refuse(
        'unsupported',
        at,
        'An excluded logic group of which all checkpoints must not come together. Exclude each of them, or "or".',
      );
    const all = tests.filter((test) => test !== null);
    const [only] = all;
    return all.length === 1 && only !== undefined ? { test: only } : { all };
  }
  const test = hitTest(ctx, item, hitsOf);
  return test === null ? null : { test };
};

const hitTest = (ctx: Context, item: Reader, hitsOf: ReadHits): EventTest | null =>
  plainTest(ctx, { path: item.path, construct: 'checkpoint' }, hitsOf(item));

/** How near or far the next checkpoint is. */
const readRestriction = (ctx: Context, item: Reader, at: At): Limits | null => {
  const limit = item.string('limit');
  const count = asNumber(item.get('count'));
  const isTime = at.construct === 'time-restriction';
  const unit = isTime ? item.string('unit') : undefined;
  const container = item.string('container');
  const attribute = at.construct === 'dimension-restriction' ? item.object('attribute') : undefined;
  item.done(at.construct, ['description']);
  if (
    (limit !== 'within' && limit !== 'after') ||
    count === undefined ||
    !Number.isInteger(count) ||
    count < 1
  )
    return ctx.refuse(
      'invalid',
      at,
      'A restriction needs a limit ("within" or "after") and a count.',
    );
  if (isTime) {
    // Time is time, whatever it is counted from; but from a whole visit there is none.
    if (container !== undefined && container !== 'hits')
      return ctx.refuse(
        'unsupported',
        { ...at, construct: `container ${container}` },
        'A time counted from whole visits or visitors. Steps of a sequence are events here.',
      );
    const duration = durationOf(ctx, at, count, unit);
    if (duration === null) return null;
    return limit === 'within' ? { atMost: duration } : { atLeast: duration };
  }
  if (
    at.construct === 'container-restriction' &&
    container === 'hits' &&
    limit === 'within' &&
    count === 1
  ) {
    ctx.differs(
      'next-event',
      at,
      'The very next event is the next that Covey keeps, whatever hits the tool would have seen between.',
    );
    return { next: true };
  }
  return ctx.refuse(
    'unsupported',
    at,
    at.construct === 'dimension-restriction'
      ? `"${limit} ${count}" of ${attribute?.string('name') ?? 'a dimension'}: a distance counted in values of a dimension. Distances are times here, or "the very next".`
      : `"${limit} ${count} ${container ?? 'hits'}": distances are times here, or "within 1 hit".`,
  );
};

/** Whether the visitor, or the session of `scope`, has the sequence. */
export const sequenceAnswer = (
  ctx: Context,
  scope: Scope,
  node: Reader,
  hitsOf: ReadHits,
): Answer | null => {
  const func = node.string('func') ?? '';
  const at = { path: node.path, construct: func };
  const context = sequenceContext(node);
  const inVisit = context === 'visits' && scope.kind === 'visitor';
  const stream = readStream(ctx, node, hitsOf);
  if (stream === null || context === null) return null;
  const { steps, trailing } = stream;
  const isForATime = steps.some((step) => 'not' in step && step.for !== undefined);
  if (isForATime && (inVisit || scope.kind === 'session'))
    return ctx.refuse(
      'unsupported',
      at,
      'An exclusion that lasts for a time after a visit may have ended. Leave the time out.',
    );
  if (trailing === undefined)
    return sequence(ctx, scope, at, steps, inVisit ? { scope: 'session' } : {});
  if (inVisit)
    return ctx.refuse(
      'unsupported',
      at,
      'An exclusion that ends a sequence of one visit, outside of a visit container.',
    );
  const end = steps.at(-1);
  // The last event of the last step is not after itself, even if it is one of those excluded.
  const others = and([trailing, not(end && 'test' in end ? end.test : false)]);
  return stepsOf(
    ctx,
    at,
    steps,
    (all, [none = false, noneElse = false]) => endsWithout(ctx, scope, at, all, none, noneElse),
    [trailing, others],
  );
};

/**
 * The sequence was completed so that nothing of what is excluded came since. The latest completion
 * there can be ends with the last event of the last step, as long as steps are bound by their order
 * alone; so that event has to come after what is excluded.
 */
const endsWithout = (
  ctx: Context,
  scope: Scope,
  at: At,
  all: readonly SequenceDefinition['sequence'][],
  none: EventTest,
  noneElse: EventTest,
): Answer | null => {
  const [steps] = all;
  const happens = steps?.filter((step) => !('not' in step)) ?? [];
  const last = steps?.at(-1);
  if (steps === undefined || all.length > 1 || last === undefined || !isPlain(last))
    return ctx.refuse('too-complex', at, ENDS_WITHOUT);
  const done = metricIs(scope.metric('sequence', { sequence: steps }), { $gte: 1 });
  const counted = (name: string, { event, where }: Arm, after?: SequenceDefinition) =>
    scope.metric(name, { count: event, ...(where && { where }), ...(after && { after }) });
  if (happens.length === 1) {
    const arms = plainArms(ctx, at, none);
    if (arms === null) return null;
    return and([
      done,
      ...arms.map((arm) =>
        metricIs(counted('after_sequence', arm, { sequence: steps }), { $eq: 0 }),
      ),
    ]);
  }
  const isLoose = steps.slice(steps.length - happens.length).every(isPlain);
  if (!isLoose) return ctx.refuse('too-complex', at, ENDS_WITHOUT);
  const arms = plainArms(ctx, at, noneElse);
  if (arms === null) return null;
  return and([
    done,
    ...arms.map((arm) =>
      or([
        metricIs(counted('excluded', arm), { $eq: 0 }),
        metricIs(counted('last_step', last, { sequence: [arm] }), { $gte: 1 }),
      ]),
    ),
  ]);
};

const ENDS_WITHOUT =
  'An exclusion at the end, after steps with times, exclusions or several kinds of event between them.';

/** An event that only has to come after the one before. */
const isPlain = (step: SequenceStep): step is EventStep =>
  'event' in step && Object.keys(step).every((key) => key === 'event' || key === 'where');
