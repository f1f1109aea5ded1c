import { checkActivation } from './checks/activation.ts';
import { checkCondition } from './checks/conditions.ts';
import { checkCurrencies } from './checks/currencies.ts';
import { checkDocument } from './checks/document.ts';
import type { Issue, IssueCode, IssuePath, Reporter, Severity } from './checks/issues.ts';
import { checkMetric } from './checks/metrics.ts';
import { judging } from './checks/pattern-danger.ts';
import { checkReferences } from './checks/references.ts';
import { visitorScope } from './checks/scope.ts';
import { checkSameSegments } from './checks/same-segments.ts';
import { checkShape, soundPart } from './checks/shape.ts';
import { checkSpecialCategories } from './checks/special-categories.ts';
import { guessing } from './checks/suggest.ts';
import { segmentConditions } from './checks/walk.ts';
import type { Definitions } from './types.ts';

export interface CheckOptions {
  /** Milliseconds since the epoch; with it, a document that has expired or will within 30 days is pointed out. */
  readonly now?: number;
  /**
   * Where a path stands in the text, counted from 1: the key itself or its value. Issues carry
   * line and column only with it.
   */
  readonly placeOf?: (
    path: IssuePath,
    at: 'key' | 'value',
  ) => { readonly line: number; readonly column: number } | undefined;
}

export type CheckResult =
  | {
      readonly ok: true;
      readonly definitions: Definitions;
      readonly errors: readonly [];
      readonly warnings: readonly Issue[];
    }
  | { readonly ok: false; readonly errors: readonly Issue[]; readonly warnings: readonly Issue[] };

/**
 * Checks a parsed document: its shape against the schema, then what it says. A document with
 * errors must not be signed; warnings are for the owner to weigh. Never throws, whatever the JSON.
 *
 * @example
 * const result = checkDefinitions(JSON.parse(text));
 * if (!result.ok) for (const { path, message } of result.errors) console.error(formatPath(path), message);
 */
export const checkDefinitions = (json: unknown, options: CheckOptions = {}): CheckResult =>
  guessing(() => judging(() => checkAll(json, options)));

const checkAll = (json: unknown, options: CheckOptions): CheckResult => {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const add =
    (severity: Severity) => (code: IssueCode, path: IssuePath, message: string, at?: 'key') => {
      // A saved group's values, for one, can repeat what is wrong with all of them.
      const key = JSON.stringify([code, path]);
      if (seen.has(key)) return;
      seen.add(key);
      issues.push({ code, severity, path, message, ...options.placeOf?.(path, at ?? 'value') });
    };
  const report: Reporter = { error: add('error'), warn: add('warning') };
  const definitions = checkShape(json, report);
  if (definitions !== null) {
    checkDocument(definitions, options.now, report);
    // Far more than there may be would keep the checker busy for long.
    if (!issues.some(({ code, path }) => code === 'too-many' && path.length === 1))
      checkMeaning(definitions, report);
  } else if (issues.every(({ code }) => !UNBEARABLE.has(code)))
    checkRest(json, options.now, report);
  const errors = issues.filter(({ severity }) => severity === 'error');
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  if (definitions === null || errors.length > 0) return { ok: false, errors, warnings };
  return { ok: true, definitions, errors: [], warnings };
};

/** Of such a document nothing more is looked at. */
const UNBEARABLE: ReadonlySet<IssueCode> = new Set([
  'not-json',
  'too-large',
  'too-deep',
  'reserved-id',
]);
/** What may be found only because something that has this name was left out. */
const OF_ONE_LEFT_OUT: ReadonlySet<IssueCode> = new Set([
  'unknown-fact',
  'unknown-trait',
  'unknown-metric',
  'unknown-segment',
  'unknown-saved-group',
  'unnamed-recipient',
]);
/** The same, whatever it was; a name in a misspelt key is none that is used. */
const OF_ANYTHING_LEFT_OUT: ReadonlySet<IssueCode> = new Set(['unused']);
/** What stand-ins of the dates would bring up. */
const OF_DATES: ReadonlySet<IssueCode> = new Set(['bad-validity', 'long-validity', 'expired']);

/** What is to be said of the parts that have their shape, so that one run says all. */
const checkRest = (json: unknown, now: number | undefined, report: Reporter): void => {
  const sound = soundPart(json);
  if (sound === null) return;
  const { definitions: part, leftOut } = sound;
  const hasDates = !leftOut.has('issued') && !leftOut.has('expires');
  const only =
    (say: Reporter['error']): Reporter['error'] =>
    (code, path, message, at) => {
      if (OF_ANYTHING_LEFT_OUT.has(code) || (OF_DATES.has(code) && !hasDates)) return;
      if (OF_ONE_LEFT_OUT.has(code) && [...leftOut].some((id) => message.includes(id))) return;
      say(code, path, message, at);
    };
  const rest: Reporter = { error: only(report.error), warn: only(report.warn) };
  let isTooMuch = false;
  checkDocument(part, hasDates ? now : undefined, {
    ...rest,
    error: (code, path, message, at) => {
      isTooMuch ||= code === 'too-many' && path.length === 1;
      rest.error(code, path, message, at);
    },
  });
  if (!isTooMuch) checkMeaning(part, rest);
};

const checkMeaning = (definitions: Definitions, report: Reporter): void => {
  const scope = visitorScope(definitions);
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    checkMetric(metric, ['metrics', id], scope, report);
  for (const [id, segment] of Object.entries(definitions.segments))
    for (const { condition, path } of segmentConditions(id, segment))
      checkCondition(condition, path, scope, report);
  checkCurrencies(definitions, report);
  checkSameSegments(definitions, report);
  checkReferences(definitions, report);
  checkActivation(definitions, report);
  checkSpecialCategories(definitions, report);
};
