import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Engine, EngineOptions, EngineVisitor } from './engine.ts';
import type { EngineName } from './found.ts';
import { launchEngine } from './index.ts';

/** Runs an engine for the suite around the call; whoever comes in a test leaves with it. */
export function useEngine(name: EngineName, options?: EngineOptions): Pick<Engine, 'newVisitor'> {
  let engine: Engine;
  let here: EngineVisitor[] = [];
  beforeAll(async () => {
    engine = await launchEngine(name, options);
  });
  afterEach(async () => {
    for (const visitor of here) await visitor.close();
    here = [];
  });
  afterAll(() => engine.close());
  return {
    async newVisitor() {
      const visitor = await engine.newVisitor();
      here.push(visitor);
      return visitor;
    },
  };
}
