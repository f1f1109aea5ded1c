import type { PatternWatch } from './patterns.ts';

/** Answers for one value, or for one set of attributes. */
export type Test = (value: unknown) => boolean;

/** What compiling carries along. */
export interface Context {
  readonly groups: { readonly [id: string]: unknown };
  readonly missingIsFalse: boolean;
  readonly watch: PatternWatch | undefined;
  /** A text beside a number is the number it stands for, or none. */
  readonly readNumbers: boolean;
  /** Saved groups being resolved: a group inside itself holds for nobody. */
  readonly within: readonly string[];
  /** Operators beside those that nearly every document has. */
  readonly more: Operators | undefined;
}

/** Compiles what stands beside an operator. */
export type Make = (expected: unknown, to: Context) => Test;
/** By name. */
export type Operators = { readonly [name: string]: Make };

export const never: Test = () => false;
export const always: Test = () => true;
export const negated =
  (test: Test): Test =>
  (value) =>
    !test(value);

export const every = (tests: readonly Test[]): Test => {
  const [first = always] = tests;
  if (tests.length < 2) return first;
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
};

export const some =
  (tests: readonly Test[]): Test =>
  (value) => {
    for (const test of tests) if (test(value)) return true;
    return false;
  };

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;
/** The object itself, or an empty one in place of anything else, arrays included. */
export const record = (value: unknown): { readonly [key: string]: unknown } =>
  isObject(value) && !Array.isArray(value) ? (value as { readonly [key: string]: unknown }) : {};
