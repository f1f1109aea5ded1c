import type { Purpose } from '../api.ts';

const PURPOSES: readonly Purpose[] = ['personalisation', 'measurement', 'activation'];

type Answers = { readonly [purpose in Purpose]?: boolean | null | undefined };

/** A value for each purpose. */
export const ofEach = <T>(value: (purpose: Purpose) => T) =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, value(purpose)])) as {
    readonly [purpose in Purpose]: T;
  };

/** To compare answers by. */
export const saidIn = (answers: Answers): string =>
  PURPOSES.map((purpose) => answers[purpose]).join();

/** Whether anything is remembered for it: with activation alone nothing is decided, and so nothing handed on. */
export const isGrant = (answers: Answers): boolean | null | undefined =>
  answers.personalisation || answers.measurement;
