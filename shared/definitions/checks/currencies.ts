/** Amounts of money that are put together: in one currency, or in whatever comes? */
import { isOperatorObject } from '../../conditions/index.ts';
import type { Condition, Definitions, MetricDefinition } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { isUsualEvent } from './vocabulary.ts';
import { isObject } from './walk.ts';

const ADDING = ['sum', 'mean', 'min', 'max', 'median'] as const;
const MONEY = /^(items\.)?(value|price|revenue|item_revenue|tax|shipping|discount)$/;

export const checkCurrencies = (definitions: Definitions, report: Reporter): void => {
  if (definitions.currency !== undefined) return;
  const check = (metric: MetricDefinition, path: IssuePath, isPinned: boolean): void => {
    if ('formula' in metric) return;
    const pinned = isPinned || pinsCurrency(metric.where);
    if ('each' in metric)
      for (const [id, part] of Object.entries(metric.each ?? {}))
        check(part, [...path, 'each', id], pinned);
    const all = metric as unknown as { readonly [key: string]: string | undefined };
    for (const key of ADDING) {
      const selector = all[key];
      if (selector === undefined || pinned) continue;
      const dot = selector.indexOf('.');
      // What a property of that name is, a site's own events alone know.
      if (!isUsualEvent(selector.slice(0, dot)) || !MONEY.test(selector.slice(dot + 1))) continue;
      report.warn(
        'mixed-currencies',
        [...path, key],
        `"${selector}" is money, and 10 EUR and 10 USD would count as 20. Add "where": { "currency": "EUR" }, or, where every event carries amounts of one currency (converted, or never another), say so in the document: "currency": "EUR".`,
      );
    }
  };
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    check(metric, ['metrics', id], false);
};

/** Whether only events of one currency meet the condition. */
const pinsCurrency = (where: Condition | undefined): boolean =>
  isObject(where) &&
  Object.entries(where).some(([key, operand]) => {
    if (key === '$and' && Array.isArray(operand)) return operand.some(pinsCurrency);
    if (!/(^|[._])currency$/.test(key)) return false;
    if (!isOperatorObject(operand)) return typeof operand === 'string';
    const { $eq, $in, $ini } = operand;
    return (
      typeof $eq === 'string' ||
      [$in, $ini].some((list) => Array.isArray(list) && new Set(list.map(String)).size === 1)
    );
  });
