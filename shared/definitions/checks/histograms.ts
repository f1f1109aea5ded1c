/** Histograms: a metric that there is, thresholds that go up, and values that can be in every bin. */
import { isOperatorObject } from '../../conditions/index.ts';
import { specOf } from '../../metrics/specs.ts';
import { parseDuration } from '../durations.ts';
import { metricType } from '../facts.ts';
import type { Definitions, HistogramDefinition, MetricDefinition } from '../types.ts';
import { checkCondition } from './conditions.ts';
import { formulaFacts } from './formulas.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

export const checkHistograms = (definitions: Definitions, scope: Scope, report: Reporter): void => {
  const metrics = definitions.metrics ?? {};
  for (const [id, histogram] of Object.entries(definitions.histograms ?? {})) {
    const path = ['histograms', id];
    const { metric } = histogram;
    const of = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
    if (of === undefined)
      report.error('unknown-metric', [...path, 'metric'], noMetric(metric, Object.keys(metrics)));
    else if (checkBins(histogram, of, [...path, 'bins'], report)) {
      checkValues(histogram, [...path, 'bins'], scope, report);
      checkMinors(histogram, path, definitions, report);
      checkAlsoCounted(id, histogram, definitions, report);
    }
    if (definitions.children)
      report.warn(
        'children-site',
        path,
        'On a site for children nothing is counted. Remove the histogram.',
        'key',
      );
  }
};

const noMetric = (metric: string, ids: readonly string[]): string => {
  const bare = metric.replace(/^metric\./, '');
  const hint = ids.includes(bare)
    ? ` Write "${bare}", its id alone.`
    : didYouMean(bare, ids) || ' Define it under "metrics".';
  return `There is no metric "${metric}".${hint}`;
};

const valueOf = (threshold: number | string): number =>
  typeof threshold === 'number' ? threshold : (parseDuration(threshold) ?? NaN);

/** Whether all are of one type, which the metric's values have, and each is above the one before. */
const checkBins = (
  { metric, bins }: HistogramDefinition,
  of: MetricDefinition,
  path: IssuePath,
  report: Reporter,
): boolean => {
  const at = bins.findIndex((threshold, i) => {
    const before = bins[i - 1];
    return (
      before !== undefined &&
      (typeof threshold !== typeof before || !(valueOf(threshold) > valueOf(before)))
    );
  });
  const [before, here] = [bins[at - 1], bins[at]];
  if (before === undefined || here === undefined) return checkType(metric, bins, of, path, report);
  const [a, b] = [before, here].map((threshold) => JSON.stringify(threshold));
  if (typeof before !== typeof here)
    report.error(
      'bad-value',
      [...path, at],
      `${b} stands beside ${a}. Thresholds are all numbers, or all durations such as "30d".`,
    );
  else
    report.error(
      'bad-value',
      [...path, at],
      `${b} is not above ${a}, which stands before it. Thresholds go up, and each stands there once.`,
    );
  return false;
};

const checkType = (
  metric: string,
  bins: HistogramDefinition['bins'],
  of: MetricDefinition,
  path: IssuePath,
  report: Reporter,
): boolean => {
  const isCount = specOf(of)?.value === 'count';
  const at = bins.findIndex((threshold) =>
    isCount
      ? !Number.isInteger(threshold)
      : typeof threshold === 'string' && metricType(of) !== 'duration',
  );
  if (at < 0) return true;
  const found = JSON.stringify(bins[at]);
  report.error(
    'type-mismatch',
    [...path, at],
    isCount
      ? `"${metric}" is a whole number, and ${found} is none. Write thresholds such as 1, 2, 5.`
      : `"${metric}" is no duration, and ${found} is one. Write numbers.`,
  );
  return false;
};

/** Says of each bin what is to be said of a condition that asks for it, where its threshold stands. */
const checkValues = (
  { metric, bins }: HistogramDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const fact = `metric.${metric}`;
  [...bins, undefined].forEach((to, i) => {
    const from = bins[i - 1];
    const bin = `Values ${[from !== undefined && `from ${from}`, to !== undefined && `below ${to}`].filter(Boolean).join(' ')} are a bin of their own.`;
    /** The threshold that is spoken of. */
    const at = (inner: IssuePath): IssuePath => [
      ...path,
      inner.includes('$gte') ? i - 1 : Math.min(i, bins.length - 1),
    ];
    const here: Reporter = {
      error: (code, inner, message) =>
        report.error(
          code,
          at(inner),
          code === 'never-holds' ? `${bin} No visitor is ever in it. Remove a threshold.` : message,
        ),
      warn: (code, inner, message) =>
        report.warn(
          code,
          at(inner),
          code === 'always-holds'
            ? `${bin} Every visitor is always in it. Move the threshold.`
            : message,
        ),
    };
    const operand = {
      ...(from !== undefined && { $gte: from }),
      ...(to !== undefined && { $lt: to }),
    };
    checkCondition({ [fact]: operand }, [], scope, here);
  });
};

/** Ages below 18, where the metric is one. */
const checkMinors = (
  { metric, bins }: HistogramDefinition,
  path: IssuePath,
  { metrics = {} }: Definitions,
  report: Reporter,
): void => {
  const of = metrics[metric];
  if (of === undefined || !('formula' in of)) return;
  const isAge = [...formulaFacts(of.formula, [])].some(({ fact }) =>
    /^trait\.(.*[^a-z])?age([^a-z].*)?$/i.test(fact),
  );
  const at = bins.findIndex((threshold) => typeof threshold === 'number' && threshold <= 18);
  if (isAge && at >= 0)
    report.warn(
      'special-category',
      [...path, 'bins', at],
      'This looks for people under 18. Profiles of children are not to be made without their parents. Begin above 18.',
    );
};

/** Counted segments that ask for nothing but values whose bounds are thresholds: the bins say how many they are. */
const checkAlsoCounted = (
  id: string,
  { metric, bins }: HistogramDefinition,
  { segments, groups = {} }: Definitions,
  report: Reporter,
): void => {
  const thresholds = new Set(bins.map(valueOf));
  for (const [segment, { count, when, ...rest }] of Object.entries(segments)) {
    const [[fact, operand] = [], ...more] = Object.entries(when);
    const isPlain =
      count &&
      more.length === 0 &&
      fact === `metric.${metric}` &&
      isOperatorObject(operand) &&
      [rest.keep, rest.exclude, rest.excludeEver].every((rule) => rule === undefined) &&
      !Object.values(groups).some((group) => group.segments.includes(segment));
    if (!isPlain) continue;
    const isInBins = Object.entries(operand).every(
      ([operator, bound]) =>
        /^\$(gte|lt)$/.test(operator) && thresholds.has(valueOf(bound as number | string)),
    );
    if (isInBins)
      report.warn(
        'counted-twice',
        ['segments', segment, 'count'],
        `The histogram "${id}" counts these visitors already, in its bins. One question fewer makes all counts better: remove "count" here.`,
      );
  }
};
