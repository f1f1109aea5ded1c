/** The entry of the preview's worker: what reads and evaluates a log, off the page's own thread. */
import type { Request } from '../messages.ts';
import { createSession } from './session.ts';

/** What a dedicated worker has of its global scope, typed without the library that forbids the page's. */
interface Scope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
}
const scope = globalThis as unknown as Scope;

/** Goes on once what came in meanwhile was told. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.addEventListener('message', () => waiting.shift()?.());
port1.start();
const breathe = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });

const answer = createSession({
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one to talk to, and no such argument
  send: (message) => scope.postMessage(message),
  breathe,
  clock: () => performance.now(),
  now: () => Date.now(),
});
scope.addEventListener('message', ({ data }) => void answer(data));
