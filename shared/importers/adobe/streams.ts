import { parseDuration } from '../../definitions/durations.ts';
import type { Duration, SequenceDefinition } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, type Scope, metricIs } from '../events.ts';
import { durationOf } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';
import { type Step, WITHOUT_A_STEP, plainArms, sequence, stepsOf } from '../sequences.ts';
import { and, or, someOf } from '../tree.ts';
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
  if (group && (isGroup || group.string('func') === 'sequence-or')) {
    const parts =
      group.objects('checkpoints') ?? group.objects('preds') ?? group.objects('stream') ?? [];
    group.done(String(group.string('func')), ['description', 'context']);
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
  if (context === 'visits' || context === 'visitors')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: `container ${context}` },
      'A checkpoint that is a whole visit: steps of a sequence are events here. Use hit containers.',
    );
  const test = hitTest(ctx, item, hitsOf);
  return test === null ? null : { test };
};

const hitTest = (ctx: Context, item: Reader, hitsOf: ReadHits): EventTest | null =>
  plainTest(ctx, { path: item.path, construct: 'checkpoint' }, hitsOf(item));

/** How near or far the next checkpoint is. */
const readRestriction = (ctx: Context, item: Reader, at: At): Limits | null => {
  const limit = item.string('limit');
  const count = asNumber(item.get('count'));
  const unit = item.string('unit');
  const container = item.string('container');
  item.get('attribute');
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
  if (at.construct === 'time-restriction') {
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
      ? 'A distance counted in values of a dimension. Distances are times here, or "the very next".'
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
  const inVisit = node.string('context') === 'visits' && scope.kind === 'visitor';
  const stream = readStream(ctx, node, hitsOf);
  if (stream === null) return null;
  const { steps, trailing } = stream;
  if (trailing === undefined)
    return sequence(ctx, scope, at, steps, inVisit ? { scope: 'session' } : {});
  if (inVisit)
    return ctx.refuse(
      'unsupported',
      at,
      'An exclusion that ends a sequence of one visit, outside of a visit container.',
    );
  return stepsOf(ctx, at, steps, (all, [none = false]) => endsWithout(ctx, scope, at, all, none), [
    trailing,
  ]);
};

/** The sequence was completed, and since its last completion nothing of what is excluded came. */
const endsWithout = (
  ctx: Context,
  scope: Scope,
  at: At,
  all: readonly SequenceDefinition['sequence'][],
  none: EventTest,
): Answer | null => {
  const [sequence] = all;
  const arms = plainArms(ctx, at, none);
  if (arms === null) return null;
  if (sequence === undefined || all.length > 1)
    return ctx.refuse(
      'too-complex',
      at,
      'A sequence whose step is one of several kinds of event, with an exclusion at its end.',
    );
  return and([
    metricIs(scope.metric('sequence', { sequence }), { $gte: 1 }),
    ...arms.map(({ event, where }) =>
      metricIs(
        scope.metric('after_sequence', {
          count: event,
          ...(where && { where }),
          after: { sequence },
        }),
        { $eq: 0 },
      ),
    ),
  ]);
};
