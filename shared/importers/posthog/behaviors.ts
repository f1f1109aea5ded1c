import { MAX_RETENTION_MS, parseDuration } from '../../definitions/durations.ts';
import type { Duration, Json, Window } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { At, Context } from '../context.ts';
import {
  type EventLeaf,
  type EventTest,
  anyEvent,
  eventCount,
  metricIs,
  visitorScope,
} from '../events.ts';
import { eventName } from '../fields.ts';
import { asText } from '../json.ts';
import { type Reader, asNumber } from '../reading.ts';
import { sequence } from '../sequences.ts';
import { allOf, and, leaf, negated } from '../tree.ts';
import { EVENTS } from './fields.ts';
import { propertyTest } from './filters.ts';
import { between, lately, readWindow } from './windows.ts';

/** Members that every behaviour may have, and what reads them. */
interface Behavior {
  readonly ctx: Context;
  readonly node: Reader;
  readonly at: At;
  readonly event: EventTest;
}

type Read = (behavior: Behavior) => Answer | null;

/** What someone did, by PostHog's names of it. */
export const behaviorAnswer = (ctx: Context, node: Reader): Answer | null => {
  const kind = node.string('value') ?? '';
  const at = { path: node.path, construct: kind || 'behavioral' };
  const readKind = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (readKind === undefined)
    return ctx.refuse('unsupported', at, `"${kind}" is no behaviour that is known.`);
  const event = eventOf(ctx, node, 'key', 'event_type');
  const answer = event === null ? null : readKind({ ctx, node, at, event });
  // What another kind of behaviour would read says nothing here.
  for (const key of OTHERS)
    if (node.get(key) !== undefined && !READS[kind]?.includes(key)) ignored(ctx, node, key);
  node.done('behaviour', ['event_filters_label', 'label']);
  if (answer !== null) ctx.mapped(node.path);
  return answer;
};

/** An event by its name, an action by what the mapping calls it; no name is any event. */
const eventOf = (ctx: Context, node: Reader, key: string, typeKey: string): EventTest | null => {
  const type = node.string(typeKey) ?? 'events';
  const given = node.get(key);
  const name = type === 'actions' ? `action ${asText(given)}` : asText(given ?? '');
  const at = { path: node.pathOf(key), construct: name || key };
  const isMapped = Object.hasOwn(ctx.map.events ?? {}, name);
  if (type !== 'events' && type !== 'actions')
    return ctx.refuse(
      'invalid',
      { path: node.pathOf(typeKey), construct: typeKey },
      'Events and actions are known.',
    );
  if (type === 'events' && (given === undefined || given === '')) return true;
  if (type === 'actions' && !isMapped)
    return ctx.refuse(
      'unmapped-name',
      at,
      `What the ${name} is stands elsewhere. Map it to an event: "events": { "${name}": "…" }.`,
    );
  if (name.startsWith('$') && !Object.hasOwn(EVENTS, name) && !isMapped)
    return ctx.refuse(
      'unmapped-name',
      at,
      `"${name}" is an event of PostHog's own. Map it: "events": { "${name}": "…" }.`,
    );
  const found = eventName(ctx, at, name, EVENTS);
  return found === null ? null : leaf<EventLeaf>({ names: [found] });
};

/** The event with the filters on its properties. */
const filtered = ({ ctx, node, event }: Behavior): EventTest | null => {
  const filters = node.objects('event_filters') ?? [];
  const tests = filters.map((filter) => {
    const type = filter.string('type') ?? 'event';
    return type === 'event' || type === 'person'
      ? propertyTest(ctx, filter, { of: type, caseSensitive: true })
      : ctx.refuse(
          'unsupported',
          { path: filter.pathOf('type'), construct: type },
          `A filter on "${type}". Properties of events and persons are known.`,
        );
  });
  return tests.includes(null)
    ? allOf([event, ...tests])
    : and([event, ...tests.filter((t) => t !== null)]);
};

/** Filters that PostHog does not look at with this kind of behaviour. */
const unfiltered = ({ ctx, node }: Behavior): void => {
  const filters = node.get('event_filters');
  if (Array.isArray(filters) && filters.length > 0) ignored(ctx, node, 'event_filters');
};

const ignored = (ctx: Context, node: Reader, key: string): void =>
  ctx.differs(
    'ignored-by-source',
    { path: node.pathOf(key), construct: key },
    `With this kind of behaviour PostHog passes over "${key}".`,
  );

const performed: Read = (behavior) => {
  const { ctx, node, at } = behavior;
  const [test, within] = [filtered(behavior), readWindow(ctx, node)];
  return test === null || within === null
    ? null
    : anyEvent(ctx, visitorScope(ctx), at, test, within);
};

/** How often, of those who did it at all: nobody with none is at most, or less than, anything. */
const operandOf = (ctx: Context, node: Reader): Json | null => {
  const operator = node.string('operator') ?? 'exact';
  const count = asNumber(node.get('operator_value'));
  const at = { path: node.pathOf('operator_value'), construct: 'operator_value' };
  if (count === undefined || !Number.isInteger(count) || count < 1)
    return ctx.refuse('invalid', at, 'How often is a whole number above zero.');
  if (operator === 'gte') return { $gte: count };
  if (operator === 'gt') return { $gt: count };
  if (operator === 'lte') return { $gte: 1, $lte: count };
  if (operator === 'lt') return { $gte: 1, $lt: count };
  return operator === 'exact' || operator === 'eq'
    ? count
    : ctx.refuse(
        'invalid',
        { path: node.pathOf('operator'), construct: operator },
        'How often is compared by gte, lte, gt, lt or exact.',
      );
};

const multiple: Read = (behavior) => {
  const { ctx, node, at } = behavior;
  const [test, within, operand] = [filtered(behavior), readWindow(ctx, node), operandOf(ctx, node)];
  return test === null || within === null || operand === null
    ? null
    : eventCount(ctx, visitorScope(ctx), at, test, operand, within);
};

/** The one name of an event, which "the first time" is about. */
const onlyName = ({ ctx, at, event }: Behavior): string | null => {
  const name =
    typeof event === 'object' && 'leaf' in event && 'names' in event.leaf
      ? event.leaf.names[0]
      : '*';
  return name ?? ctx.refuse('unsupported', at, 'The first time of several events.');
};

const firstTime: Read = (behavior) => {
  const { ctx, node, at } = behavior;
  const within = readWindow(ctx, node);
  const name = onlyName(behavior);
  const filters = node.get('event_filters');
  if (Array.isArray(filters) && filters.length > 0)
    return ctx.refuse(
      'unsupported',
      { path: node.pathOf('event_filters'), construct: 'event_filters' },
      'Whether the first event of all has properties. Ask for the event without filters, or for one that happened at all.',
    );
  if (within === null || name === null) return null;
  return typeof within === 'string'
    ? metricIs(ctx.metric('first', { since: name, of: 'first' }), { $lt: within })
    : ctx.refuse('unsupported', at, 'The first time between two dates. "In the last" is known.');
};

const followed: Read = (behavior) => {
  const { ctx, node, at, event } = behavior;
  const then = eventOf(ctx, node, 'seq_event', 'seq_event_type');
  const [within, atMost] = [readWindow(ctx, node), lately(ctx, node, 'seq_')];
  unfiltered(behavior);
  if (then === null || within === null || atMost === null) return null;
  ctx.differs(
    'boundary',
    { ...at, construct: 'seq_time_value' },
    `"At most ${atMost}" there is "less than ${atMost}" here.`,
    'info',
  );
  return sequence(ctx, visitorScope(ctx), at, [{ test: event }, { test: then, atMost }], {
    within,
  });
};

/** Both times of what stopped or began again: so long ago, and less long. */
const twoTimes = ({ ctx, node, at }: Behavior): { long: Duration; short: Duration } | null => {
  for (const key of ['explicit_datetime', 'explicit_datetime_to'])
    if (node.get(key) !== undefined)
      return ctx.refuse(
        'unsupported',
        { path: node.pathOf(key), construct: key },
        'A date for both times at once. Say so long ago ("time_value") and less long ("seq_time_value").',
      );
  const [long, short] = [lately(ctx, node), lately(ctx, node, 'seq_')];
  if (long === null || short === null) return null;
  ctx.differs(
    'calendar-days',
    { ...at, construct: 'time_value' },
    "PostHog counts whole days of the project's time zone. Here a window is counted back from this moment.",
  );
  return (parseDuration(long) ?? 0) > (parseDuration(short) ?? 0)
    ? { long, short }
    : ctx.refuse('invalid', at, `${long} is no longer ago than ${short}.`);
};

const stopped: Read = (behavior) => {
  const { ctx, at } = behavior;
  const [test, times] = [filtered(behavior), twoTimes(behavior)];
  if (test === null || times === null) return null;
  const did = (within: Window): Answer | null => anyEvent(ctx, visitorScope(ctx), at, test, within);
  return allOf([did(times.long), negated(did(times.short))]);
};

/** Does it again, after a pause, and not for the first time. */
const restarted: Read = (behavior) => {
  const { ctx, at, event } = behavior;
  const [name, times] = [onlyName(behavior), twoTimes(behavior)];
  unfiltered(behavior);
  if (name === null || times === null) return null;
  const pause = between(ctx, at, times.long, times.short);
  if (pause === null) return null;
  const did = (within: Window): Answer | null =>
    anyEvent(ctx, visitorScope(ctx), at, event, within);
  const first = ctx.metric('first', { since: name, of: 'first' });
  return allOf([did(times.short), negated(did(pause)), metricIs(first, { $gte: times.short })]);
};

/** More are more helpers than anyone reads. */
const MOST_PERIODS = 12;

/** So often in each of at least so many of the last periods. */
const regularly: Read = (behavior) => {
  const { ctx, node, at, event } = behavior;
  const period = lately(ctx, node);
  const operand = operandOf(ctx, node);
  const [least, total] = [asNumber(node.get('min_periods')), asNumber(node.get('total_periods'))];
  unfiltered(behavior);
  if (period === null || operand === null) return null;
  if (
    least === undefined ||
    total === undefined ||
    !Number.isInteger(total) ||
    least < 1 ||
    least > total
  )
    return ctx.refuse(
      'invalid',
      at,
      'At least so many ("min_periods") of so many periods ("total_periods").',
    );
  const length = parseDuration(period) ?? 0;
  if (total > MOST_PERIODS || total * length > MAX_RETENTION_MS)
    return ctx.refuse(
      'too-complex',
      at,
      `More than ${MOST_PERIODS} periods, or more than 395 days of them. A periods metric counts days, weeks and months: write it by hand.`,
    );
  ctx.differs(
    'calendar-days',
    { ...at, construct: 'time_value' },
    'Periods are counted back from this moment here, and from yesterday there.',
  );
  const helpers = Array.from({ length: total }, (_, i) => {
    const within: Window = i === 0 ? period : { length: period, ago: `${(i * length) / 1000}s` };
    const counted = eventCount(ctx, visitorScope(ctx), at, event, operand, within);
    return counted === null
      ? null
      : ctx.helper(`period ${i + 1}`, { when: answerCondition(counted) });
  });
  const ids = helpers.filter((id) => id !== null);
  if (ids.length < total) return null;
  const terms = ids.map((id) => `segment.${id}`);
  return metricIs(ctx.metric('periods', { formula: { add: terms } }), { $gte: least });
};

const KINDS: { readonly [value: string]: Read } = {
  performed_event: performed,
  performed_event_multiple: multiple,
  performed_event_first_time: firstTime,
  performed_event_sequence: followed,
  performed_event_regularly: regularly,
  stopped_performing_event: stopped,
  restarted_performing_event: restarted,
};

const SEQUENCE = ['seq_time_value', 'seq_time_interval'];
const COUNT = ['operator', 'operator_value'];
const FILTERS = ['event_filters'];
/** What only some kinds read, by kind. */
const READS: { readonly [value: string]: readonly string[] } = {
  performed_event: [...FILTERS, 'explicit_datetime', 'explicit_datetime_to'],
  performed_event_multiple: [...FILTERS, ...COUNT, 'explicit_datetime', 'explicit_datetime_to'],
  performed_event_first_time: [...FILTERS, 'explicit_datetime', 'explicit_datetime_to'],
  performed_event_sequence: [
    ...FILTERS,
    ...SEQUENCE,
    'seq_event',
    'seq_event_type',
    'explicit_datetime',
    'explicit_datetime_to',
  ],
  performed_event_regularly: [...FILTERS, ...COUNT, 'min_periods', 'total_periods'],
  stopped_performing_event: [...FILTERS, ...SEQUENCE, 'explicit_datetime', 'explicit_datetime_to'],
  restarted_performing_event: [
    ...FILTERS,
    ...SEQUENCE,
    'explicit_datetime',
    'explicit_datetime_to',
  ],
};
const OTHERS = [...new Set(Object.values(READS).flat())];
