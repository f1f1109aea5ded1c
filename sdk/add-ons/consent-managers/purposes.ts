import type { Purpose } from '../../api.ts';

export const PURPOSES: readonly Purpose[] = ['personalisation', 'measurement', 'activation'];

/** A value for each purpose. */
export const ofEach = <T>(value: (purpose: Purpose) => T) =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, value(purpose)])) as {
    readonly [purpose in Purpose]: T;
  };

/** Whether anything is said of any of them. */
export const isAnswer = (answers: { readonly [purpose in Purpose]?: boolean | null }): boolean =>
  PURPOSES.some((purpose) => (answers[purpose] ?? null) !== null);
