import type { Problems } from '../problems.ts';

export type Guard = <A extends unknown[], T = void>(
  work: (...args: A) => T,
) => (...args: A) => T | undefined;

/** What is called from outside must not throw into it, whatever it hands in. */
export const guardWith =
  (problems: Problems): Guard =>
  (work) =>
  (...args) => {
    try {
      return work(...args);
    } catch (error) {
      return problems.add('internal', error) as undefined;
    }
  };

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  !!value && typeof value === 'object';
