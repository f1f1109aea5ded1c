import { CompileError, DEEPEST } from '../values/values.ts';

/** Refuses a definition that is nested too deeply. */
export const checkDepth = (value: unknown, depth = DEEPEST): void => {
  if (typeof value !== 'object' || value === null) return;
  if (depth === 0) throw new CompileError(`more than ${DEEPEST} deep`);
  for (const one of Object.values(value)) checkDepth(one, depth - 1);
};
