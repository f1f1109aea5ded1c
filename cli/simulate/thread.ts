import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { compile } from '../../shared/engine/index.ts';
import { zoneOffsets } from '../../shared/logs/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { Failure, reasonOf } from '../failure.ts';
import { evaluatePart } from './evaluate-part.ts';
import type { PartAsked } from './evaluate-part.ts';
import { stretchReader } from './read-stretch.ts';
import type {
  FromThread,
  PartRead,
  StretchRead,
  ThreadAsked,
  ThreadSetup,
  ToThread,
} from './thread-messages.ts';

/** Works as a thread of a simulation, where this is one; the program has nothing else to do there. */
export function servesAsThread(): boolean {
  const setup: unknown = workerData;
  if (isMainThread || !parentPort || !isSetup(setup)) return false;
  const port = parentPort;
  const work = workerOf(setup);
  port.on('message', (message: ToThread) => {
    void work(message).then(
      ([answer, transfer]) => port.postMessage(answer, transfer),
      (error: unknown) => port.postMessage(failed(error)),
    );
  });
  return true;
}

const isSetup = (value: unknown): value is ThreadSetup =>
  typeof value === 'object' && value !== null && 'is' in value && value.is === 'covey simulate';

type Answer = readonly [answer: FromThread, transfer: ArrayBuffer[]];

function workerOf(setup: ThreadSetup): (message: ToThread) => Promise<Answer> {
  const read = stretchReader(setup);
  const offsetAt = zoneOffsets(setup.zone) ?? (() => 0);
  let members: PartRead['members'][number][] = [];
  let asked: PartAsked | null = null;
  const planOf = ({ definitions, wantsMembers, ...rest }: ThreadAsked): PartAsked => ({
    ...rest,
    plan: compile(definitions, kinds),
    offsetAt,
    onVisitor: wantsMembers ? (...one) => members.push(one) : undefined,
  });
  return async (message) => {
    switch (message.task) {
      case 'stretch':
        return ofStretch(await read(message.ask));
      case 'asked':
        asked = planOf(message.ask);
        return [{ answer: null }, []];
      case 'part': {
        if (!asked) throw new Error('a part came before what is asked of it');
        members = [];
        const found = await evaluatePart(message.ask, asked);
        return [{ answer: { ...found, members } }, []];
      }
    }
  };
}

const ofStretch = (answer: StretchRead): Answer => [
  { answer },
  [answer.block.bytes.buffer, answer.block.starts.buffer],
];

const failed = (error: unknown): FromThread => ({
  failure:
    error instanceof Failure
      ? { code: error.code, message: error.message, hints: error.hints }
      : {
          code: 'internal',
          message: `A thread of the simulation failed: ${reasonOf(error)}`,
          hints: ['With --threads 1 there is none.'],
        },
});
