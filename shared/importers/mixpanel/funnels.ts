import type { Json, Window } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, visitorScope } from '../events.ts';
import { propertyOf } from '../fields.ts';
import { durationOf } from '../periods.ts';
import { type Reader, asNumber } from '../reading.ts';
import { type Step, WITHOUT_A_STEP, sequence } from '../sequences.ts';
import { allOf, and } from '../tree.ts';
import { anyFilter, eventTest, joinOf, joined, ofVisitors, resourceOf } from './filters.ts';

const SHOWN = [
  'id',
  'renamed',
  'resourceType',
  'dataset',
  'datasetId',
  'label',
  '_idx',
  'display',
  'search',
  'profileType',
  'projectId',
  'unsavedId',
];

const REENTRY = ['default', 'basic', 'aggressive', 'optimized'] as const;

/** A funnel of a report as a condition: how often it was gone through. */
export const funnelAnswer = (
  ctx: Context,
  at: At,
  node: Reader,
  within: Window | undefined,
  operand: Json,
): Answer | null => {
  const order = orderOf(node);
  const isOfVisitors = ofVisitors(ctx, node, at);
  const readers = node.objects('behaviors') ?? [];
  const everywhere = allOf(
    [...(node.objects('filter') ?? []), ...(node.objects('filters') ?? [])].map((f) =>
      anyFilter(ctx, f),
    ),
  );
  const determiner = joinOf(node, 'filtersDeterminer');
  const duration = asNumber(node.get('conversionWindowDuration'));
  const unit = node.string('conversionWindowUnit');
  const exclusions = node.objects('exclusions') ?? [];
  const by = constants(ctx, node);
  const reentry = node.oneOf('funnelReentryMode', REENTRY);
  node.done('funnel', ['name', 'type', 'dateRange', ...SHOWN]);
  const tests = readers.map((step) => readStep(ctx, step, order, everywhere ?? true));
  const bans = exclusions.map((exclusion) => readExclusion(ctx, exclusion, readers.length));
  if (readers.length === 0)
    return ctx.refuse('invalid', at, 'A funnel needs steps in "behaviors".');
  if (determiner === 'or')
    return ctx.refuse(
      'unsupported',
      { ...at, construct: 'filtersDeterminer' },
      'Filters of a whole funnel of which any is enough.',
    );
  if (reentry !== undefined && reentry !== null && reentry !== 'default')
    ctx.differs(
      'separate-events',
      { ...at, construct: 'funnelReentryMode' },
      'Sequences that were gone through do not overlap here, whatever the mode.',
    );
  const isSession = unit === 'session' && duration === 1;
  const span =
    duration === undefined || isSession
      ? undefined
      : durationOf(ctx, { ...at, construct: 'conversionWindow' }, duration, unit);
  if (
    order === null ||
    determiner === null ||
    reentry === null ||
    !isOfVisitors ||
    by === null ||
    span === null ||
    everywhere === null ||
    tests.includes(null) ||
    bans.includes(null)
  )
    return ctx.refuse('unsupported', at, WITHOUT_A_STEP);
  const steps = arrange(
    ctx,
    at,
    order,
    tests.filter((t) => t !== null),
    bans.filter((b) => b !== null),
  );
  if (steps === null) return null;
  return sequence(ctx, visitorScope(ctx), at, steps, {
    operand: operand as { [operator: string]: number },
    ...(span !== undefined && { span }),
    ...(isSession && { scope: 'session' }),
    ...(by !== undefined && { by }),
    ...(within !== undefined && { within }),
  });
};

interface Ban {
  readonly test: EventTest;
  /** After this step and before the next, up to before `to`; counted from 0. */
  readonly from: number;
  readonly to: number;
}

const arrange = (
  ctx: Context,
  at: At,
  order: Order,
  tests: readonly EventTest[],
  bans: readonly Ban[],
): readonly Step[] | null => {
  if (order === 'any') {
    if (bans.length > 0)
      return ctx.refuse('unsupported', at, 'Exclusions between steps in any order.');
    ctx.differs('separate-events', at, 'Steps in any order take a different event each.', 'info');
    return [{ anyOrder: tests }];
  }
  return tests.flatMap((test, i): Step[] => [
    { test },
    ...bans
      .filter(({ from, to }) => from <= i && i < to)
      .map(({ test: none }): Step => ({ not: none })),
  ]);
};

type Order = 'loose' | 'any';

/** In this order, with others between, or in any order; null for anything else. */
const orderOf = (part: Reader): Order | null => {
  const order = part.oneOf('funnelOrder', ['loose', 'any'] as const);
  return order === undefined ? 'loose' : order;
};

const readStep = (
  ctx: Context,
  step: Reader,
  order: Order | null,
  everywhere: EventTest,
): EventTest | null => {
  const at = { path: step.path, construct: 'step' };
  const type = step.string('type') ?? 'event';
  const isOfVisitors = ofVisitors(ctx, step, at);
  const own = step.get('funnelOrder') === undefined ? order : orderOf(step);
  const test = eventTest(ctx, at, step.string('name'));
  const filters = joined(
    joinOf(step, 'filtersDeterminer'),
    (step.objects('filters') ?? []).map((f) => anyFilter(ctx, f)),
  );
  step.done('step', SHOWN);
  if (order !== null && own !== order)
    return ctx.refuse('unsupported', at, 'Some steps in order and some in any order.');
  if (!['event', 'custom-event', 'simple'].includes(type))
    return ctx.refuse('unsupported', { ...at, construct: type }, `A step that is a ${type}.`);
  if (!isOfVisitors || test === null || filters === null) return null;
  ctx.mapped(step.path);
  return and([test, filters, everywhere]);
};

const readExclusion = (ctx: Context, exclusion: Reader, steps: number): Ban | null => {
  const at = { path: exclusion.path, construct: 'exclusion' };
  const isOfVisitors = ofVisitors(ctx, exclusion, at);
  const range = exclusion.object('steps');
  const from = range?.get('from') === undefined ? 1 : asNumber(range.get('from'));
  const to = range?.get('to') === undefined ? steps : asNumber(range.get('to'));
  range?.done('steps');
  const test = eventTest(ctx, at, exclusion.string('event'));
  const filters = allOf((exclusion.objects('filters') ?? []).map((f) => anyFilter(ctx, f)));
  exclusion.done('exclusion', SHOWN);
  if (!isStep(from) || !isStep(to) || from < 1 || to > steps || from >= to)
    return ctx.refuse('invalid', at, 'An exclusion stands between a step and a later one.');
  if (!isOfVisitors || test === null || filters === null) return null;
  ctx.mapped(exclusion.path);
  return { test: and([test, filters]), from: from - 1, to: to - 1 };
};

const isStep = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n);

/** The property that all steps share. */
const constants = (ctx: Context, node: Reader): string | null | undefined => {
  const list = node.objects('aggregateBy') ?? [];
  const [first, second] = list;
  if (first === undefined) return;
  const name = first.string('value') ?? '';
  const at = { path: first.path, construct: name };
  const isOfVisitors = ofVisitors(ctx, first, at);
  const resource = resourceOf(ctx, first, 'resourceType');
  first.done('aggregateBy', SHOWN);
  if (resource === null) return null;
  if (resource === 'user')
    return ctx.refuse('unsupported', at, 'Steps that share a property of the visitor.');
  if (second !== undefined)
    return ctx.refuse('unsupported', at, 'Steps that share more than one property.');
  return isOfVisitors ? propertyOf(ctx, at, name) : null;
};
