import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Stack;
  }
}

/** One Worker and one shop for all end-to-end tests; each test brings visitors of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stack, stop } = await startStack();
  project.provide('stack', stack);
  return stop;
}
