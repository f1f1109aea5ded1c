import { formatDuration, parseDuration } from '../durations.ts';
import type { FormulaMetric, MetricDefinition } from '../types.ts';
import { checkCondition } from './conditions.ts';
import { checkEvents, countedEvents } from './events.ts';
import { checkFormula } from './formulas.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, eventScope, sessionScope } from './scope.ts';
import { checkSequence } from './sequences.ts';
import { checkLength, checkWindow } from './windows.ts';

export const checkMetric = (
  metric: MetricDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  if (isFormula(metric)) return checkFormula(metric.formula, [...path, 'formula'], scope, report);
  const { definitions } = scope;
  if (metric.where !== undefined)
    checkCondition(metric.where, [...path, 'where'], eventScope(definitions), report);
  if (metric.within !== undefined) checkWindow(metric.within, [...path, 'within'], report);
  if (metric.after !== undefined) checkSequence(metric.after, [...path, 'after'], scope, report);
  if (metric.before !== undefined) checkSequence(metric.before, [...path, 'before'], scope, report);
  const counted = countedEvents(metric);
  if (counted !== undefined) checkEvents(counted.events, [...path, counted.key], scope, report);
  if ('sequence' in metric) {
    checkSequence(metric, path, scope, report);
    const span = parseDuration(metric.span);
    const within = parseDuration(metric.within);
    if (span !== null && within !== null && span > within)
      report.warn(
        'meaningless',
        [...path, 'span'],
        `The steps all lie within ${formatDuration(within)} anyway. Shorten "span", or remove it.`,
      );
  }
  if ('interest' in metric) checkLength(metric.halfLife, [...path, 'halfLife'], report);
  if ('sessions' in metric) checkSessions(metric, path, scope, report);
};

const isFormula = (metric: MetricDefinition): metric is FormulaMetric => 'formula' in metric;

const checkSessions = (
  metric: Extract<MetricDefinition, { sessions: unknown }>,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const each = metric.each ?? {};
  const inside = sessionScope(scope.definitions, each);
  checkCondition(metric.sessions, [...path, 'sessions'], inside, report);
  for (const [id, part] of Object.entries(each)) {
    const at = [...path, 'each', id];
    if ('sessions' in part)
      report.error(
        'window-in-session',
        at,
        'One session has no sessions of its own. Count events here.',
      );
    else if ('within' in part)
      report.error(
        'window-in-session',
        [...at, 'within'],
        'The window of this metric is the session. Remove "within" here; it can stand beside "sessions".',
      );
    else checkMetric(part, at, inside, report);
  }
};
