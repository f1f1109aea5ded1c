import type { Answer, Request } from './messages.ts';

/** What the page asks of its worker, and hears from it. */
export interface WorkerPort {
  ask(request: Request): void;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Starts the worker that stands beside this file once it is built. */
export function startWorker(hear: (answer: Answer) => void, onFailure: () => void): WorkerPort {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const url = new URL('./preview-worker.js', import.meta.url).href;
  // The page's policy asks for a name on every script that is loaded by its address; this is the only one.
  const policy = trustedTypes?.createPolicy('covey-preview', { createScriptURL: () => url });
  const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => hear(data));
  worker.addEventListener('error', onFailure);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no such argument
  return { ask: (request) => worker.postMessage(request) };
}
