import { formatDuration, parseDuration } from '../durations.ts';
import type {
  AnyOrderStep,
  Duration,
  EventStep,
  SequenceDefinition,
  SequenceStep,
  Window,
} from '../types.ts';
import { LIMITS } from '../limits.ts';
import { checkCondition } from './conditions.ts';
import { checkEvents, checkProperty } from './events.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkLength } from './windows.ts';
import { type Scope, eventScope } from './scope.ts';

/** Events that the steps wait for, as the engine sees them: a block is met in every order. */
const eventsOf = (sequence: readonly SequenceStep[]): number =>
  sequence.reduce((sum, step) => {
    if ('not' in step) return sum;
    if (!('anyOrder' in step)) return sum + (step.times ?? 1);
    const events = step.anyOrder.reduce((all, { times = 1 }) => all + times, 0);
    return sum + 2 ** Math.min(events, LIMITS.anyOrder) - 1;
  }, 0);

/** What the gaps between the steps take at least. */
const leastSpan = (sequence: readonly SequenceStep[]): number =>
  sequence.reduce((sum, step) => sum + ('not' in step ? 0 : (parseDuration(step.atLeast) ?? 0)), 0);

/** Whether the steps, and the wait after the last, find room in the metric's window. */
export const checkSequenceWindow = (
  { sequence, within }: SequenceDefinition & { readonly within?: Window },
  path: IssuePath,
  report: Reporter,
): void => {
  if (typeof within === 'object' && 'sessions' in within && within.sessions > 1)
    report.error(
      'bad-sequence',
      [...path, 'within'],
      'The steps of a sequence are not looked for in the last sessions. Write "session", or a duration such as "7d"; or count sessions that hold the sequence: { "sessions": { "metric.path": { "$gte": 1 } }, "each": { "path": { "sequence": … } }, "within": { "sessions": 3 } }.',
    );
  const length =
    typeof within === 'string' ? within : within && 'length' in within ? within.length : null;
  const window = parseDuration(length);
  if (window === null) return;
  const waits = sequence.map((step) => ('not' in step ? (parseDuration(step.for) ?? 0) : 0));
  const least = leastSpan(sequence) + Math.max(...waits);
  if (least >= window)
    report.error(
      'bad-sequence',
      [...path, 'within'],
      `The steps take ${formatDuration(least)} at least, and the window holds less than ${formatDuration(window)}: it is never complete. Lengthen "within".`,
    );
};

/** Whether the steps can be met as they stand, and say nothing without effect. */
export const checkSequence = (
  definition: SequenceDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const { sequence, span } = definition;
  const at = [...path, 'sequence'];
  const total = sequence.reduce(
    (sum, step) => sum + ('anyOrder' in step ? step.anyOrder.length : 1),
    0,
  );
  if (total > LIMITS.steps)
    report.error(
      'too-many',
      at,
      `The sequence has ${total} steps; at most ${LIMITS.steps} are allowed.`,
    );
  else if (eventsOf(sequence) > LIMITS.sequenceEvents)
    report.error(
      'too-many',
      at,
      `With every "times" the sequence waits for ${eventsOf(sequence)} events; at most ${LIMITS.sequenceEvents} are allowed. Count the event, and compare the count.`,
    );
  if (span !== undefined) checkLength(span, [...path, 'span'], report);
  if (sequence.every((step) => 'not' in step))
    return report.error(
      'bad-sequence',
      at,
      'A sequence needs a step that happens. Add an "event" step, or count the event and ask for 0.',
    );
  sequence.forEach((step, i) => checkStep(step, i, definition, [...at, i], scope, report));

  if (definition.by !== undefined) {
    checkProperty(definition.by, [], [...path, 'by'], report);
    checkNotsOfOneValue(sequence, definition.by, at, report);
  }
  const least = leastSpan(sequence);
  const most = parseDuration(span);
  if (most !== null && least >= most)
    report.error(
      'bad-sequence',
      [...path, 'span'],
      `The gaps between the steps take ${formatDuration(least)} at least, and "span" allows less than ${formatDuration(most)}. Lengthen "span".`,
    );
};

/**
 * With `by`, each value is followed apart, and `not` sees the events of that value alone. Where it names what the step
 * after it waits for, that step comes first anyway: mostly something of another value is meant.
 */
const checkNotsOfOneValue = (
  sequence: readonly SequenceStep[],
  by: string,
  path: IssuePath,
  report: Reporter,
): void =>
  sequence.forEach((step, i) => {
    const after = sequence.slice(i + 1).find((later) => !('not' in later));
    if (!('not' in step) || after === undefined || 'anyOrder' in after || 'not' in after) return;
    const names = [after.event].flat();
    if (after.times !== undefined || ![step.not].flat().every((name) => names.includes(name)))
      return;
    if (after.where !== undefined || step.where !== undefined) return;
    report.warn(
      'meaningless',
      [...path, i, 'not'],
      `With "by", this looks only at events of the same "${by}", and the first of those is the step after it. Remove it. For "twice in a row", nothing of another "${by}" between, write "after": "next" on the step after: it looks at every event.`,
    );
  });

const checkStep = (
  step: SequenceStep,
  i: number,
  { sequence, span }: SequenceDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const isFirst = i === 0;
  const isLast = sequence.slice(i).every((later) => 'not' in later);
  if ('not' in step) {
    checkEvents(step.not, [...path, 'not'], scope, report);
    if (step.where !== undefined)
      checkCondition(
        step.where,
        [...path, 'where'],
        eventScope(scope.definitions, step.not),
        report,
      );
    if (isLast && step.for === undefined)
      report.error(
        'bad-sequence',
        path,
        'How long must it not happen? A last "not" step needs "for", such as "for": "1h".',
      );
    else if (!isLast && step.for !== undefined)
      report.error(
        'bad-sequence',
        [...path, 'for'],
        'Between two steps, "not" lasts from one to the other. "for" belongs to a last step; elsewhere write "atLeast" on the step after.',
      );
    if (step.for !== undefined) checkLength(step.for, [...path, 'for'], report);
    return;
  }
  checkGaps(step, path, report, isFirst, span);
  if ('anyOrder' in step) {
    const events = step.anyOrder.reduce((sum, { times = 1 }) => sum + times, 0);
    if (events > LIMITS.anyOrder)
      report.error(
        'too-many',
        [...path, 'anyOrder'],
        `A block in any order waits for ${LIMITS.anyOrder} events at most, "times" included; this one for ${events}. Split it into blocks, or count the events.`,
      );
    if (step.anyOrder.length === 1)
      report.warn('meaningless', path, 'One step has no order. Write it without "anyOrder".');
    step.anyOrder.forEach((inner, j) => {
      const at = [...path, 'anyOrder', j];
      if (inner.after !== undefined || inner.atLeast !== undefined || inner.atMost !== undefined)
        report.error(
          'bad-sequence',
          at,
          'Steps in any order have no step before. Put "after", "atLeast" and "atMost" on the block, or on steps around it.',
        );
      checkEventStep(inner, at, scope, report);
    });
    return;
  }
  if (step.after !== undefined && isFirst)
    report.warn(
      'meaningless',
      [...path, 'after'],
      'Nothing comes before the first step. Remove "after".',
    );
  const before = sequence[i - 1];
  if (step.after === 'next' && before !== undefined && 'not' in before)
    report.warn(
      'meaningless',
      [...path.slice(0, -1), i - 1],
      'The very next event leaves no room for anything between. Remove this "not", or "after": "next".',
    );
  checkEventStep(step, path, scope, report);
};

const checkEventStep = (step: EventStep, path: IssuePath, scope: Scope, report: Reporter): void => {
  checkEvents(step.event, [...path, 'event'], scope, report);
  if (step.where !== undefined)
    checkCondition(
      step.where,
      [...path, 'where'],
      eventScope(scope.definitions, step.event),
      report,
    );
};

const checkGaps = (
  step: EventStep | AnyOrderStep,
  path: IssuePath,
  report: Reporter,
  isFirst: boolean,
  span: Duration | undefined,
): void => {
  const { atLeast, atMost } = step;
  if (isFirst && (atLeast !== undefined || atMost !== undefined))
    report.error(
      'bad-sequence',
      path,
      'The first step has no step before, so there is no gap to measure. Remove "atLeast" and "atMost".',
    );
  const whole = parseDuration(span);
  if (atMost !== undefined && whole !== null && (parseDuration(atMost) ?? 0) > whole)
    report.warn(
      'meaningless',
      [...path, 'atMost'],
      `All steps lie within ${span} of the first anyway ("span"). Shorten "atMost", or remove it.`,
    );
  if (atMost !== undefined) checkLength(atMost, [...path, 'atMost'], report);
  if (atLeast !== undefined && parseDuration(atLeast) !== 0)
    checkLength(atLeast, [...path, 'atLeast'], report);
  const [least, most] = [parseDuration(atLeast), parseDuration(atMost)];
  if (least !== null && most !== null && least >= most)
    report.error(
      'bad-sequence',
      [...path, 'atMost'],
      `At least ${atLeast} and less than ${atMost} after the step before: no time is left. Raise "atMost".`,
    );
};
