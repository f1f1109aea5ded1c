/** Amounts of money that are put together: in one currency, or in whatever comes? */
import { isOperatorObject } from '../../conditions/index.ts';
import { specOf } from '../../metrics/specs.ts';
import type { Condition, Definitions, Formula, MetricDefinition } from '../types.ts';
import { readProperty } from './events.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { isUsualEvent } from './vocabulary.ts';
import { isObject } from './walk.ts';

const MONEY = /^(items\.)?(value|price|revenue|item_revenue|tax|shipping|discount)$/;

export const checkCurrencies = (definitions: Definitions, report: Reporter): void => {
  if (definitions.currency !== undefined) return;
  const currencyOf = (operand: Formula): string | undefined => {
    const metric =
      typeof operand === 'string' && operand.startsWith('metric.')
        ? definitions.metrics?.[operand.slice('metric.'.length)]
        : undefined;
    if (metric === undefined || 'formula' in metric || !pinsCurrency(metric.where))
      return undefined;
    return specOf(metric)?.numeric ? currenciesIn(metric.where)[0] : undefined;
  };
  /** What is added up is of one currency, unless something converts it. */
  const checkSums = (formula: Formula, path: IssuePath): void => {
    if (typeof formula !== 'object' || 'logistic' in formula) return;
    for (const [operation, operands] of Object.entries(formula) as [string, unknown][]) {
      const list = (Array.isArray(operands) ? operands : [operands]) as readonly Formula[];
      list.forEach((operand, i) => checkSums(operand, [...path, operation, i]));
      const found = new Set(list.flatMap((operand) => currencyOf(operand) ?? []));
      if (/^(add|subtract)$/.test(operation) && found.size > 1)
        report.warn(
          'mixed-currencies',
          [...path, operation],
          `Amounts in ${[...found].join(' and ')} are put together as they are. Convert them: { "multiply": ["metric.ID", 0.9] }.`,
        );
    }
  };
  const check = (metric: MetricDefinition, path: IssuePath, isPinned: boolean): void => {
    if ('formula' in metric) return checkSums(metric.formula, [...path, 'formula']);
    const pinned = isPinned || pinsCurrency(metric.where);
    const currencies = currenciesIn(metric.where);
    for (const code of currencies)
      if (!CODE.test(code))
        report.warn(
          'unknown-value',
          [...path, 'where'],
          `"${code}" is no currency as events carry them: three capitals (ISO 4217), such as "EUR".`,
        );
    if ('each' in metric)
      for (const [id, part] of Object.entries(metric.each ?? {}))
        check(part, [...path, 'each', id], pinned);
    const read = specOf(metric)?.numeric && !pinned ? readProperty(metric) : undefined;
    // What a property of that name is, a site's own events alone know.
    if (read !== undefined && isUsualEvent(read.event) && MONEY.test(read.property))
      report.warn(
        'mixed-currencies',
        [...path, read.key],
        `"${read.event}.${read.property}" is money, and 10 EUR and 10 USD would count as 20. ${currencies.length > 1 ? `"where" lets ${currencies.join(' and ')} through: write one metric for each` : 'Add "where": { "currency": "EUR" }'}, or, where every event carries amounts of one currency (converted, or never another), say so in the document: "currency": "EUR".`,
      );
  };
  for (const [id, metric] of Object.entries(definitions.metrics ?? {}))
    check(metric, ['metrics', id], false);
};

/** ISO 4217: three capitals. Events carry such codes, and compare with them letter by letter. */
const CODE = /^[A-Z]{3}$/;

/** Texts that the condition compares a currency with. */
const currenciesIn = (where: Condition | undefined): readonly string[] =>
  isObject(where)
    ? Object.entries(where).flatMap(([key, operand]) => {
        if (key === '$and' && Array.isArray(operand)) return operand.flatMap(currenciesIn);
        if (!/(^|[._])currency$/.test(key)) return [];
        const { $eq, $in } = isOperatorObject(operand) ? operand : { $eq: operand };
        return [$eq, ...(Array.isArray($in) ? ($in as unknown[]) : [])].filter(
          (one) => typeof one === 'string',
        );
      })
    : [];

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
