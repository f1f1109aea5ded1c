import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { FromThread, TaskName, Tasks, ThreadSetup } from './thread-messages.ts';

/** Threads that take tasks, each the next one that waits. They begin when there is a first. */
export interface ThreadPool {
  readonly size: number;
  hasBegun(): boolean;
  run<N extends TaskName>(
    task: N,
    ask: Tasks[N]['ask'],
    transfer?: readonly ArrayBuffer[],
  ): Promise<Tasks[N]['answer']>;
  /** The same for every thread, before any other task. */
  tell<N extends TaskName>(task: N, ask: Tasks[N]['ask']): Promise<void>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly message: { readonly task: TaskName; readonly ask: unknown };
  readonly transfer: readonly ArrayBuffer[];
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  busy: Waiting | null;
}

/** Built, all is one file; as sources, a thread has one of its own. */
const PROGRAM = import.meta.url.endsWith('.ts')
  ? new URL('./thread-main.ts', import.meta.url)
  : new URL(import.meta.url);

export function createThreadPool(size: number, setup: ThreadSetup, program = PROGRAM): ThreadPool {
  const threads: Thread[] = [];
  const queue: Waiting[] = [];
  let failure: unknown = null;

  const fail = (error: unknown) => {
    failure ??= error;
    for (const thread of threads) {
      thread.busy?.reject(failure);
      thread.busy = null;
    }
    for (const { reject } of queue.splice(0)) reject(failure);
  };
  const give = (thread: Thread, next: Waiting | undefined) => {
    thread.busy = next ?? null;
    if (next) thread.worker.postMessage(next.message, next.transfer);
  };
  const begin = (): Thread => {
    const worker = new Worker(program, { workerData: setup, execArgv: [] });
    const thread: Thread = { worker, busy: null };
    worker.on('message', (message: FromThread) => {
      const { busy } = thread;
      give(thread, queue.shift());
      if ('failure' in message) {
        const { code, message: text, hints } = message.failure;
        busy?.reject(new Failure(code, text, hints));
      } else busy?.resolve(message.answer as never);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => fail(diedOf(error)));
    worker.on('exit', () => fail(diedOf(null)));
    return thread;
  };
  const all = (): readonly Thread[] => {
    while (threads.length < size) threads.push(begin());
    return threads;
  };

  return {
    size,
    hasBegun: () => threads.length > 0,
    run(task, ask, transfer = []) {
      return new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        const waiting = { message: { task, ask }, transfer, resolve, reject };
        const idle = all().find(({ busy }) => busy === null);
        if (idle) give(idle, waiting);
        else queue.push(waiting);
      });
    },
    async tell(task, ask) {
      await Promise.all(
        all().map(
          (thread) =>
            new Promise((resolve, reject) => {
              give(thread, { message: { task, ask }, transfer: [], resolve, reject });
            }),
        ),
      );
    },
    async stop() {
      const ending = threads.splice(0);
      for (const { worker } of ending) worker.removeAllListeners().on('error', () => {});
      await Promise.all(ending.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Why a thread is gone before its work was done. */
function diedOf(error: NodeJS.ErrnoException | null): Failure {
  if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new Failure('file', 'A thread of the simulation ran out of memory.', [
      'One visitor may have very many events. --threads 1 needs the least memory.',
    ]);
  return new Failure(
    'internal',
    `A thread of the simulation ended before its work was done${error ? `: ${error.message}` : '.'}`,
    ['With --threads 1 there is none.'],
  );
}
