import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Engine, EngineOptions, EngineVisitor } from './engine.ts';
import type { EngineName } from './found.ts';
import { launchEngine } from './index.ts';

/** Those of this process without options, for all files that it runs: Firefox takes seconds to start. */
const shared = new Map<EngineName, Promise<Engine>>();

function sharedEngine(name: EngineName): Promise<Engine> {
  const running = shared.get(name);
  if (running) return running;
  const started = launchEngine(name);
  shared.set(name, started);
  started.catch(() => shared.delete(name));
  return started;
}

// Vitest ends its processes so, and waits half a second for them.
process.once('SIGTERM', async () => {
  await Promise.allSettled([...shared.values()].map(async (engine) => (await engine).close()));
  process.exit();
});

/** Runs an engine for the suite around the call; whoever comes in a test leaves with it. */
export function useEngine(name: EngineName, options?: EngineOptions): Pick<Engine, 'newVisitor'> {
  let engine: Engine;
  let here: EngineVisitor[] = [];
  beforeAll(async () => {
    engine = await (options ? launchEngine(name, options) : sharedEngine(name));
  });
  afterEach(async () => {
    for (const visitor of here) await visitor.close();
    here = [];
  });
  afterAll(async () => {
    if (options) await engine.close();
  });
  return {
    async newVisitor() {
      const visitor = await engine.newVisitor();
      here.push(visitor);
      return visitor;
    },
  };
}
