import {
  DAY_MS,
  MAX_RETENTION_MS,
  SECOND_MS,
  formatDuration,
} from '../../definitions/durations.ts';
import type { Duration, Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, anyEvent, visitorScope } from '../events.ts';
import { asText, isObject } from '../json.ts';
import type { Reader } from '../reading.ts';
import { type Step, WITHOUT_A_STEP, sequence } from '../sequences.ts';
import { anySession } from '../sessions.ts';
import { and } from '../tree.ts';
import { enumName } from './dimensions.ts';
import { type Ga4Expression, isFact, readExpression } from './expressions.ts';
import { acrossSessions, inSession, ofOneEvent } from './scopes.ts';

type Ga4Scope = 'event' | 'session' | 'all';

const SCOPES: { readonly [name: string]: Ga4Scope } = {
  AUDIENCE_FILTER_SCOPE_WITHIN_SAME_EVENT: 'event',
  AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION: 'session',
  AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS: 'all',
};
const SCOPE_NUMBERS = ['', ...Object.keys(SCOPES)];

/** An `AudienceFilterClause`, without its type: whether the visitor meets it. */
export const readClause = (ctx: Context, clause: Reader): Answer | null => {
  const simple = clause.object('simpleFilter');
  const steps = clause.object('sequenceFilter');
  clause.echo('filter');
  clause.done('AudienceFilterClause', ['clauseType']);
  if ((simple === undefined) === (steps === undefined))
    return ctx.refuse(
      'invalid',
      { path: clause.path, construct: 'AudienceFilterClause' },
      'A clause needs either a simpleFilter or a sequenceFilter.',
    );
  if (simple) return simpleFilter(ctx, simple);
  return steps ? sequenceFilter(ctx, steps) : null;
};

const simpleFilter = (ctx: Context, filter: Reader): Answer | null => {
  const scope = readScope(ctx, filter);
  const expression = readExpressionOf(ctx, filter);
  filter.done('AudienceSimpleFilter');
  if (scope === null || expression === null) return null;
  const at = { path: filter.path, construct: 'simpleFilter' };
  const visitor = visitorScope(ctx);
  if (scope === 'all') return acrossSessions(ctx, visitor, expression);
  if (scope === 'session')
    return anySession(ctx, visitor, at, (session) => inSession(ctx, session, expression));
  const test = ofOneEvent(ctx, expression);
  return test === null ? null : anyEvent(ctx, visitor, at, test);
};

const sequenceFilter = (ctx: Context, filter: Reader): Answer | null => {
  const at = { path: filter.path, construct: 'sequenceFilter' };
  const scope = readScope(ctx, filter);
  const span = readDuration(ctx, filter, 'sequenceMaximumDuration');
  const readers = filter.objects('sequenceSteps') ?? [];
  filter.done('AudienceSequenceFilter');
  const steps = readers.map((reader, i) => readStep(ctx, reader, i === 0, scope === 'session'));
  if (readers.length === 0) return ctx.refuse('invalid', at, 'A sequence needs sequenceSteps.');
  if (scope === 'event')
    return ctx.refuse('unsupported', at, 'Steps that follow one another are not one event.');
  if (scope === null || span === null || steps.includes(null))
    return ctx.refuse('unsupported', at, WITHOUT_A_STEP);
  return sequence(
    ctx,
    visitorScope(ctx),
    at,
    steps.filter((step) => step !== null),
    { ...(span !== undefined && { span }), ...(scope === 'session' && { scope }) },
  );
};

const readStep = (
  ctx: Context,
  reader: Reader,
  isFirst: boolean,
  ofSession: boolean,
): Step | null => {
  const at = { path: reader.path, construct: 'AudienceSequenceStep' };
  const scope = readScope(ctx, reader);
  const follows = reader.boolean('immediatelyFollows') ?? false;
  const next = follows && !isFirst;
  const atMost = readDuration(ctx, reader, 'constraintDuration');
  if (isFirst) {
    const ignored = { immediatelyFollows: follows, constraintDuration: atMost !== undefined };
    for (const [key, isThere] of Object.entries(ignored))
      if (isThere)
        ctx.differs(
          'ignored-by-source',
          { path: reader.pathOf(key), construct: key },
          `Google Analytics ignores "${key}" in the first step.`,
        );
  }
  const expression = readExpressionOf(ctx, reader);
  reader.done('AudienceSequenceStep');
  if (scope === null || atMost === null || expression === null) return null;
  if (next)
    ctx.differs(
      'next-event',
      { ...at, construct: 'immediatelyFollows' },
      'The very next event is the next that Covey keeps. Google Analytics also sees the events that it collects by itself.',
    );
  const gap = atMost === undefined || isFirst ? {} : { atMost };
  const counted = countedStep(ctx, expression);
  if (counted === null) return null;
  if (counted !== undefined) return { ...counted, ...gap, ...(next && { next }) };
  const tests = conjuncts(expression).map((part) => ofOneEvent(ctx, part));
  if (tests.includes(null)) return null;
  const found = tests.filter((test) => test !== null);
  const facts = found.filter(isFact);
  const [first = true, ...others] = found.filter((test) => !isFact(test));
  if (scope === 'event' || others.length === 0)
    return { test: and(found), ...gap, ...(next && { next }) };
  if (next || (scope === 'session' && !ofSession))
    return ctx.refuse(
      'unsupported',
      at,
      next
        ? 'A step that several events meet cannot be "the very next event".'
        : 'A step that several events of one session meet, in a sequence that spans sessions. Give the step the scope of one event, or the whole sequence that of one session.',
    );
  ctx.differs(
    'separate-events',
    at,
    'A step that several events meet takes a different event for each of its filters. In Google Analytics one event can meet several.',
  );
  return { anyOrder: [and([first, ...facts]), ...others], ...gap };
};

/** "Five times" as a step: the number of one event. */
const countedStep = (
  ctx: Context,
  expression: Ga4Expression,
): { test: EventTest; times: number } | null | undefined => {
  const clauses = conjuncts(expression);
  const [only] = clauses;
  if (typeof only !== 'object' || !('leaf' in only) || clauses.length > 1) return;
  const { at, what, paths, days, ever } = only.leaf;
  if (what.kind !== 'count') return;
  const times = atLeast(what.operand);
  if (times === undefined || days !== undefined || ever)
    return ctx.refuse(
      'unsupported',
      at,
      'The number of events in a step can only be "greater than", without a time window.',
    );
  for (const path of paths) ctx.mapped(path);
  return { test: what.test, times };
};

const atLeast = (operand: Json): number | undefined => {
  const { $gt, ...others } = operand as { readonly [operator: string]: number };
  if ($gt === undefined || $gt < 0 || Object.keys(others).length > 0) return;
  return Math.floor($gt) + 1;
};

const conjuncts = (expression: Ga4Expression): readonly Ga4Expression[] =>
  typeof expression === 'object' && 'and' in expression ? expression.and : [expression];

const readExpressionOf = (ctx: Context, filter: Reader): Ga4Expression | null => {
  const expression = filter.object('filterExpression');
  if (expression) return readExpression(ctx, expression);
  return expression === null
    ? null
    : ctx.refuse(
        'invalid',
        { path: filter.path, construct: 'filterExpression' },
        'A filterExpression is missing.',
      );
};

const readScope = (ctx: Context, filter: Reader): Ga4Scope | null => {
  const name = enumName(filter.get('scope'), SCOPE_NUMBERS);
  const scope = Object.hasOwn(SCOPES, name) ? SCOPES[name] : undefined;
  return (
    scope ??
    ctx.refuse(
      'invalid',
      { path: filter.pathOf('scope'), construct: 'scope' },
      `The scope is one of ${Object.keys(SCOPES).join(', ')}.`,
    )
  );
};

/** Seconds with an "s", as the JSON form of protocol buffers has them, or as an object of whole seconds. */
const readDuration = (ctx: Context, filter: Reader, key: string): Duration | null | undefined => {
  const value = filter.get(key);
  if (value === undefined) return;
  const at: At = { path: filter.pathOf(key), construct: key };
  const text = isObject(value) ? secondsOf(filter.object(key)) : asText(value);
  const [, seconds, fraction] = /^(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text) ?? [];
  if (seconds === undefined || (Number(seconds) === 0 && !Number(fraction)))
    return ctx.refuse('invalid', at, `"${text}" is no duration, such as "3600s".`);
  if (Number(fraction) > 0)
    return ctx.refuse('unsupported', at, `"${text}": durations are whole seconds here.`);
  if (Number(seconds) * SECOND_MS > MAX_RETENTION_MS)
    return ctx.refuse(
      'unsupported',
      at,
      `Nothing is kept longer than ${MAX_RETENTION_MS / DAY_MS} days. Leave the duration out.`,
    );
  ctx.differs(
    'boundary',
    at,
    'At most this long there, less than this long here: only an event at exactly that millisecond makes a difference.',
    'info',
  );
  return formatDuration(Number(seconds) * SECOND_MS);
};

const secondsOf = (duration: Reader | null | undefined): string => {
  const [seconds = 0, nanos = 0] = ['seconds', 'nanos'].map((key) => duration?.number(key));
  duration?.done('Duration');
  return `${seconds}${nanos === 0 ? '' : `.${String(nanos).padStart(9, '0')}`}s`;
};
