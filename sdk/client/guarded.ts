import type { Problems } from '../problems.ts';

export type Guard = <A extends unknown[], T = void>(
  work: (...args: A) => T,
) => (...args: A) => T | undefined;

/** What is called from outside must not throw into it, whatever it hands in: then it gives nothing. */
export const guardWith = (problems: Problems) =>
  (<A extends unknown[], T>(work: (...args: A) => T) =>
    (...args: A): T | void => {
      try {
        return work(...args);
      } catch (error) {
        problems.add('internal', error);
      }
    }) as Guard;

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  !!value && typeof value === 'object';

/** As it is now: the page goes on with its own. What cannot be cloned (a proxy, say) is copied once the engine is there. */
export const asItIs = <T>(value: T): T => {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
};
