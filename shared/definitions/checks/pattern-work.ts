/**
 * What judging patterns takes, in steps of its inner loops: the same on every machine, whatever its speed. What is
 * judged is in one place at a time.
 */
let taken = 0;

/** So many steps are taken, or about to be. */
export const takeSteps = (steps: number): void => {
  taken += steps;
};

/** The answer of a judgement, and the steps it took. */
export const stepsTaken = <T>(judge: () => T): { readonly answer: T; readonly steps: number } => {
  taken = 0;
  return { answer: judge(), steps: taken };
};
