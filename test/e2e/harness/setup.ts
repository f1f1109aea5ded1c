import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stacks: readonly Stack[];
  }
}

/** A Worker and a shop for each process that runs files; each test brings visitors of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => startStack()),
  );
  project.provide(
    'stacks',
    running.map(({ stack }) => stack),
  );
  return async () => void (await Promise.all(running.map(({ stop }) => stop())));
}
