import { formatDuration, parseDuration } from '../durations.ts';
import type { AnyOrderStep, EventStep, SequenceDefinition, SequenceStep } from '../types.ts';
import { LIMITS } from '../limits.ts';
import { checkCondition } from './conditions.ts';
import { checkEvents } from './events.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkLength } from './windows.ts';
import { type Scope, eventScope } from './scope.ts';

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
  if (span !== undefined) checkLength(span, [...path, 'span'], report);
  if (sequence.every((step) => 'not' in step))
    return report.error(
      'bad-sequence',
      at,
      'A sequence needs a step that happens. Add an "event" step, or count the event and ask for 0.',
    );
  sequence.forEach((step, i) => checkStep(step, i, sequence, [...at, i], scope, report));

  let least = 0;
  for (const step of sequence) if (!('not' in step)) least += parseDuration(step.atLeast) ?? 0;
  const most = parseDuration(span);
  if (most !== null && least >= most)
    report.error(
      'bad-sequence',
      [...path, 'span'],
      `The gaps between the steps take ${formatDuration(least)} at least, and "span" allows less than ${formatDuration(most)}. Lengthen "span".`,
    );
};

const checkStep = (
  step: SequenceStep,
  i: number,
  sequence: readonly SequenceStep[],
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const isFirst = i === 0;
  const isLast = i === sequence.length - 1;
  if ('not' in step) {
    checkEvents(step.not, [...path, 'not'], scope, report);
    if (step.where !== undefined)
      checkCondition(step.where, [...path, 'where'], eventScope(scope.definitions), report);
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
  checkGaps(step, path, report, isFirst);
  if ('anyOrder' in step) {
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
    checkCondition(step.where, [...path, 'where'], eventScope(scope.definitions), report);
};

const checkGaps = (
  step: EventStep | AnyOrderStep,
  path: IssuePath,
  report: Reporter,
  isFirst: boolean,
): void => {
  const { atLeast, atMost } = step;
  if (isFirst && (atLeast !== undefined || atMost !== undefined))
    report.error(
      'bad-sequence',
      path,
      'The first step has no step before, so there is no gap to measure. Remove "atLeast" and "atMost".',
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
