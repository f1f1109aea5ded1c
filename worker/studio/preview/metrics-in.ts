import type { Bound } from '../../../shared/analysis/index.ts';
import type { Condition, Json } from '../../../shared/definitions/types.ts';

/** A place in a condition where a metric is compared with a number or a duration. */
export interface Threshold {
  readonly metric: string;
  readonly operator: Bound;
  readonly value: number | string;
  /** Within the condition. */
  readonly path: readonly (string | number)[];
}

const BOUNDS = ['$gte', '$gt', '$lt', '$lte'] as const;

/** Every threshold in a condition, in the order in which it is written. */
export function thresholdsIn(
  condition: Condition,
  path: readonly (string | number)[] = [],
): readonly Threshold[] {
  return Object.entries(condition).flatMap(([key, operand]): readonly Threshold[] => {
    const here = [...path, key];
    if (Array.isArray(operand) && key.startsWith('$'))
      return (operand as readonly Condition[]).flatMap((one, at) =>
        isObject(one) ? thresholdsIn(one, [...here, at]) : [],
      );
    if (!isObject(operand)) return [];
    if (!key.startsWith('metric.'))
      return key.startsWith('$') ? thresholdsIn(operand as Condition, here) : [];
    return BOUNDS.flatMap((operator) => {
      const value = (operand as { readonly [key: string]: Json })[operator];
      return typeof value === 'number' || typeof value === 'string'
        ? [{ metric: key.slice('metric.'.length), operator, value, path: [...here, operator] }]
        : [];
    });
  });
}

/** The metrics that a condition reads by itself, each once. */
export function metricsIn(condition: Condition): readonly string[] {
  const found = new Set<string>();
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(visit);
    else if (isObject(one))
      for (const [key, operand] of Object.entries(one)) {
        if (key.startsWith('metric.')) found.add(key.slice('metric.'.length));
        else if (key.startsWith('$')) visit(operand);
      }
  };
  visit(condition);
  return [...found];
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
