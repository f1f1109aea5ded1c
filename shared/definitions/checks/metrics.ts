import { specOf } from '../../metrics/specs.ts';
import { formatDuration, parseDuration } from '../durations.ts';
import type { Duration, MetricDefinition, MetricOf } from '../types.ts';
import { checkCondition } from './conditions.ts';
import { checkEvents, checkProperty, countedEvents, readProperty } from './events.ts';
import { checkFormula, formulaFacts } from './formulas.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkMetricEvents } from './metric-events.ts';
import { type Scope, eventScope, sessionScope } from './scope.ts';
import { checkSequence, checkSequenceWindow } from './sequences.ts';
import { isUsuallyText } from './vocabulary.ts';
import { checkLength, checkWindow } from './windows.ts';

export const checkMetric = (
  metric: MetricDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  if (isFormula(metric)) return checkFormula(metric.formula, [...path, 'formula'], scope, report);
  const { definitions } = scope;
  const kind = specOf(metric);
  const counted = countedEvents(metric);
  const read = readProperty(metric);
  const events = counted?.events ?? read?.event ?? [];
  if (metric.where !== undefined)
    checkCondition(metric.where, [...path, 'where'], eventScope(definitions, events), report);
  if (metric.within !== undefined)
    checkWindow(metric.within, [...path, 'within'], definitions.issued, report);
  if (metric.after !== undefined) checkSequence(metric.after, [...path, 'after'], scope, report);
  if (metric.before !== undefined) checkSequence(metric.before, [...path, 'before'], scope, report);
  checkBounds(metric, path, report);
  if (scope.kind === 'visitor') checkMetricEvents(metric, path, report);
  if (counted !== undefined) checkEvents(counted.events, [...path, counted.key], scope, report);
  if (read !== undefined) {
    checkEvents(read.event, [...path, read.key], scope, report);
    checkProperty(read.property, [read.event], [...path, read.key], report);
    if (kind?.numeric && isUsuallyText(read.property))
      report.warn(
        'type-mismatch',
        [...path, read.key],
        `"${read.property}" is usually text, and only numbers count here: "${read.key}" would find nothing. Write "distinct", "first", "last" or "top", or name a number such as "value".`,
      );
  }
  for (const [key, { type }] of Object.entries(kind?.parameters ?? {})) {
    const said = (metric as { readonly [key: string]: unknown })[key];
    if (type === 'name' && said !== undefined)
      checkProperty(String(said), selected(metric), [...path, key], report);
    if (type === 'duration' && said !== undefined && kind?.takes !== 'steps')
      checkLength(said as Duration, [...path, key], report);
  }
  if ('sequence' in metric) {
    checkSequence(metric, path, scope, report);
    checkSequenceWindow(metric, path, report);
    const span = parseDuration(metric.span);
    const within = parseDuration(metric.within);
    if (span !== null && within !== null && span > within)
      report.warn(
        'meaningless',
        [...path, 'span'],
        `The steps all lie within ${formatDuration(within)} anyway. Shorten "span", or remove it.`,
      );
  }
  if ('sessions' in metric) checkSessions(metric, path, scope, report);
};

const selected = (metric: MetricDefinition): readonly string[] => {
  if ('sequence' in metric)
    return metric.sequence.flatMap((step) => {
      if ('anyOrder' in step) return step.anyOrder.flatMap(({ event }) => event);
      return 'not' in step ? [] : step.event;
    });
  const events = countedEvents(metric)?.events ?? [];
  return typeof events === 'string' ? [events] : events;
};

/** What a sequence before or after can bound. */
const checkBounds = (
  metric: Exclude<MetricDefinition, MetricOf<'formula'>>,
  path: IssuePath,
  report: Reporter,
): void => {
  const bounds = (['after', 'before'] as const).filter((key) => metric[key] !== undefined);
  const [key] = bounds;
  if (metric.orEver !== undefined && metric.after === undefined)
    report.warn(
      'meaningless',
      [...path, 'orEver'],
      '"orEver" is about who never completed the sequence of "after", and there is none. Remove it, or write "after".',
    );
  if (key === undefined) return;
  if (bounds.length > 1)
    report.error(
      'bad-sequence',
      [...path, 'before'],
      'A metric lies after one sequence or before one, not both. Remove "after" or "before"; one sequence with all the steps may say the same.',
    );
  else if ('sessions' in metric)
    report.error(
      'window-in-session',
      [...path, key],
      `Whole sessions do not lie ${key} a sequence. Write "${key}" on the metrics of "each".`,
    );
};

const isFormula = (metric: MetricDefinition): metric is MetricOf<'formula'> => 'formula' in metric;

/** The formulas of one session that come back to themselves by those they read. */
const readingThemselves = (each: {
  readonly [id: string]: MetricDefinition;
}): ReadonlySet<string> => {
  const reads = new Map<string, readonly string[]>();
  for (const [id, part] of Object.entries(each))
    if (isFormula(part))
      reads.set(id, [
        ...new Set(
          [...formulaFacts(part.formula, [])].map(({ fact }) => fact.replace(/^metric\./, '')),
        ),
      ]);
  const found = new Set<string>();
  for (const id of reads.keys()) {
    const seen = new Set<string>();
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of reads.get(at) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    if (seen.has(id)) found.add(id);
  }
  return found;
};

const checkSessions = (
  metric: Extract<MetricDefinition, { sessions: unknown }>,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const each = metric.each ?? {};
  const inside = sessionScope(scope.definitions, each);
  const circular = readingThemselves(each);
  checkCondition(metric.sessions, [...path, 'sessions'], inside, report);
  for (const [id, part] of Object.entries(each)) {
    const at = [...path, 'each', id];
    if (circular.has(id))
      report.error('cycle', at, `"${id}" reads itself. Take one of its facts out.`);
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
